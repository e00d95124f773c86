// Lines of JSON, AWS's event streams and multipart bodies: no crash, the same events however the bytes are cut, messages
// that are written again as they were. The first byte says where the cut lies, its last bit which framing it is.

import NIOCore
import Wire

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFramings(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    guard let choice = bytes.first else { return 0 }
    let input = ByteBuffer(bytes: bytes.dropFirst())
    let place = input.readableBytes == 0 ? 0 : Int(choice >> 1) % input.readableBytes
    let halves = [
        input.getSlice(at: input.readerIndex, length: place) ?? ByteBuffer(),
        input.getSlice(at: input.readerIndex + place, length: input.readableBytes - place) ?? ByteBuffer(),
    ]
    let framing: StreamFraming = choice & 1 == 0 ? .jsonLines : .eventStream
    guard read([input], framing) == read(halves, framing) else { fatalError("a cut changed an event") }
    checkBoundaries(halves, framing)
    if framing == .eventStream { checkWriting(input) } else { checkMultipart(input) }
    return 0
}

private func read(_ pieces: [ByteBuffer], _ framing: StreamFraming) -> [SSEEvent] {
    var parser = framing.makeParser()
    var events: [SSEEvent] = []
    do throws(SSEError) {
        for piece in pieces {
            parser.feed(piece)
            while let event = try parser.next() { events.append(event) }
        }
        if let event = try parser.finish() { events.append(event) }
    } catch {
        events.append(SSEEvent(name: "\(error)", data: ByteBuffer()))
    }
    return events
}

private func checkBoundaries(_ pieces: [ByteBuffer], _ framing: StreamFraming) {
    var scanner = EventBoundaryScanner(framing)
    for piece in pieces {
        var ends: [Int] = []
        scanner.scan(piece, into: &ends)
        var last = 0
        for end in ends {
            guard end > last, end <= piece.readableBytes else { fatalError("ends do not rise") }
            last = end
        }
    }
}

private func checkWriting(_ input: ByteBuffer) {
    var parser = EventStreamParser()
    parser.feed(input)
    var written = ByteBuffer()
    while let message = try? parser.nextMessage() { message.write(into: &written) }
    let again = input.getSlice(at: input.readerIndex, length: written.readableBytes)
    guard again == written else { fatalError("a message is written otherwise than it was read") }
}

/// What a body is taken apart into is in it, and an edit changes the part it names alone.
private func checkMultipart(_ input: ByteBuffer) {
    guard let body = try? MultipartBody(input, boundary: "b") else { return }
    for part in body.parts {
        guard part.content.lowerBound >= 0, part.content.upperBound <= input.readableBytes else {
            fatalError("a part lies outside its body")
        }
    }
    guard let first = body.parts.first(where: { $0.filename == nil }) else { return }
    let changed = body.replacing(first.name, with: "x")
    guard let again = try? MultipartBody(changed, boundary: "b"), again.parts.count == body.parts.count else {
        fatalError("an edit changed the parts")
    }
}
