import Foundation
import GatewayTesting
import NIOCore
import Testing
import Wire

@Suite struct `AWS's event streams` {
    private static func message(_ text: String = #"{"a":1}"#, type: String = "messageStart") -> ByteBuffer {
        var bytes = ByteBuffer()
        EventStreamMessage(
            headers: [(":event-type", .string(type)), (":message-type", .string("event"))],
            payload: ByteBuffer(string: text)
        ).write(into: &bytes)
        return bytes
    }

    private static func read(_ bytes: ByteBuffer, cuts: [Int] = [Int.max]) throws -> [EventStreamMessage] {
        var parser = EventStreamParser()
        var messages: [EventStreamMessage] = []
        for piece in ScriptedUpstream.Script.cut(bytes, into: cuts) {
            parser.feed(piece)
            while let message = try parser.nextMessage() { messages.append(message) }
        }
        return messages
    }

    @Test func `the published messages are read, and written again byte for byte`() throws {
        guard let vectors = try EventStreamVector.load() else {
            print("Event stream vectors are absent: nothing checked")
            return
        }
        for vector in vectors {
            guard let headers = vector.headers else {
                #expect(throws: SSEError.self, "\(vector.name)") {
                    var parser = EventStreamParser()
                    parser.feed(vector.bytes)
                    guard try parser.nextMessage() != nil else { throw SSEError.eventCorrupt }
                }
                continue
            }
            for size in 1...vector.bytes.readableBytes {
                let message = try #require(try Self.read(vector.bytes, cuts: [size]).first, "\(vector.name)")
                #expect(message.payload == vector.payload, "\(vector.name)")
                #expect(Set(message.headers.map(\.name)) == headers, "\(vector.name)")
            }
            let message = try #require(try Self.read(vector.bytes).first)
            var again = ByteBuffer()
            message.write(into: &again)
            #expect(again == vector.bytes, "\(vector.name)")
        }
        print("Event stream vectors checked: \(vectors.count)")
    }

    @Test func `messages are told as events, exceptions by their own names`() throws {
        var bytes = Self.message()
        EventStreamMessage(
            headers: [(":exception-type", .string("throttlingException")), (":message-type", .string("exception"))],
            payload: ByteBuffer(string: #"{"message":"slow down"}"#)
        ).write(into: &bytes)
        EventStreamMessage(
            headers: [
                (":message-type", .string("error")), (":error-code", .string("internal")),
                (":error-message", .string("sorry")),
            ], payload: ByteBuffer()
        ).write(into: &bytes)
        var parser: any EventParser = StreamFraming.eventStream.makeParser()
        parser.feed(bytes)
        let events = try (0..<3).map { _ in try #require(try parser.next()) }
        #expect(events.map(\.name) == ["messageStart", "throttlingException", "internalException"])
        #expect(String(buffer: events[2].data) == #"{"message":"sorry"}"#)
        #expect(try parser.next() == nil)
    }

    @Test func `a damaged message is refused, and so is one that is too large`() throws {
        var bytes = Self.message()
        let last = bytes.writerIndex - 6
        bytes.setInteger(bytes.getInteger(at: last, as: UInt8.self).map { $0 ^ 1 } ?? 0, at: last)
        #expect(throws: SSEError.eventCorrupt) { try Self.read(bytes) }
        #expect(throws: SSEError.eventTooLarge) {
            var parser = EventStreamParser(limit: 20)
            parser.feed(Self.message())
            _ = try parser.nextMessage()
        }
        var parser = EventStreamParser()
        parser.feed(bytes)
        #expect(throws: SSEError.eventCorrupt) { try parser.nextMessage() }
        // It stays given up.
        #expect(throws: SSEError.eventCorrupt) { try parser.nextMessage() }
    }

    @Test func `where messages end is told the same for every cut`() {
        var bytes = Self.message()
        let first = bytes.readableBytes
        var second = Self.message(#"{"more":"of it"}"#)
        bytes.writeBuffer(&second)
        for size in 1...bytes.readableBytes {
            var scanner = EventBoundaryScanner(.eventStream)
            var ends: [Int] = []
            var start = 0
            for piece in ScriptedUpstream.Script.cut(bytes, into: [size]) {
                var here: [Int] = []
                scanner.scan(piece, into: &here)
                ends += here.map { $0 + start }
                start += piece.readableBytes
            }
            #expect(ends == [first, bytes.readableBytes], "\(size)")
        }
    }
}

/// One published message; without headers it must be refused.
private struct EventStreamVector {
    var name: String
    var bytes: ByteBuffer
    var headers: Set<String>?
    var payload = ByteBuffer()

    static func load() throws -> [EventStreamVector]? {
        guard let folder = Recordings.dataFolder else { return nil }
        let file = URL(fileURLWithPath: "\(folder)/vectors/eventstream/aws-eventstream.json")
        guard let data = try? Data(contentsOf: file) else { return nil }
        let json = try JSONValue(parsing: ByteBuffer(bytes: data))
        let bytes = { (value: JSONValue, key: String) in
            ByteBuffer(bytes: Data(base64Encoded: value[key]?.string ?? "") ?? Data())
        }
        let good = (json["positive"]?.array ?? []).map { value in
            EventStreamVector(
                name: value["name"]?.string ?? "", bytes: bytes(value, "encoded_base64"),
                headers: Set(value["headers"]?.object?.keys ?? []), payload: bytes(value, "payload_base64"))
        }
        let bad = (json["negative"]?.array ?? []).map { value in
            EventStreamVector(name: value["name"]?.string ?? "", bytes: bytes(value, "encoded_base64"))
        }
        for vector in good + bad { Tally.note(.vectors, "eventstream/" + vector.name) }
        return good + bad
    }
}
