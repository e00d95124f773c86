import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// What no recording covers of requests that come in as OpenAI chat and go out in another dialect.
@Suite struct `OpenAI requests in other dialects` {
    private func sent(_ members: String, to kind: ProviderKind) async throws -> (body: JSONValue, dropped: [String]) {
        let body = #"{"model":"up/m","messages":[{"role":"user","content":"Hi"}],\#(members)}"#
        return try await sent(whole: body, to: kind)
    }

    private func sent(whole body: String, to kind: ProviderKind) async throws -> (body: JSONValue, dropped: [String]) {
        let replay = await Replay(ByteBuffer(string: body), to: kind, answer: SpecificationAnswer.any)
        let sent = try #require(replay.sent, "\(replay.error?.text ?? "")")
        return (try JSONValue(parsing: sent), replay.log?.dropped ?? [])
    }

    static let legacy = #"""
        {"model":"up/m","functions":[{"name":"f","parameters":{"type":"object","properties":{"a":{"type":"integer"}}}}],
        "function_call":{"name":"f"},"messages":[{"role":"user","content":"Hi"},
        {"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{\"a\":1}"}},
        {"role":"function","name":"f","content":"ok"}]}
        """#

    @Test func `functions and function_call of the old form are tools`() async throws {
        let anthropic = try await sent(whole: Self.legacy, to: .anthropic)
        #expect(anthropic.body["tool_choice"] == ["type": "tool", "name": "f"])
        let call = anthropic.body["messages"]?.array?[1]["content"]?.array?[0]
        let result = anthropic.body["messages"]?.array?[2]["content"]?.array?[0]
        #expect(call?["input"] == ["a": 1])
        #expect(result?["tool_use_id"] == call?["id"])
        let gemini = try await sent(whole: Self.legacy, to: .gemini)
        #expect(gemini.body["toolConfig"]?["functionCallingConfig"]?["allowedFunctionNames"] == ["f"])
        let response = gemini.body["contents"]?.array?[2]["parts"]?.array?[0]["functionResponse"]
        #expect(response?["response"] == ["result": "ok"])
        #expect(anthropic.dropped.isEmpty && gemini.dropped.isEmpty)
    }

    @Test(arguments: [
        (#""reasoning_effort":"low","max_tokens":1000"#, nil, 1000),
        (#""reasoning_effort":"low","max_tokens":1500"#, 1024, 1500),
        (#""reasoning_effort":"high","max_tokens":3000"#, 1500, 3000),
        (#""reasoning_effort":"high""#, 16384, 20480),
        (#""reasoning":{"max_tokens":500}"#, 1024, 5120),
        (#""thinking":{"type":"enabled","budget_tokens":9000},"max_tokens":5000"#, 4999, 5000),
    ])
    func `a thinking budget is at least 1024 and below max_tokens`(
        _ members: String, _ budget: Int?, _ limit: Int
    ) async throws {
        let (body, dropped) = try await sent(members, to: .anthropic)
        #expect(body["thinking"]?["budget_tokens"]?.int == budget)
        #expect(body["max_tokens"]?.int == limit)
        #expect(budget != nil || dropped == ["reasoning_effort"])
    }

    @Test func `what has no counterpart is reported by the caller's own path`() async throws {
        let members = #"""
            "seed":4000000000,"logprobs":true,"presence_penalty":0.5,"frequency_penalty":0,"temperature":1.7,
            "logit_bias":{"50256":-100},"metadata":{"a":"b"},"store":true,"verbosity":"low","service_tier":"flex"
            """#
        let anthropic = try await sent(members, to: .anthropic)
        let lost: Set = [
            "seed", "logprobs", "presence_penalty", "temperature", "logit_bias", "metadata", "store", "verbosity",
            "service_tier",
        ]
        #expect(Set(anthropic.dropped) == lost)
        #expect(anthropic.body["temperature"] == 1)
        let gemini = try await sent(members, to: .gemini)
        #expect(Set(gemini.dropped) == ["seed", "logit_bias", "metadata", "store", "verbosity", "service_tier"])
        #expect(gemini.body["generationConfig"]?["responseLogprobs"] == true)
        #expect(gemini.body["generationConfig"]?["seed"] == nil)
    }

    @Test func `a strict caller gets a 400 that names what would be dropped`() async throws {
        let body = #"{"model":"up/m","messages":[{"role":"user","content":"Hi"}],"seed":7}"#
        let replay = await Replay(
            ByteBuffer(string: body), to: .anthropic, answer: SpecificationAnswer.any, strict: true)
        #expect(replay.status == 400)
        #expect(replay.error?["param"] == "seed")
        #expect(replay.sent == nil)
    }

    @Test func `members for one provider travel in extra_body and beside the rest`() async throws {
        let members = #"""
            "extra_body":{"google":{"thinking_config":{"include_thoughts":true}},"anthropic":{"top_k":3}},
            "safety_settings":[{"category":"HARM_CATEGORY_HATE_SPEECH","threshold":"OFF"}]
            """#
        let gemini = try await sent(members, to: .gemini)
        #expect(gemini.body["safetySettings"]?.array?.first?["threshold"] == "OFF")
        #expect(gemini.body["generationConfig"]?["thinkingConfig"] == ["includeThoughts": true])
        #expect(gemini.body["top_k"] == nil)
        let anthropic = try await sent(members, to: .anthropic)
        #expect(anthropic.body["top_k"] == 3)
        #expect(anthropic.body["safetySettings"] == nil)
    }

    @Test func `a web search is asked for in each dialect, with what is lost of it`() async throws {
        let members = #"""
            "web_search_options":{"search_context_size":"low",
            "user_location":{"type":"approximate","approximate":{"city":"Rome"}}}
            """#
        let anthropic = try await sent(members, to: .anthropic)
        #expect(anthropic.body["tools"]?.array?.first?["user_location"]?["city"] == "Rome")
        #expect(anthropic.dropped == ["web_search_options.search_context_size"])
        let gemini = try await sent(members, to: .gemini)
        #expect(gemini.body["tools"] == [["googleSearch": .object(JSONObject())]])
        #expect(
            Set(gemini.dropped) == ["web_search_options.search_context_size", "web_search_options.user_location"])
    }

    static let marked = #"""
        {"model":"up/m","messages":[
        {"role":"system","content":[{"type":"text","text":"S","cache_control":{"type":"ephemeral","ttl":"1h"}}]},
        {"role":"user","content":[{"type":"text","text":"Hi","cache_control":{"type":"ephemeral"}},
        {"type":"image_url","image_url":{"url":"https://x/y.png","detail":"low"}}]}]}
        """#

    @Test func `cache markers stay on their blocks and count as none in paths`() async throws {
        let (body, dropped) = try await sent(whole: Self.marked, to: .anthropic)
        #expect(body["system"]?.array?.first?["cache_control"] == ["type": "ephemeral", "ttl": "1h"])
        let blocks = body["messages"]?.array?.first?["content"]?.array
        #expect(blocks?.first?["cache_control"] == ["type": "ephemeral"])
        #expect(dropped == ["messages[1].content[1].detail"])
        let replay = await Replay(ByteBuffer(string: Self.marked), to: .gemini, answer: SpecificationAnswer.any)
        #expect(replay.error?["param"] == "messages[1].content[1]")
    }

    @Test func `a choice that does nothing is not sent to Gemini without tools`() async throws {
        let (body, dropped) = try await sent(#""tools":[],"tool_choice":"none""#, to: .gemini)
        #expect(body["toolConfig"] == nil)
        #expect(dropped.isEmpty)
    }

    @Test(arguments: [
        ("file-abc", Dialect.openAIChat), ("file_011C", .anthropicMessages), ("files/abc", .geminiGenerate),
        ("gs://bucket/a.pdf", .geminiGenerate),
    ])
    func `a file is named at the provider whose form its id has`(_ id: String, _ home: Dialect) async throws {
        let body = #"""
            {"model":"up/m","messages":[{"role":"user","content":[{"type":"file","file":{"file_id":"\#(id)"}}]}]}
            """#
        for (kind, dialect) in [(ProviderKind.anthropic, Dialect.anthropicMessages), (.gemini, .geminiGenerate)] {
            let replay = await Replay(ByteBuffer(string: body), to: kind, answer: SpecificationAnswer.any)
            #expect((replay.sent != nil) == (home == dialect), "\(kind.name)")
            if let sent = replay.sent { #expect(String(buffer: sent).contains(#""\#(id)""#)) }
        }
    }
}
