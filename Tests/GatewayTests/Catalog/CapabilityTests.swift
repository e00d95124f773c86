import Dialects
import Gateway
import Testing
import Wire

/// What `GET /v1/capabilities` says, against what is known of the providers.
@Suite struct `Capabilities` {
    private func features(_ kind: ProviderKind, _ dialect: Dialect) throws -> Set<String> {
        let endpoint = try #require(kind.endpoints.first { $0.operation == .generate && $0.dialect == dialect })
        return Set(Capability.allCases.filter { $0.isThere(at: endpoint) }.map(\.rawValue))
    }

    @Test func `providers have what their own documents say`() throws {
        let openAI = try features(.openAI, .openAIChat)
        #expect(openAI.isSuperset(of: ["tools", "json_schema", "images", "documents", "audio", "seed", "candidates"]))
        #expect(!openAI.contains("top_k") && !openAI.contains("cache_markers"))
        let anthropic = try features(.anthropic, .anthropicMessages)
        #expect(anthropic.isSuperset(of: ["tools", "cache_markers", "top_k", "documents", "reasoning"]))
        #expect(anthropic.isDisjoint(with: ["seed", "logprobs", "candidates", "audio", "json_mode"]))
        let gemini = try features(.gemini, .geminiGenerate)
        #expect(gemini.isSuperset(of: ["audio", "documents", "json_schema", "top_k", "seed", "candidates"]))
        let bedrock = try features(.bedrock, .bedrockConverse)
        #expect(bedrock.isSuperset(of: ["tools", "images", "documents", "cache_markers", "reasoning"]))
        #expect(bedrock.isDisjoint(with: ["seed", "logprobs", "candidates"]))
        #expect(!(try features(.cohere, .cohereChat)).contains("documents"))
    }

    @Test func `each operation of each provider is told with its form`() throws {
        let providers = [ProviderKind.openAI, .bedrock, .vertex].map { kind in
            Provider(
                id: kind.name, kind: kind, origin: Origin(isTLS: true, host: "h.invalid", port: 443), basePath: "",
                authorization: kind.authorization, credential: nil, endpoints: kind.endpoints)
        }
        let snapshot = Snapshot(auth: Snapshot.Auth(mode: .none, keys: []), providers: providers)
        let list = try JSONValue(parsing: CapabilityList.json(snapshot))["data"]?.array ?? []
        #expect(list.map { $0["provider"]?.string } == ["openai", "bedrock", "vertex"])
        let forms = { (index: Int, operation: String) in
            (list[index]["operations"]?[operation]?.array ?? []).compactMap { $0["dialect"]?.string }
        }
        #expect(forms(0, "generate") == ["openai-chat", "openai-responses", "openai-completions"])
        #expect(forms(0, "transcribe") == ["openai-chat"] && forms(0, "rerank") == [])
        #expect(forms(1, "embed") == ["titan-embeddings", "cohere-bedrock-embeddings"])
        #expect(forms(2, "generate") == ["anthropic-messages", "gemini-generate"])
        #expect(forms(2, "embed") == ["vertex-embeddings"])
    }
}
