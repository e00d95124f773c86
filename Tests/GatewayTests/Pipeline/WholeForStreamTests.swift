import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// A provider that answers in one piece though a stream was asked for.
struct WholeForStreamTests {
    private static func json(_ message: String, finish: String) -> ScriptedUpstream.Script {
        var fields = HeaderFields()
        fields.append("content-type", "application/json")
        let body =
            #"{"id":"chatcmpl-1","object":"chat.completion","created":7,"model":"m","choices":[{"index":0,"message":"#
            + #"\#(message),"finish_reason":"\#(finish)"}],"usage":{"prompt_tokens":3,"completion_tokens":2}}"#
        return ScriptedUpstream.Script(fields: fields, pieces: [ByteBuffer(string: body)])
    }

    private func replay(_ message: String, finish: String = "stop", options: String = "") async -> Replay {
        await Replay(
            ByteBuffer(
                string: #"{"model":"up/m","messages":[{"role":"user","content":"?"}],"stream":true\#(options)}"#),
            to: .openAICompatible, answer: Self.json(message, finish: finish))
    }

    private func chunks(_ replay: Replay) throws -> [JSONValue] {
        let lines = String(buffer: replay.reply.body).split(separator: "\n").map(String.init)
        #expect(lines.last == "data: [DONE]")
        return try lines.dropLast().map { try JSONValue(parsing: ByteBuffer(string: String($0.dropFirst(6)))) }
    }

    private func delta(_ chunk: JSONValue) -> JSONValue? { chunk["choices"]?.array?.first?["delta"] }

    @Test func `a JSON answer becomes the events that were asked for`() async throws {
        let replay = await replay(#"{"role":"assistant","content":"Hello"}"#)
        #expect(replay.status == 200)
        #expect(replay.reply.head?.fields.first("content-type")?.hasPrefix("text/event-stream") == true)
        let chunks = try chunks(replay)
        #expect(chunks.allSatisfy { $0["object"] == "chat.completion.chunk" && $0["id"] == "chatcmpl-1" })
        #expect(chunks.first.flatMap(delta)?["role"] == "assistant")
        #expect(chunks.compactMap { delta($0)?["content"]?.string }.joined() == "Hello")
        #expect(chunks.last?["choices"]?.array?.first?["finish_reason"] == "stop")
        #expect(replay.log?.usage?.input == 3 && replay.log?.finish == .stop)
    }

    @Test func `its usage comes when it was asked for`() async throws {
        let replay = await replay(#"{"content":"x"}"#, options: #","stream_options":{"include_usage":true}"#)
        #expect(try chunks(replay).last?["usage"]?["completion_tokens"] == 2)
    }

    @Test func `a call of the old form is a tool call`() async throws {
        let replay = await replay(
            #"{"content":null,"function_call":{"name":"f","arguments":"{}"}}"#, finish: "function_call")
        let calls = try chunks(replay).compactMap { delta($0)?["tool_calls"]?.array?.first?["function"] }
        #expect(calls.first?["name"] == "f")
        #expect(try chunks(replay).last?["choices"]?.array?.first?["finish_reason"] == "tool_calls")
        #expect(replay.log?.finish == .toolCalls)
    }

    @Test func `a cut answer does not end as if it were whole`() async throws {
        let replay = await replay(#"{"content":"Hel"}"#, finish: "length")
        #expect(try chunks(replay).last?["choices"]?.array?.first?["finish_reason"] == "length")
    }

    @Test func `a whole answer without a finish does not end with an end mark`() async throws {
        let body = #"{"id":"a","model":"m","choices":[{"index":0,"message":{"content":"Hel"},"finish_reason":null}]}"#
        var fields = HeaderFields()
        fields.append("content-type", "application/json")
        let replay = await Replay(
            ByteBuffer(string: #"{"model":"up/m","messages":[{"role":"user","content":"?"}],"stream":true}"#),
            to: .openAICompatible,
            answer: ScriptedUpstream.Script(fields: fields, pieces: [ByteBuffer(string: body)]))
        let text = String(buffer: replay.reply.body)
        #expect(text.contains("Hel") && !text.contains("[DONE]"))
        let last = text.split(separator: "\n").last.map { String($0.dropFirst(6)) } ?? ""
        #expect(try JSONValue(parsing: last)["error"] != nil)
        #expect(replay.log?.finish == nil)
    }

    @Test func `the observer of a relayed stream knows a call of the old form`() {
        var observer = Dialect.openAIChat.codec.makeStreamObserver()
        for data in [
            #"{"choices":[{"index":0,"delta":{"function_call":{"name":"f","arguments":""}},"finish_reason":null}]}"#,
            #"{"choices":[{"index":0,"delta":{},"finish_reason":"function_call"}]}"#,
        ] {
            _ = observer.observe(SSEEvent(data: ByteBuffer(string: data)))
        }
        observer.end()
        #expect(observer.isWhole && !observer.hasFailed)
        #expect(observer.finish == .toolCalls)
    }
}
