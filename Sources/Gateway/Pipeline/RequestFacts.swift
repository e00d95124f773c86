package import Dialects
package import Wire

/// What the gateway itself reads of a request, whatever its dialect. All else passes untouched.
package struct RequestFacts: Sendable {
    package var model: String
    package var isStream: Bool
    /// Whether the caller wants the usage chunk of a stream.
    package var includesUsage: Bool

    /// Given twice in one object, these would let the gateway check one value and the provider use another.
    private static let policyKeys: Set<String> = [
        "model", "messages", "stream", "stream_options", "n", "max_tokens", "max_completion_tokens",
    ]

    /// Type-checks only what policy reads; null counts as absent.
    package static func read(_ root: JSONView, dialect: Dialect) throws(GatewayError) -> RequestFacts {
        guard root.kind == .object else {
            throw GatewayError(.invalidRequest, "The body must be one JSON object.")
        }
        if let key = root.firstDuplicate(of: policyKeys) {
            throw GatewayError(
                .invalidRequest, "\"\(key)\" is given twice.", hint: "Give it once: what is checked is what is sent.",
                param: key)
        }
        guard let model = try text("model", in: root) else {
            throw GatewayError(
                .invalidRequest, "\"model\" is missing.", hint: "Name a model; GET /v1/models lists them.",
                param: "model")
        }
        guard let messages = root["messages"], messages.kind == .array else {
            throw GatewayError(.invalidRequest, "\"messages\" must be an array.", param: "messages")
        }
        try integer("n", in: root)
        try integer("max_tokens", in: root)
        let isStream = try flag("stream", in: root, named: "stream")
        var includesUsage = false
        if let options = root["stream_options"], !options.isNull {
            guard options.kind == .object else {
                throw GatewayError(.invalidRequest, "\"stream_options\" must be an object.", param: "stream_options")
            }
            includesUsage = try flag("include_usage", in: options, named: "stream_options.include_usage")
        }
        return RequestFacts(model: model, isStream: isStream, includesUsage: includesUsage)
    }

    private static func text(_ key: String, in root: JSONView) throws(GatewayError) -> String? {
        guard let view = root[key], !view.isNull else { return nil }
        guard let text = view.string, !text.isEmpty else {
            throw GatewayError(.invalidRequest, "\"\(key)\" must be a string that is not empty.", param: key)
        }
        return text
    }

    private static func flag(_ key: String, in object: JSONView, named name: String) throws(GatewayError) -> Bool {
        guard let view = object[key], !view.isNull else { return false }
        guard let value = view.bool else {
            throw GatewayError(.invalidRequest, "\"\(name)\" must be true or false.", param: name)
        }
        return value
    }

    private static func integer(_ key: String, in root: JSONView) throws(GatewayError) {
        guard let view = root[key], !view.isNull else { return }
        guard view.int != nil else {
            throw GatewayError(.invalidRequest, "\"\(key)\" must be a whole number.", param: key)
        }
    }
}
