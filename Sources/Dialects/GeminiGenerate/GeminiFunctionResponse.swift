import Wire

/// `functionResponse.response` must be an object; the text a tool returned often is none.
///
/// Text that is a JSON object is sent as that object, other text as `{"result": …}`, a failed tool's as
/// `{"error": …}`. The way back undoes exactly what the way there does: an object that this wrapping would not
/// have made stays whole.
enum GeminiFunctionResponse {
    static func wrap(_ text: String, isError: Bool) -> JSONObject {
        let value = parsed(text)
        if let object = value?.object, !isError { return object }
        let content: JSONValue = value ?? .string(text)
        return JSONObject([(isError ? "error" : "result", content)])
    }

    static func unwrap(_ response: JSONObject) -> (text: String, isError: Bool) {
        for (key, isError) in [("result", false), ("error", true)] where response.count == 1 {
            guard let content = response[key] else { continue }
            let text = content.string ?? content.text
            if wrap(text, isError: isError) == response { return (text, isError) }
        }
        return (JSONValue.object(response).text, false)
    }

    /// Objects and arrays only: a number or a word a tool returned is text to the model.
    private static func parsed(_ text: String) -> JSONValue? {
        guard let first = text.utf8.first(where: { $0 > 0x20 }), first == 0x7B || first == 0x5B else { return nil }
        return try? JSONValue(parsing: text)
    }
}
