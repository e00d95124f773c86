import Wire

/// Errors as OpenAI and its imitators say them.
enum OpenAIFailure {
    /// `{"error":{…}}`, `{"error":"…"}`, Mistral's bare `{"object":"error","message":…}`, FastAPI's `{"detail":…}`.
    static func read(status: Int, _ json: JSONView?) -> Failure {
        guard let json, json.kind == .object else { return unknown(status) }
        if let error = json["error"], !error.isNull {
            guard error.kind == .object else {
                var failure = Failure(status: status, message: text(error) ?? unknown(status).message)
                failure.original = Opaque(dialect: .openAIChat, kind: "error", json: ["message": JSONValue(error)])
                return failure
            }
            return read(status: status, error: error)
        }
        if json["message"] != nil { return read(status: status, error: json) }
        if let detail = json["detail"], !detail.isNull {
            var failure = Failure(status: status, message: self.detail(detail))
            failure.original = Opaque(dialect: .openAIChat, kind: "error", json: .object(JSONObject(json)))
            return failure
        }
        return unknown(status)
    }

    private static func read(status: Int, error: JSONView) -> Failure {
        var failure = Failure(status: status, message: text(error["message"]) ?? unknown(status).message)
        failure.type = text(error["type"])
        failure.code = text(error["code"])
        failure.param = text(error["param"])
        failure.original = Opaque(dialect: .openAIChat, kind: "error", json: JSONValue(error))
        return failure
    }

    private static func unknown(_ status: Int) -> Failure {
        Failure(status: status, message: "The provider answered with status \(status) and no readable error.")
    }

    /// Numbers as text; null and absent as nil; anything deeper as JSON.
    private static func text(_ json: JSONView?) -> String? {
        guard let json, !json.isNull else { return nil }
        return json.string ?? json.numberText ?? JSONValue(json).text
    }

    /// A text, or FastAPI's list of `{loc, msg, type}`.
    private static func detail(_ detail: JSONView) -> String {
        guard detail.kind == .array else { return text(detail) ?? "" }
        let lines = detail.elements.map { entry in
            let place = entry["loc"]?.elements.compactMap { text($0) }.joined(separator: ".") ?? ""
            let message = text(entry["msg"]) ?? JSONValue(entry).text
            return place.isEmpty ? message : "\(place): \(message)"
        }
        return lines.joined(separator: "; ")
    }

    /// The status an error inside a stream of status 200 stands for.
    static func status(ofStreamed error: JSONView) -> Int {
        for key in ["status_code", "status", "code"] {
            if let value = error[named: key]?.int, (400...599).contains(value) { return value }
        }
        return 502
    }

    /// The body's `error` object: every member the provider sent, of whatever dialect, unless ours says the same.
    static func json(_ failure: Failure) -> JSONValue {
        let original = failure.original.flatMap { $0.dialect == .openAIChat ? $0.json.object : nil }
        let isForeign = failure.original != nil && original == nil
        let type = isForeign ? nil : failure.type
        let code = failure.code ?? (isForeign ? failure.type : nil)
        var error = JSONObject([("message", .string(failure.message))])
        error["type"] = kept(original?["type"], type) ?? .string(self.type(ofStatus: failure.status))
        error["param"] = kept(original?["param"], failure.param) ?? .null
        error["code"] = kept(original?["code"], code) ?? .null
        error["hint"] = JSONValue(failure.hint)
        error["doc_url"] = JSONValue(failure.documentation)
        error["request_id"] = JSONValue(failure.requestID)
        error["source"] = JSONValue(failure.source)
        for (key, value) in failure.original?.json.object ?? JSONObject() where error[key]?.isNull != false {
            error[key] = value
        }
        return .object(error)
    }

    /// The upstream's own value (a numeric code stays a number) as long as it says the same.
    private static func kept(_ original: JSONValue?, _ text: String?) -> JSONValue? {
        guard let text else { return nil }
        guard let original else { return .string(text) }
        let said = original.string ?? original.numberText ?? original.text
        return said == text ? original : .string(text)
    }

    private static func type(ofStatus status: Int) -> String {
        switch status {
        case 401: "authentication_error"
        case 402: "insufficient_quota"
        case 403: "permission_error"
        case 404: "not_found_error"
        case 408: "timeout_error"
        case 409: "conflict_error"
        case 429: "rate_limit_error"
        case 400..<500: "invalid_request_error"
        default: "api_error"
        }
    }
}
