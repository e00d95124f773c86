import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// A member that a provider's form has no place for was left out without a word. Every member of OpenAI's own
/// description is put to every other form: it changes what is sent, is told as dropped, or is refused.
@Suite struct `Every member of a request is mapped or told` {
    /// Members with a value that means something, and what they need beside them.
    private static let samples: [(name: String, members: String)] = [
        ("audio", #""audio":{"voice":"alloy","format":"mp3"}"#), ("frequency_penalty", #""frequency_penalty":0.5"#),
        ("function_call", #""function_call":"none","functions":[{"name":"g","parameters":{"type":"object"}}]"#),
        ("functions", #""functions":[{"name":"g","parameters":{"type":"object"}}]"#),
        ("logit_bias", #""logit_bias":{"50256":-100}"#), ("logprobs", #""logprobs":true"#),
        ("max_completion_tokens", #""max_completion_tokens":77"#), ("max_tokens", #""max_tokens":77"#),
        ("metadata", #""metadata":{"a":"b"}"#), ("modalities", #""modalities":["text","audio"]"#), ("n", #""n":2"#),
        ("moderation", #""moderation":{"model":"omni-moderation-latest"}"#),
        ("parallel_tool_calls", #""parallel_tool_calls":false"#),
        ("prediction", #""prediction":{"type":"content","content":"x"}"#),
        ("presence_penalty", #""presence_penalty":0.5"#),
        ("prompt_cache_key", #""prompt_cache_key":"k""#),
        ("prompt_cache_retention", #""prompt_cache_retention":"24h""#),
        ("prompt_cache_options", #""prompt_cache_options":{"mode":"explicit"}"#),
        ("reasoning_effort", #""reasoning_effort":"high""#),
        ("response_format", #""response_format":{"type":"json_object"}"#),
        ("safety_identifier", #""safety_identifier":"s""#), ("seed", #""seed":7"#),
        ("service_tier", #""service_tier":"flex""#),
        ("stop", #""stop":["x"]"#), ("store", #""store":true"#), ("temperature", #""temperature":0.3"#),
        ("tool_choice", #""tool_choice":"required""#),
        ("tools", #""tools":[{"type":"function","function":{"name":"h","parameters":{"type":"object"}}}]"#),
        ("top_logprobs", #""logprobs":true,"top_logprobs":2"#), ("top_p", #""top_p":0.4"#), ("user", #""user":"u""#),
        ("verbosity", #""verbosity":"low""#), ("web_search_options", #""web_search_options":{}"#),
    ]
    /// Told by the name of what the gateway takes them for.
    private static let aliases = ["safety_identifier": "user", "web_search_options": "tools"]
    /// What the gateway itself reads.
    private static let own: Set = ["model", "messages", "stream", "stream_options"]
    private static let tools = #""tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}]"#

    @Test(arguments: [ProviderKind.anthropic, .gemini, .bedrock, .cohere, .ollama])
    func `none is left out without a word`(_ kind: ProviderKind) async throws {
        let bare = await replay(Self.tools, kind)
        let plain = try #require(bare.sent)
        for (name, members) in Self.samples {
            let all =
                members.contains("\"tools\"") || members.contains("functions") ? members : "\(Self.tools),\(members)"
            let replay = await replay(all, kind)
            let told = Self.aliases[name] ?? name
            let isTold = replay.log?.dropped.contains { $0.hasPrefix(told) } == true
            let isRefused = replay.sent == nil && replay.error?["message"]?.string?.isEmpty == false
            let isMapped = replay.sent.map { $0 != plain } == true
            #expect(isTold || isRefused || isMapped, "\(kind.name): \(name)")
        }
    }

    @Test func `the samples have every member of OpenAI's description`() throws {
        guard let specification = Specification.openAI else { return }
        var names: Set<String> = []
        var todo: [JSONValue] = [["$ref": "#/components/schemas/CreateChatCompletionRequest"]]
        while let schema = todo.popLast() {
            if let reference = schema["$ref"]?.string {
                todo += specification.check.named(reference).map { [$0] } ?? []
            }
            todo += schema["allOf"]?.array ?? []
            names.formUnion(schema["properties"]?.object?.keys ?? [])
        }
        #expect(names.count > 30)
        #expect(names.subtracting(Self.own).subtracting(Self.samples.map(\.name)) == [])
    }

    private func replay(_ members: String, _ kind: ProviderKind) async -> Replay {
        let body = #"{"model":"up/m","messages":[{"role":"user","content":"Hi"}],\#(members)}"#
        return await Replay(ByteBuffer(string: body), to: kind, answer: SpecificationAnswer.any)
    }
}
