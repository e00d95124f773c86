import GatewayTesting
import NIOCore
import Testing
import Wire

/// Frames and messages: the same however the bytes are cut.
struct WebSocketTests {
    private static func parts(
        _ bytes: ByteBuffer, cuts: [Int] = [Int.max], isMasked: Bool = false
    ) throws -> [WebSocketMessage] {
        var reader = WebSocketMessageReader(isMasked: isMasked, limit: 1 << 20)
        var messages: [WebSocketMessage] = []
        for piece in ScriptedUpstream.Script.cut(bytes, into: cuts) {
            reader.feed(piece)
            while let message = try reader.next() { messages.append(message) }
        }
        #expect(reader.isBetweenFrames)
        return messages
    }

    private static func joined(_ frames: ByteBuffer...) -> ByteBuffer {
        var bytes = ByteBuffer()
        for frame in frames { bytes.writeImmutableBuffer(frame) }
        return bytes
    }

    /// RFC 6455 §5.7.
    @Test(
        arguments: [
            ([0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f], false),
            ([0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58], true),
            ([0x01, 0x03, 0x48, 0x65, 0x6c, 0x80, 0x02, 0x6c, 0x6f], false),
            ([0x01, 0x03, 0x48, 0x65, 0x6c, 0x89, 0x00, 0x80, 0x02, 0x6c, 0x6f], false),
        ] as [([UInt8], Bool)])
    func `the frames of the standard say Hello`(_ bytes: [UInt8], _ isMasked: Bool) throws {
        let messages = try Self.parts(ByteBuffer(bytes: bytes), isMasked: isMasked).filter { $0 != .ping }
        #expect(messages == [.text(ByteBuffer(string: "Hello"))])
    }

    @Test(arguments: [true, false])
    func `every cut gives the same messages`(_ isMasked: Bool) throws {
        let bytes = Self.joined(
            Frame.text("äöü", masked: isMasked),
            Frame.frame(ByteBuffer(string: "one "), .binary, isFinal: false, masked: isMasked),
            Frame.frame(ByteBuffer(string: "!"), .ping, masked: isMasked),
            Frame.frame(ByteBuffer(string: String(repeating: "x", count: 130)), .continuation, masked: isMasked),
            Frame.frame(ByteBuffer(), .text, masked: isMasked), Frame.close(1000, "bye", masked: isMasked))
        let expected: [WebSocketMessage] = [
            .text(ByteBuffer(string: "äöü")), .ping,
            .binary(ByteBuffer(string: "one " + String(repeating: "x", count: 130))), .text(ByteBuffer()),
            .close(code: 1000, reason: "bye"),
        ]
        for size in 1...bytes.readableBytes {
            #expect(try Self.parts(bytes, cuts: [size], isMasked: isMasked) == expected, "pieces of \(size)")
        }
        for place in 1..<bytes.readableBytes {
            #expect(try Self.parts(bytes, cuts: [place, Int.max], isMasked: isMasked) == expected, "cut at \(place)")
        }
    }

    @Test(arguments: [0, 1, 125, 126, 127, 65_535, 65_536, 70_000], [true, false])
    func `a head is read as it was written, whatever the length`(_ length: Int, _ isMasked: Bool) throws {
        let payload = ByteBuffer(repeating: 0x61, count: length)
        let bytes = Frame.frame(payload, .binary, masked: isMasked)
        #expect(try Self.parts(bytes, isMasked: isMasked) == [.binary(payload)])
        let size = (length < 126 ? 2 : length < 65_536 ? 4 : 10) + (isMasked ? 4 : 0)
        #expect(bytes.readableBytes == size + length)
    }

    @Test(
        arguments: [
            ([0xC1, 0x00], .unknownFrame), ([0x83, 0x00], .unknownFrame), ([0x8B, 0x00], .unknownFrame),
            ([0x09, 0x00], .malformedControl), ([0x89, 0x7E, 0x00, 0x7E], .malformedControl),
            ([0x81, 0x7E, 0x00, 0x05], .malformedLength),
            ([0x81, 0x7F, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], .malformedLength),
            ([0x81, 0x7F, 0x80, 0, 0, 0, 0, 0, 0, 0], .malformedLength), ([0x81, 0x80, 1, 2, 3, 4], .wrongMask),
            ([0x80, 0x00], .wrongFragment), ([0x01, 0x00, 0x81, 0x00], .wrongFragment),
        ] as [([UInt8], WebSocketError)])
    func `what is no frame is refused, again and again`(_ bytes: [UInt8], _ error: WebSocketError) {
        for cuts in [[Int.max], [1]] {
            var parser = WebSocketFrameParser(isMasked: false)
            #expect(throws: error) {
                for piece in ScriptedUpstream.Script.cut(ByteBuffer(bytes: bytes), into: cuts) {
                    parser.feed(piece)
                    while try parser.next() != nil {}
                }
            }
            #expect(throws: error) { try parser.next() }
            #expect(!parser.isBetweenFrames)
        }
        #expect(throws: WebSocketError.wrongMask) {
            try Self.parts(ByteBuffer(bytes: [0x81, 0x00]), isMasked: true)
        }
    }

    /// Bytes that are frames for a while, and then perhaps are not.
    @Test func `bytes of any kind are read the same however they are cut`() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<400 {
            var bytes = ByteBuffer()
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let opcode = WebSocketFrameHead.Opcode(rawValue: UInt8.random(in: 0...10, using: &generator)) ?? .text
                let payload = ByteBuffer(repeating: 0x61, count: Int.random(in: 0...200, using: &generator))
                let isFinal = Bool.random(using: &generator)
                bytes.writeImmutableBuffer(Frame.frame(payload, opcode, isFinal: isFinal, masked: false))
            }
            if Bool.random(using: &generator) {
                let place = Int.random(in: 0..<bytes.readableBytes, using: &generator)
                bytes.setInteger(UInt8.random(in: 0...255, using: &generator), at: place)
            }
            let place = Int.random(in: 1...bytes.readableBytes, using: &generator)
            let whole = Self.reading(bytes, [Int.max])
            for cuts in [[place, Int.max], [1]] {
                let cut = Self.reading(bytes, cuts)
                #expect(
                    cut.messages == whole.messages && cut.error == whole.error, "\(bytes.hexDump(format: .compact))")
            }
        }
    }

    private static func reading(
        _ bytes: ByteBuffer, _ cuts: [Int]
    ) -> (messages: [WebSocketMessage], error: WebSocketError?) {
        var reader = WebSocketMessageReader(isMasked: false, limit: 300)
        var messages: [WebSocketMessage] = []
        do throws(WebSocketError) {
            for piece in ScriptedUpstream.Script.cut(bytes, into: cuts) {
                reader.feed(piece)
                while let message = try reader.next() { messages.append(message) }
            }
            return (messages, nil)
        } catch {
            return (messages, error)
        }
    }

    @Test func `a message over the limit is passed over, and the next one is read`() throws {
        var reader = WebSocketMessageReader(isMasked: false, limit: 10)
        reader.feed(
            Self.joined(
                Frame.frame(ByteBuffer(string: "123456"), .text, isFinal: false, masked: false),
                Frame.frame(ByteBuffer(string: "78901"), .continuation, isFinal: false, masked: false),
                Frame.frame(ByteBuffer(string: "2"), .continuation, masked: false), Frame.text("after", masked: false)))
        #expect(try reader.next() == .tooLarge)
        #expect(try reader.next() == .text(ByteBuffer(string: "after")))
        #expect(try reader.next() == nil)
    }

    @Test func `a reason too long for a close frame is cut between letters`() throws {
        let bytes = Frame.close(1008, String(repeating: "ä", count: 100), masked: false)
        #expect(try Self.parts(bytes) == [.close(code: 1008, reason: String(repeating: "ä", count: 61))])
    }

    @Test func `a mask goes on where a piece before it ended`() {
        let mask = WebSocketMask(key: 0x0102_0304)
        let plain = ByteBuffer(bytes: (0..<100).map { UInt8($0) })
        var whole = plain
        mask.apply(to: &whole)
        for place in 0...20 {
            var first = plain.getSlice(at: 0, length: place) ?? ByteBuffer()
            var second = plain.getSlice(at: place, length: 100 - place) ?? ByteBuffer()
            mask.apply(to: &first)
            mask.apply(to: &second, at: place)
            #expect(Self.joined(first, second) == whole, "cut at \(place)")
        }
    }
}
