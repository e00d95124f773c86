import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// `stream_options` on a relay: the opt-in to the usage chunk, and what is not one.
struct StreamOptionsTests {
    private static let chunk =
        #"data: {"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"stop"}]}"# + "\n\n"
    private static let usage = #"data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}"# + "\n\n"
    private static let done = "data: [DONE]\n\n"

    private func replay(_ options: String) async -> Replay {
        var fields = HeaderFields()
        fields.append("content-type", "text/event-stream")
        return await Replay(
            ByteBuffer(string: #"{"model":"up/m","messages":[],"stream":true,"stream_options":\#(options)}"#),
            to: .openAICompatible,
            answer: .init(fields: fields, pieces: [ByteBuffer(string: Self.chunk + Self.usage + Self.done)]))
    }

    @Test(arguments: ["1", "[]", #""x""#, "true", #"{"include_usage":"yes"}"#, #"{"include_usage":[]}"#])
    func `options of another type were refused where they are the provider's to judge`(_ options: String) async {
        let replay = await replay(options)
        #expect(replay.status == 200)
        #expect(replay.sent.map { String(buffer: $0) }?.contains(#""stream_options":\#(options)"#) == true)
        #expect(String(buffer: replay.reply.body) == Self.chunk + Self.done)
        #expect(replay.log?.usage?.input == 3)
    }

    @Test(arguments: ["null", "{}", #"{"include_usage":null}"#, #"{"include_usage":false}"#])
    func `without an opt-in the gateway asks for usage and keeps it to itself`(_ options: String) async {
        let replay = await replay(options)
        #expect(replay.sent.map { String(buffer: $0) }?.contains(#""include_usage":true"#) == true)
        #expect(String(buffer: replay.reply.body) == Self.chunk + Self.done)
    }

    @Test func `an opt-in given twice stays refused`() async {
        let replay = await replay(#"{"include_usage":true,"include_usage":false}"#)
        #expect(replay.status == 400 && replay.sent == nil)
    }
}
