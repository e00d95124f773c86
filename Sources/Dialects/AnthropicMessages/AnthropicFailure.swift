import Wire

/// `{"type": "error", "error": {"type", "message"}, "request_id"}`, as a body and as a stream's `error` event.
enum AnthropicFailure {
    /// Types and statuses of Anthropic's documentation of errors.
    private static let statuses: [(type: String, status: Int)] = [
        ("invalid_request_error", 400), ("authentication_error", 401), ("billing_error", 402),
        ("permission_error", 403), ("not_found_error", 404), ("request_too_large", 413),
        ("rate_limit_error", 429), ("api_error", 500), ("timeout_error", 504), ("overloaded_error", 529),
    ]

    static func status(of type: String) -> Int? { statuses.first { $0.type == type }?.status }

    /// The type for a status, also for one the table lacks.
    static func type(for status: Int) -> String {
        if let known = statuses.first(where: { $0.status == status }) { return known.type }
        return status < 500 ? "invalid_request_error" : "api_error"
    }

    /// Reads what servers of this API really send: the object, a text in its place, or a message at the top.
    static func decode(status: Int, _ json: JSONView?) -> Failure {
        let error = json?["error"].flatMap { $0.isNull ? nil : $0 } ?? json
        let type = error?["type"]?.string.flatMap { $0 == "error" ? nil : $0 }
        let texts = [error?["message"], error, json?["message"], json?["detail"]]
        let message = texts.compactMap { $0?.string }.first ?? "the provider answered with status \(status)"
        var failure = Failure(status: status, type: type ?? self.type(for: status), message: message)
        failure.code = error?["code"]?.string
        failure.param = error?["param"]?.string
        failure.requestID = json?["request_id"]?.string
        if let error, error.kind == .object {
            failure.original = Opaque(
                dialect: .anthropicMessages, kind: failure.type ?? "error", json: JSONValue(error))
        }
        return failure
    }

    /// An `error` event has no status of its own: the one its type stands for, else 502.
    static func decodeEvent(_ json: JSONView) -> Failure {
        decode(status: json["error"]?["type"]?.string.flatMap(status(of:)) ?? 502, json)
    }

    static func encode(_ failure: Failure) -> JSONObject {
        var error = JSONObject([("type", .string(type(of: failure))), ("message", .string(failure.message))])
        if let original = failure.original, original.dialect == .anthropicMessages, let object = original.json.object {
            for (key, value) in object where error[key] == nil { error[key] = value }
        }
        let ours = [
            ("code", failure.code), ("param", failure.param), ("hint", failure.hint),
            ("doc_url", failure.documentation), ("source", failure.source),
        ]
        for (key, text) in ours {
            if let text { error[key] = .string(text) }
        }
        return JSONObject([
            ("type", .string("error")), ("error", .object(error)),
            ("request_id", failure.requestID.map(JSONValue.string) ?? .null),
        ])
    }

    /// The failure's own type where it is Anthropic's and fits the status, which the gateway may have changed.
    private static func type(of failure: Failure) -> String {
        if let type = failure.type, let status = status(of: type),
            status == failure.status || (status >= 500 && failure.status >= 500)
        {
            return type
        }
        // A type newer than our table, straight from Anthropic.
        if let type = failure.type, failure.original?.dialect == .anthropicMessages, status(of: type) == nil {
            return type
        }
        return type(for: failure.status)
    }
}
