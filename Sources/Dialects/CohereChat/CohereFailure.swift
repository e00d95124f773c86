import Wire

/// Errors: `{"id": …, "message": "…"}`.
enum CohereFailure {
    static func decode(status: Int, _ json: JSONView?) -> Failure {
        guard let json, json.kind == .object, let message = json["message"]?.string else {
            return OpenAIFailure.read(status: status, json)
        }
        var failure = Failure(status: status, message: message)
        failure.original = Opaque(dialect: .cohereChat, kind: "error", json: JSONValue(json))
        return failure
    }

    /// The text under `message`, where Cohere's clients look for it; the rest beside it.
    static func encode(_ failure: Failure) -> JSONObject {
        var json = JSONObject([("message", .string(failure.message))])
        let ours: [(String, String?)] = [
            ("code", failure.code ?? failure.type), ("param", failure.param), ("hint", failure.hint),
            ("doc_url", failure.documentation), ("request_id", failure.requestID), ("source", failure.source),
        ]
        for (key, value) in ours { json[key] = value.map(JSONValue.string) }
        for (key, value) in failure.original?.json.object ?? JSONObject() where json[key] == nil { json[key] = value }
        return json
    }
}
