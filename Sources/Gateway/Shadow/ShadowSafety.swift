import Dialects
import Wire

/// Whether a request may be sent a second time without anything happening twice. An answer is only text: the caller runs
/// its own tools, and nobody runs those that a shadow asks for. What a provider runs itself may search, pay or change
/// something, so such requests have no shadow; nor have those that go on from what a provider keeps.
enum ShadowSafety {
    /// Members by which a provider does more than answer, whatever they hold.
    private static let doing = [
        "web_search_options", "mcp_servers", "container", "conversation", "previous_response_id", "connectors",
        "plugins",
        "prompt",
    ]

    static func isSafe(_ root: JSONView, in dialect: Dialect) -> Bool {
        for name in doing {
            if let value = root[named: name], !value.isNull { return false }
        }
        if root["background"]?.bool == true { return false }
        switch dialect {
        case .geminiGenerate:
            return tools(root["tools"]) { tool in
                tool.members.allSatisfy { ["functionDeclarations", "function_declarations"].contains($0.key) }
            }
        case .bedrockConverse:
            return tools(root["toolConfig"]?["tools"]) { tool in
                tool.members.allSatisfy { ["toolSpec", "cachePoint"].contains($0.key) }
            }
        case .anthropicMessages: return tools(root["tools"]) { ($0["type"]?.string ?? "custom") == "custom" }
        case .gatewayChat:
            guard let parameters = root["parameters"], parameters.kind == .object else { return true }
            return isSafe(parameters, in: .openAIChat)
        case .openAIChat, .openAIResponses, .openAICompletions, .ollamaChat, .ollamaGenerate, .cohereChat:
            return tools(root["tools"]) { ["function", "custom"].contains($0["type"]?.string ?? "function") }
        }
    }

    /// A list that is none is the provider's to refuse, once.
    private static func tools(_ list: JSONView?, _ isCallers: (JSONView) -> Bool) -> Bool {
        guard let list, !list.isNull else { return true }
        return list.kind == .array && list.elements.allSatisfy { $0.kind == .object && isCallers($0) }
    }
}
