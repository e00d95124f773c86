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

        private static let list: [StaticString] = [
            "model", "messages", "stream", "stream_options", "n", "max_tokens", "max_completion_tokens",
        ]
        static let names = JSONNames(list)

        var name: String { Self.list[rawValue].description }
    }

    private static let includeUsage = JSONNames(["include_usage"])

    /// Type-checks only what policy reads; null counts as absent. One pass over the members.
    package static func read(_ root: JSONView) throws(GatewayError) -> RequestFacts {
        guard root.kind == .object else {
            throw GatewayError(.invalidRequest, "The body must be one JSON object.")
        }
        var facts = RequestFacts(model: "")
        var hasMessages = false
        var seen: UInt8 = 0
        var members = JSONMemberCursor(root)
        while let place = members.next(of: PolicyKey.names) {
            guard let key = PolicyKey(rawValue: place) else { continue }
            guard seen & 1 << UInt8(key.rawValue) == 0 else {
                throw GatewayError(
                    .invalidRequest, "\"\(key.name)\" is given twice.",
                    hint: "Give it once: what is checked is what is sent.", param: key.name)
            }
            seen |= 1 << UInt8(key.rawValue)
            if members.isNull { continue }
            switch key {
            case .model: facts.model = try text(members.value, key)
            case .messages: hasMessages = members.kind == .array
            case .stream: facts.isStream = try flag(members.value, key)
            case .streamOptions: facts.includesUsage = try includesUsage(members.value)
            case .n, .maxTokens: try integer(members.value, key)
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

    private static func text(_ view: JSONView, _ key: PolicyKey) throws(GatewayError) -> String {
        guard let text = view.string, !text.isEmpty else {
            throw GatewayError(.invalidRequest, "\"\(key.name)\" must be a string that is not empty.", param: key.name)
        }
        return text
    }

    private static func flag(_ view: JSONView, _ key: PolicyKey) throws(GatewayError) -> Bool {
        guard let value = view.bool else {
            throw GatewayError(.invalidRequest, "\"\(key.name)\" must be true or false.", param: key.name)
        }
        return value
    }

    private static func integer(_ view: JSONView, _ key: PolicyKey) throws(GatewayError) {
        guard view.int != nil else {
            throw GatewayError(.invalidRequest, "\"\(key.name)\" must be a whole number.", param: key.name)
        }
    }

    /// What is of another type asks for nothing, and is the provider's to refuse.
    private static func includesUsage(_ options: JSONView) throws(GatewayError) -> Bool {
        guard options.kind == .object else { return false }
        var flag: JSONView?
        var members = JSONMemberCursor(options)
        while members.next(of: includeUsage) != nil {
            guard flag == nil else {
                throw GatewayError(
                    .invalidRequest, "\"stream_options.include_usage\" is given twice.",
                    hint: "Give it once: what is checked is what is sent.", param: "stream_options.include_usage")
            }
            flag = members.value
        }
        return flag?.bool ?? false
    }
}
