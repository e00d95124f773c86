import Wire

/// A described form in the words of OpenAI's chat.
struct TemplateWords: Rewording {
    let form: TemplateForm
    let places: TemplateForm.Places
    /// Whether what is read is an event of a stream.
    let isEvent: Bool

    func request(_ own: JSONObject) throws(DialectError) -> (base: JSONObject, rest: JSONObject) { (own, JSONObject()) }

    func ownRequest(_ base: JSONObject, losses: inout Losses) throws(DialectError) -> JSONObject {
        guard let template = form.request else { return base }
        let request = TemplateRequest.value(of: base)
        var names = Set(template.names)
        guard case .object(var own) = template.filled(for: request) else { return JSONObject() }
        if base["stream"]?.bool == true, let more = form.streamRequest {
            names.formUnion(more.names)
            for (key, value) in more.filled(for: request).object ?? JSONObject() { own[key] = value }
        }
        // What stands in paths and headers is looked at there.
        for (key, _) in base where !names.contains(key) && !Self.elsewhere.contains(key) {
            losses.note(key, "the template has no place for it")
        }
        if names.isDisjoint(with: TemplateRequest.ofMessages) {
            losses.note("messages", "the template has no place for it")
        }
        return own
    }

    private static let elsewhere: Set<String> = ["model", "stream", "stream_options", "messages"]

    func answer(_ own: JSONObject) -> JSONObject { answer(of: .object(own)) }

    /// An answer, or an event, as OpenAI has it.
    func answer(of own: JSONValue) -> JSONObject {
        if let error = places.error?.text(in: own) { return ["error": ["message": .string(error)]] }
        var message: JSONObject = ["role": "assistant"]
        let isSilent = places.silent?.value(in: own)?.bool == true
        message.append("content", ifPresent: isSilent ? nil : places.text.text(in: own).map(JSONValue.string))
        message.append("reasoning_content", ifPresent: places.reasoning?.text(in: own).map(JSONValue.string))
        message.append("tool_calls", ifPresent: places.toolCalls?.value(in: own))
        var choice: JSONObject = ["index": 0, isEvent ? "delta" : "message": .object(message)]
        choice["finish_reason"] = finish(own, hasCalls: message["tool_calls"] != nil).map(JSONValue.string) ?? .null
        var base: JSONObject = [
            "id": .string(places.id?.text(in: own) ?? ""), "model": .string(places.model?.text(in: own) ?? ""),
            "choices": [.object(choice)],
        ]
        base.append("usage", ifPresent: usage(own))
        return base
    }

    private func finish(_ own: JSONValue, hasCalls: Bool) -> String? {
        if let word = places.finishReason?.text(in: own), !word.isEmpty { return form.finishReasons[word] ?? word }
        if let done = places.done {
            switch done.value(in: own) {
            case nil, .bool(false)?: return nil
            default: return "stop"
            }
        }
        // An answer in one piece is whole, where nothing is said of its end.
        return isEvent || places.finishReason != nil && !places.isWholeWithoutReason
            ? nil : hasCalls ? "tool_calls" : "stop"
    }

    private func usage(_ own: JSONValue) -> JSONValue? {
        let count = { (place: JSONPointer?) in place?.value(in: own).flatMap { $0.int ?? $0.string.flatMap { Int($0) } }
        }
        let (input, output) = (count(places.inputTokens), count(places.outputTokens))
        guard input != nil || output != nil else { return nil }
        return [
            "prompt_tokens": .int(input ?? 0), "completion_tokens": .int(output ?? 0),
            "total_tokens": .int((input ?? 0) + (output ?? 0)),
        ]
    }

    func ownAnswer(_ base: JSONObject, losses: inout Losses) -> JSONObject? { base }
}
