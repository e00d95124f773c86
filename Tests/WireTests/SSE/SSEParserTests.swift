import NIOCore
import Testing
import Wire

/// Everything a parser said about some input.
struct SSETranscript: Equatable {
    var events: [SSEEvent] = []
    var lastIDs: [String] = []
    var retry: Int?
    var trailing: SSEEvent?
    var error: SSEError?

    init(_ pieces: [[UInt8]], limit: Int = SSEParser.defaultLimit) {
        var parser = SSEParser(eventLimit: limit)
        do throws(SSEError) {
            for piece in pieces {
                parser.feed(ByteBuffer(bytes: piece))
                while let event = try parser.next() {
                    events.append(event)
                    lastIDs.append(parser.lastEventID)
                }
            }
            retry = parser.retry
            trailing = try parser.finish()
        } catch {
            self.error = error
        }
    }

    init(_ text: String) { self.init([Array(text.utf8)]) }

    var asVector: [SSEVector.Event] {
        zip(events, lastIDs).map { event, id in
            SSEVector.Event(event: event.name ?? "message", data: String(buffer: event.data), lastEventId: id)
        }
    }
}

struct SSEParserTests {
    @Test func `the published vectors hold for every cut`() throws {
        guard let vectors = try SSEVector.load() else {
            print("SSE vectors are absent: nothing checked")
            return
        }
        for vector in vectors {
            let asGiven = SSETranscript(vector.chunks.map { Array($0) })
            #expect(asGiven.asVector == vector.events, "\(vector.name)")
            #expect(asGiven.retry == vector.retry, "\(vector.name)")
            let bytes = vector.chunks.flatMap { Array($0) }
            let wholes = bytes.count > 4_096 ? [[bytes], bytes.map { [$0] }] : allCuts(bytes)
            for cut in wholes where SSETranscript(cut) != asGiven {
                Issue.record("\(vector.name) differs when cut as \(cut.map(\.count))")
                break
            }
        }
        print("SSE vectors checked: \(vectors.count)")
    }

    @Test(arguments: ["\n", "\r", "\r\n"])
    func `every line ending ends a line`(_ end: String) {
        let text = ["event: a", "data: 1", "data: 2", "id: 7", "retry: 10", "", "data: 3", "", ""].joined(
            separator: end)
        let bytes = Array(text.utf8)
        let whole = SSETranscript([bytes])
        #expect(
            whole.events == [
                SSEEvent(name: "a", data: ByteBuffer(string: "1\n2"), id: "7", retry: 10),
                SSEEvent(data: ByteBuffer(string: "3")),
            ])
        #expect(whole.lastIDs == ["7", "7"])
        for cut in allCuts(bytes) { #expect(SSETranscript(cut) == whole) }
    }

    @Test func `what is left at the end is offered, not dispatched`() {
        for text in ["data: [DONE]", "data: [DONE]\n", "data: [DONE]\r"] {
            let transcript = SSETranscript(text)
            #expect(transcript.events.isEmpty)
            #expect(transcript.trailing == SSEEvent(data: ByteBuffer(string: "[DONE]")))
        }
        #expect(SSETranscript("event: x\nid: 4\n").trailing == nil)
        #expect(SSETranscript("data: 1\n\n: bye").trailing == nil)
        #expect(SSETranscript("event: x\nda").trailing == nil)
        #expect(SSETranscript("").trailing == nil)
    }

    @Test func `an event larger than the limit is refused for every cut`() {
        let fits = Array("data: 12345\n\n: long comment that does not count once it ended\n\ndata: 12345\n\n".utf8)
        let limit = 60
        #expect(SSETranscript([fits], limit: limit).events.count == 2)
        let tooLarge = Array("data: 1\n\ndata: \(String(repeating: "x", count: 40))\ndata: 123456789\n\n".utf8)
        let whole = SSETranscript([tooLarge], limit: limit)
        #expect(whole.error == .eventTooLarge && whole.events.count == 1)
        for cut in allCuts(tooLarge) {
            #expect(SSETranscript(cut, limit: limit) == whole)
        }
    }

    @Test func `an event of exactly the limit passes for every cut`() {
        let bytes = Array("unknown\ndata: 12345\n\n".utf8)
        let whole = SSETranscript([bytes], limit: 18)
        #expect(whole.error == nil && whole.events.count == 1)
        for cut in allCuts(bytes) { #expect(SSETranscript(cut, limit: 18) == whole) }
        #expect(SSETranscript([bytes], limit: 17).error == .eventTooLarge)
    }

    @Test func `an error is final`() {
        var parser = SSEParser(eventLimit: 4)
        parser.feed(ByteBuffer(string: "data: 1\n\n"))
        #expect(throws: SSEError.eventTooLarge) { try parser.next() }
        #expect(throws: SSEError.eventTooLarge) { try parser.next() }
        #expect(throws: SSEError.eventTooLarge) { try parser.finish() }
    }

    @Test func `one data line is a slice, not a copy`() throws {
        var parser = SSEParser()
        let fed = ByteBuffer(string: "event: delta\ndata: {\"a\":1}\n\ndata: 2\n\n")
        parser.feed(fed)
        let dispatched = try parser.next()
        let event = try #require(dispatched)
        let start = fed.withUnsafeReadableBytes { Int(bitPattern: $0.baseAddress) }
        #expect(event.data.withUnsafeReadableBytes { Int(bitPattern: $0.baseAddress) } == start + 19)
    }

    @Test func `slices handed out stay as they were`() throws {
        var parser = SSEParser()
        parser.feed(ByteBuffer(string: "data: first\n\nda"))
        let firstDispatched = try parser.next()
        let first = try #require(firstDispatched)
        parser.feed(ByteBuffer(string: "ta: second line that is longer\ndata: x\n\n"))
        let secondDispatched = try parser.next()
        let second = try #require(secondDispatched)
        #expect(String(buffer: first.data) == "first")
        #expect(String(buffer: second.data) == "second line that is longer\nx")
    }

    @Test func `a stream whose reads all end within an event stays small`() throws {
        var parser = SSEParser()
        parser.feed(ByteBuffer(string: "data: "))
        var largest = 0
        for _ in 0..<5_000 {
            parser.feed(ByteBuffer(string: "some text of an event\n\ndata: "))
            let event = try parser.next()
            largest = max(largest, event?.data.storageCapacity ?? .max)
        }
        #expect(largest < 1_024)
    }
}
