// Server-sent events: no crash, the same events however the bytes are cut, events written again read back the same,
// and boundaries that split the stream into whole events. The first byte says where the cut lies.

import NIOCore
import Wire

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSSE(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    guard let choice = bytes.first else { return 0 }
    let input = bytes.dropFirst()
    let cut = input.startIndex + (input.isEmpty ? 0 : Int(choice) % input.count)
    let limit = choice & 1 == 0 ? SSEParser.defaultLimit : 64
    let whole = [ByteBuffer(bytes: input)]
    let halves = [ByteBuffer(bytes: input[..<cut]), ByteBuffer(bytes: input[cut...])]
    let singles = input.count < 512 ? input.map { ByteBuffer(bytes: [$0]) } : halves
    let seen = Reading(whole, limit)
    guard Reading(halves, limit) == seen, Reading(singles, limit) == seen else { fatalError("a cut changed an event") }
    checkWriting(seen)
    checkBoundaries(halves, seen, limit)
    return 0
}

private struct Reading: Equatable {
    var events: [SSEEvent] = []
    var lastID = ""
    var retry: Int?
    var trailing: SSEEvent?
    var error: SSEError?

    init(_ pieces: [ByteBuffer], _ limit: Int) {
        var parser = SSEParser(eventLimit: limit)
        do throws(SSEError) {
            for piece in pieces {
                parser.feed(piece)
                while let event = try parser.next() { events.append(event) }
            }
            lastID = parser.lastEventID
            retry = parser.retry
            trailing = try parser.finish()
        } catch {
            self.error = error
        }
    }
}

/// Data is free of CR by then, so that it must come back as it was.
private func checkWriting(_ seen: Reading) {
    var written = ByteBuffer()
    for event in seen.events { SSEWriter.event(name: event.name, data: event.data, id: event.id, into: &written) }
    let again = Reading([written], .max)
    guard again.events.map(\.data) == seen.events.map(\.data) else { fatalError("written data reads differently") }
}

/// Fed event by event as the scanner cuts them, the stream says the same, and each piece brings at most one event.
private func checkBoundaries(_ pieces: [ByteBuffer], _ seen: Reading, _ limit: Int) {
    guard seen.error == nil else { return }
    var scanner = SSEBoundaryScanner()
    var parser = SSEParser(eventLimit: limit)
    var events: [SSEEvent] = []
    for var piece in pieces {
        var ends: [Int] = []
        scanner.scan(piece, into: &ends)
        var start = 0
        for end in ends {
            guard end > start, let part = piece.readSlice(length: end - start) else { fatalError("ends do not rise") }
            start = end
            parser.feed(part)
            let before = events.count
            while let event = try? parser.next() { events.append(event) }
            guard events.count <= before + 1 else { fatalError("two events between boundaries") }
        }
        parser.feed(piece)
        while let event = try? parser.next() { _ = event; fatalError("an event without a boundary") }
    }
    guard events == seen.events else { fatalError("boundaries changed the events") }
}
