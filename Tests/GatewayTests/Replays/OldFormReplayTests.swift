import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// The forms before chat: OpenAI's completions and Ollama's generate.
@Suite struct `Forms before chat` {
    private static let answers: [Exchange] = {
        let all = Recordings.shared?.exchanges {
            ($0.endpoint == "completions" && $0.status == 200) || $0.endpoint == "api.generate"
        }
        // OpenAI's list of usage has a path of the same name.
        return (all ?? []).filter { !String(buffer: $0.response.body).contains("organization.usage.completions") }
    }()

    private func door(_ exchange: Exchange) -> Dialect {
        exchange.endpoint == "completions" ? .openAICompletions : .ollamaGenerate
    }

    /// The texts of all choices, in order.
    private func texts(_ body: ByteBuffer) -> [Int: String] {
        var texts: [Int: String] = [:]
        let lines = String(buffer: body).split(separator: "\n")
        let whole = try? JSONValue(parsing: body, maxDepth: 64)
        let pieces =
            whole.map { [$0] }
            ?? lines.compactMap { line in
                try? JSONValue(parsing: line.hasPrefix("data:") ? String(line.dropFirst(5)) : String(line))
            }
        for piece in pieces {
            if let text = piece["response"]?.string { texts[0, default: ""] += text }
            for choice in piece["choices"]?.array ?? [] {
                texts[choice["index"]?.int ?? 0, default: ""] += choice["text"]?.string ?? ""
            }
        }
        return texts
    }

    @Test func `recorded exchanges are relayed byte for byte`() async throws {
        var count = ReplayCount("completions and generate, relayed")
        for exchange in Self.answers {
            guard let bytes = exchange.request?.body, let document = try? JSONDocument(validating: bytes, maxDepth: 64),
                let model = document.root["model"]?.string
            else {
                count.leaveOut("recorded without a request")
                continue
            }
            count.run()
            var name = JSONWriter()
            name.string("\(Replay.provider)/\(model)")
            var edits = JSONEdits()
            edits.set("model", to: name.buffer, in: document.root)
            let isOpenAI = exchange.endpoint == "completions"
            let replay = await Replay(
                edits.applied(to: document), to: isOpenAI ? .openAICompatible : .ollama,
                answer: ScriptedUpstream.Script(exchange, cuts: Replay.cuts), door: door(exchange))
            #expect(replay.status == 200, "\(exchange.name): \(String(buffer: replay.reply.body).prefix(200))")
            let isUntouched = replay.reply.body == exchange.response.body
            let asksForUsage = document.root["stream"]?.bool != true || document.root["stream_options"] != nil
            #expect(isUntouched || (isOpenAI && !asksForUsage), "\(exchange.name)")
        }
        count.say()
    }

    @Test func `recorded texts are told the same through the chat door`() async throws {
        for exchange in Self.answers {
            let isStream = exchange.isStream
            let kind = ProviderKind(
                name: "old", baseURL: nil, version: nil, authorization: .none,
                endpoints: [Endpoint(operation: .generate, dialect: door(exchange), path: "/old")])
            let replay = await Replay(
                TranslatedCall.plain(isStream: isStream), to: kind,
                answer: ScriptedUpstream.Script(exchange, cuts: Replay.cuts))
            #expect(replay.status == 200, "\(exchange.name): \(String(buffer: replay.reply.body).prefix(300))")
            let told = Told.openAI(replay.reply.body, isStream: isStream)
            for (index, text) in texts(exchange.response.body) {
                #expect(told.voices[index]?.text == text, "\(exchange.name)")
            }
        }
    }

    @Test(arguments: [Dialect.openAICompletions, .ollamaGenerate], [false, true])
    func `chat answers are told as the form has it`(_ door: Dialect, _ isStream: Bool) async throws {
        let chat =
            #"{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"#
            + #""message":{"role":"assistant","content":"Hello."},"finish_reason":"length"}],"#
            + #""usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}"#
        let kind = ProviderKind(
            name: "openai-compatible", baseURL: nil, version: nil, authorization: .none,
            endpoints: [Endpoint(operation: .generate, dialect: .openAIChat, path: "/chat")])
        let body = #"{"model":"up/m","prompt":"Hi","stream":\#(isStream),"suffix":"x"}"#
        let replay = await Replay(ByteBuffer(string: body), to: kind, answer: .json(chat), door: door)
        #expect(replay.status == 200, "\(String(buffer: replay.reply.body))")
        #expect(texts(replay.reply.body)[0] == "Hello.")
        let text = String(buffer: replay.reply.body)
        #expect(text.contains(door == .ollamaGenerate ? #""done_reason":"length""# : #""finish_reason":"length""#))
        if door == .openAICompletions { #expect(text.contains(#""object":"text_completion""#)) }
        #expect(replay.reply.head?.fields.first("x-llmgateway-dropped") == "suffix")
        let sent = try JSONValue(parsing: try #require(replay.sent))
        #expect(sent["messages"] == [["role": "user", "content": "Hi"]] && sent["suffix"] == nil)
    }

    @Test func `a prompt only its own model understands is refused`() async {
        let kind = ProviderKind.anthropic
        for prompt in ["[1,2,3]", #"["a","b"]"#] {
            let replay = await Replay(
                ByteBuffer(string: #"{"model":"up/m","prompt":\#(prompt)}"#), to: kind, answer: .json("{}"),
                door: .openAICompletions)
            #expect(replay.status == 400 && replay.error?["param"] == "prompt")
        }
    }
}
