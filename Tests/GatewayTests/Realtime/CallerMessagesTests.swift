import GatewayTesting
import NIOCore
import Testing
import Wire

@testable import Gateway

/// What of a caller's messages goes on, and what a session may not become.
struct CallerMessagesTests {
    private static let target = Target(
        provider: Provider(
            id: "openai", kind: .openAI, origin: Origin(isTLS: true, host: "a.example", port: 443), basePath: "/v1",
            authorization: .bearer, credential: nil, endpoints: ProviderKind.openAI.endpoints), model: "gpt-realtime")

    private func run(
        _ bytes: ByteBuffer, cuts: [Int] = [Int.max], limit: Int = 1 << 20, isTranscription: Bool = false
    ) -> (passed: ByteBuffer, refusal: (error: GatewayError, code: UInt16)?) {
        let model = SessionModel(called: "voice", target: Self.target, isTranscription: isTranscription)
        var messages = CallerMessages(model, limit: limit) { WebSocketMask(key: 7) }
        var passed = ByteBuffer()
        var refusal: (GatewayError, UInt16)?
        for piece in ScriptedUpstream.Script.cut(bytes, into: cuts) {
            messages.feed(piece)
            while let step = messages.next() {
                switch step {
                case .pass(let bytes), .close(let bytes): passed.writeImmutableBuffer(bytes)
                case .refuse(let error, let code): refusal = (error, code)
                }
            }
        }
        return (passed, refusal)
    }

    private static func joined(_ frames: [ByteBuffer]) -> ByteBuffer {
        frames.reduce(into: ByteBuffer()) { $0.writeImmutableBuffer($1) }
    }

    private static func messages(in bytes: ByteBuffer) -> [WebSocketMessage] {
        var reader = WebSocketMessageReader(isMasked: true, limit: 1 << 20)
        reader.feed(bytes)
        var messages: [WebSocketMessage] = []
        while let message = try? reader.next() { messages.append(message) }
        return messages
    }

    @Test func `messages pass as they came, however they are cut`() {
        let bytes = Self.joined([
            Frame.text(#"{"type":"input_audio_buffer.append","audio":"AAAA"}"#),
            Frame.frame(ByteBuffer(string: #"{"type":"session.update","session":{"mo"#), .text, isFinal: false),
            Frame.frame(ByteBuffer(string: "?"), .ping),
            Frame.frame(ByteBuffer(string: #"del":"gpt-realtime","x":1.0e2}}"#), .continuation),
            Frame.frame(ByteBuffer(bytes: [0, 1, 2]), .binary), Frame.close(1000),
        ])
        // A control frame between the pieces of a message overtakes it.
        for size in 1...bytes.readableBytes {
            let result = run(bytes, cuts: [size])
            #expect(result.refusal == nil)
            #expect(result.passed.readableBytes == bytes.readableBytes)
            #expect(
                Self.messages(in: result.passed)
                    == [
                        .text(ByteBuffer(string: #"{"type":"input_audio_buffer.append","audio":"AAAA"}"#)), .ping,
                        .text(
                            ByteBuffer(
                                string: #"{"type":"session.update","session":{"model":"gpt-realtime","x":1.0e2}}"#)),
                        .binary(ByteBuffer(bytes: [0, 1, 2])), .close(code: 1000, reason: ""),
                    ])
        }
    }

    @Test(arguments: [
        #"{"type":"session.update","session":{"model":"gpt-4o"}}"#,
        #"{"type":"session.update","session":{"m\u006fdel":"gpt-4o"}}"#,
        #"{"type":"session.update","s\u0065ssion":{"model":"gpt-4o"}}"#,
        #"{"type":"session.update","session":{"model":"gpt-4o","model":"gpt-realtime"}}"#,
        #"{"type":"session.update","session":{"model":"gpt-4o"},"session":{}}"#,
        #"{"session":{"model":["gpt-4o"]},"type":"x"}"#, #"{"type":"response.create","response":{"model":"o1"}}"#,
    ])
    func `a session never becomes one of another model`(_ text: String) throws {
        for size in [1, 7, Int.max] {
            let result = run(Self.joined([Frame.text("{}"), Frame.text(text), Frame.text("{}")]), cuts: [size])
            #expect(result.passed == Frame.text("{}"))
            let refusal = try #require(result.refusal)
            #expect(refusal.code == 1008)
            #expect(refusal.error.code == .modelNotAllowed)
        }
    }

    @Test(arguments: [
        #"{"type":"session.update","session":{"model":"gpt-realtime"}}"#, #"{"type":"x","model":"gpt-4o"}"#,
        #"{"type":"session.update","session":{"model":null}}"#,
        #"{"type":"session.update","session":{"audio":{"input":{"transcription":{"model":"whisper-1"}}}}}"#,
        #"{"item":{"text":"say \"model\": \"x\""}}"#, "no JSON", "[\"model\",1]",
    ])
    func `what names no other model of the session passes`(_ text: String) {
        let result = run(Frame.text(text))
        #expect(result.passed == Frame.text(text))
        #expect(result.refusal == nil)
    }

    @Test func `the caller's name for the model becomes the provider's`() {
        let text = #"{ "type":"session.update", "session":{"model" : "voice", "x":1.0 } }"#
        let result = run(Frame.text(text))
        let passed = text.replacing("voice", with: "gpt-realtime")
        #expect(Self.messages(in: result.passed) == [.text(ByteBuffer(string: passed))])
    }

    @Test func `a transcription's model is the session's where it only transcribes`() {
        let update = #"{"session":{"audio":{"input":{"transcription":{"model":"MODEL"}}}}}"#
        let old = #"{"session":{"input_audio_transcription":{"model":"MODEL"}}}"#
        for text in [update, old] {
            let other = Frame.text(text.replacing("MODEL", with: "whisper-1"))
            #expect(run(other, isTranscription: true).refusal?.code == 1008)
            let own = Frame.text(text.replacing("MODEL", with: "gpt-realtime"))
            #expect(run(own, isTranscription: true).passed == own)
        }
    }

    @Test func `what cannot be read and may name a model is refused`() {
        #expect(run(Frame.text(#"{"session":{"model":NaN}}"#)).refusal?.error.code == .invalidJSON)
    }

    @Test func `a message over the limit is refused by its head`() {
        let result = run(
            Frame.text(String(repeating: "x", count: 101)).getSlice(at: 0, length: 6) ?? ByteBuffer(), limit: 100)
        #expect(result.refusal?.code == 1009)
        let pieces = Self.joined([
            Frame.frame(ByteBuffer(repeating: 1, count: 60), .binary, isFinal: false),
            Frame.frame(ByteBuffer(repeating: 1, count: 41), .continuation),
        ])
        #expect(run(pieces, limit: 100).refusal?.code == 1009)
        #expect(run(pieces, limit: 101).passed == pieces)
    }

    @Test func `pieces without end are refused, empty as they may be`() {
        let piece = Frame.frame(ByteBuffer(), .continuation, isFinal: false)
        var bytes = Frame.frame(ByteBuffer(), .text, isFinal: false)
        for _ in 0..<70_000 { bytes.writeImmutableBuffer(piece) }
        #expect(run(bytes).refusal?.code == 1009)
    }

    @Test func `frames without a mask end the session`() {
        #expect(run(Frame.text("{}", masked: false)).refusal?.code == 1002)
    }
}
