package import Wire

/// What the gateway itself reads of a request, whatever its dialect. All else passes untouched.
package struct RequestFacts: Sendable {
    package var model: String
    package var isStream = false
    /// Whether the caller wants the usage chunk of a stream.
    package var includesUsage = false

    /// Given twice in one object, these would let the gateway check one value and the provider use another.
    private enum PolicyKey: Int {
        case model, messages, stream, streamOptions, n, maxTokens, maxCompletionTokens

        static let names: [StaticString] = [
            "model", "messages", "stream", "stream_options", "n", "max_tokens", "max_completion_tokens",
        ]

        var name: String { Self.names[rawValue].description }
    }

    /// Type-checks only what policy reads; null counts as absent. One pass over the members.
    package static func read(_ root: JSONView) throws(GatewayError) -> RequestFacts {
        guard root.kind == .object else {
            throw GatewayError(.invalidRequest, "The body must be one JSON object.")
        }
        var facts = RequestFacts(model: "")
        var hasMessages = false
        var seen: UInt8 = 0
        for (name, value) in root.memberViews {
            guard let key = name.firstIndex(in: PolicyKey.names).flatMap(PolicyKey.init) else { continue }
            guard seen & 1 << UInt8(key.rawValue) == 0 else {
                throw GatewayError(
                    .invalidRequest, "\"\(key.name)\" is given twice.",
                    hint: "Give it once: what is checked is what is sent.", param: key.name)
            }
            seen |= 1 << UInt8(key.rawValue)
            if value.isNull { continue }
            switch key {
            case .model: facts.model = try text(value, key.name)
            case .messages: hasMessages = value.kind == .array
            case .stream: facts.isStream = try flag(value, key.name)
            case .streamOptions: facts.includesUsage = try includesUsage(value)
            case .n, .maxTokens: try integer(value, key.name)
            case .maxCompletionTokens: break
            }
        }
        guard !facts.model.isEmpty else {
            throw GatewayError(
                .invalidRequest, "\"model\" is missing.", hint: "Name a model; GET /v1/models lists them.",
                param: "model")
        }
        guard hasMessages else {
            throw GatewayError(.invalidRequest, "\"messages\" must be an array.", param: "messages")
        }
        return facts
    }

    private static func text(_ view: JSONView, _ name: String) throws(GatewayError) -> String {
        guard let text = view.string, !text.isEmpty else {
            throw GatewayError(.invalidRequest, "\"\(name)\" must be a string that is not empty.", param: name)
        }
        return text
    }

    private static func flag(_ view: JSONView, _ name: String) throws(GatewayError) -> Bool {
        guard let value = view.bool else {
            throw GatewayError(.invalidRequest, "\"\(name)\" must be true or false.", param: name)
        }
        return value
    }

    private static func integer(_ view: JSONView, _ name: String) throws(GatewayError) {
        guard view.int != nil else {
            throw GatewayError(.invalidRequest, "\"\(name)\" must be a whole number.", param: name)
        }
    }

    /// What is of another type asks for nothing, and is the provider's to refuse.
    private static func includesUsage(_ options: JSONView) throws(GatewayError) -> Bool {
        guard options.kind == .object else { return false }
        var flag: JSONView?
        for (name, value) in options.memberViews where name.textEquals("include_usage") {
            guard flag == nil else {
                throw GatewayError(
                    .invalidRequest, "\"stream_options.include_usage\" is given twice.",
                    hint: "Give it once: what is checked is what is sent.", param: "stream_options.include_usage")
            }
            flag = value
        }
        return flag?.bool ?? false
    }
}
