// Frames of WebSockets: no crash, the same messages however the bytes are cut, frames that are written again as they were.
// The first byte says where the cut lies, its last bit whose frames they are.

import NIOCore
import Wire

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzWebSocket(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    guard let choice = bytes.first else { return 0 }
    let input = ByteBuffer(bytes: bytes.dropFirst())
    let place = input.readableBytes == 0 ? 0 : Int(choice >> 1) % input.readableBytes
    let halves = [
        input.getSlice(at: input.readerIndex, length: place) ?? ByteBuffer(),
        input.getSlice(at: input.readerIndex + place, length: input.readableBytes - place) ?? ByteBuffer(),
    ]
    let isMasked = choice & 1 == 1
    let (whole, cut) = (read([input], isMasked), read(halves, isMasked))
    guard whole.messages == cut.messages, whole.error == cut.error else { fatalError("a cut changed a message") }
    checkWriting(input, isMasked)
    return 0
}

private func read(_ pieces: [ByteBuffer], _ isMasked: Bool) -> (messages: [WebSocketMessage], error: WebSocketError?) {
    var reader = WebSocketMessageReader(isMasked: isMasked, limit: 1 << 16)
    var messages: [WebSocketMessage] = []
    do throws(WebSocketError) {
        for piece in pieces {
            reader.feed(piece)
            while let message = try reader.next() { messages.append(message) }
        }
        return (messages, nil)
    } catch {
        return (messages, error)
    }
}

private func checkWriting(_ input: ByteBuffer, _ isMasked: Bool) {
    var parser = WebSocketFrameParser(isMasked: isMasked)
    parser.feed(input)
    var written = ByteBuffer()
    while let part = try? parser.next() {
        switch part {
        case .head(let head): head.write(into: &written)
        case .payload(let piece, _): written.writeImmutableBuffer(piece)
        case .end: break
        }
    }
    let again = input.getSlice(at: input.readerIndex, length: written.readableBytes)
    guard again == written else { fatalError("a frame is written otherwise than it was read") }
}
