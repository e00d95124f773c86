import Wire

/// Errors: `{"error": "…"}`, in a stream too.
enum OllamaFailure {
    static func decode(status: Int, _ json: JSONView?) -> Failure {
        guard let json, json.kind == .object, let error = json["error"], !error.isNull else {
            // What stands before Ollama speaks as others do.
            return OpenAIFailure.read(status: status, json)
        }
        guard let message = error.string else { return OpenAIFailure.read(status: status, json) }
        var failure = Failure(status: status, message: message)
        failure.original = Opaque(dialect: .ollamaChat, kind: "error", json: JSONValue(json))
        return failure
    }

    /// The text under `error`, where Ollama's clients look for it; the rest beside it.
    static func encode(_ failure: Failure) -> JSONObject {
        var json = JSONObject([("error", .string(failure.message))])
        let ours: [(String, String?)] = [
            ("code", failure.code ?? failure.type), ("param", failure.param), ("hint", failure.hint),
            ("doc_url", failure.documentation), ("request_id", failure.requestID), ("source", failure.source),
        ]
        for (key, value) in ours { json[key] = value.map(JSONValue.string) }
        for (key, value) in failure.original?.json.object ?? JSONObject() where json[key] == nil { json[key] = value }
        return json
    }
}
