import Dialects

/// A public service that speaks OpenAI's API, known by its host: what it differs in, and its section of the catalogue.
struct CompatibleService: Sendable {
    /// The section's name.
    let name: String
    /// The host, or the domain all its hosts are under.
    let domain: String
    var takesReasoning = false
    var takesCacheMarkers = false

    static let all: [CompatibleService] = [
        CompatibleService(name: "groq", domain: "groq.com"),
        CompatibleService(name: "deepseek", domain: "api.deepseek.com"),
        CompatibleService(name: "xai", domain: "x.ai"),
        CompatibleService(name: "together", domain: "together.xyz"),
        CompatibleService(name: "together", domain: "together.ai"),
        CompatibleService(name: "fireworks", domain: "api.fireworks.ai"),
        // It forwards `reasoning_details` and `cache_control` to whom they concern.
        CompatibleService(name: "openrouter", domain: "openrouter.ai", takesReasoning: true, takesCacheMarkers: true),
        CompatibleService(name: "perplexity", domain: "api.perplexity.ai"),
        CompatibleService(name: "cerebras", domain: "api.cerebras.ai"),
        CompatibleService(name: "moonshot", domain: "api.moonshot.ai"),
        CompatibleService(name: "zai", domain: "api.z.ai"),
        CompatibleService(name: "sambanova", domain: "sambanova.ai"),
        CompatibleService(name: "alibaba", domain: "dashscope-intl.aliyuncs.com"),
    ]

    static func at(_ host: String) -> CompatibleService? {
        let host = host.lowercased()
        return all.first { host == $0.domain || host.hasSuffix("." + $0.domain) }
    }

    func adjust(_ traits: inout TargetTraits) {
        traits.takesReasoning = traits.takesReasoning || takesReasoning
        traits.takesCacheMarkers = traits.takesCacheMarkers || takesCacheMarkers
    }
}
