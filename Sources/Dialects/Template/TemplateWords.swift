import Wire

/// A described form in the words of OpenAI's chat.
struct TemplateWords: Rewording {
    let form: TemplateForm
    let places: TemplateForm.Places
    /// Whether what is read is an event of a stream.
    let isEvent: Bool

    func request(_ own: JSONObject) throws(DialectError) -> (base: JSONObject, rest: JSONObject) { (own, JSONObject()) }

    func ownRequest(_ base: JSONObject, losses: inout Losses) throws(DialectError) -> JSONObject {
        guard let template = form.request else {
            if !form.hasBody { TemplateSights(form.seenElsewhere).noteUnseen(of: base, &losses) }
            return base
        }
        let request = TemplateRequest.value(of: base)
        var sights = form.seenElsewhere.union(template.sights)
        guard case .object(var own) = template.filled(for: request) else { return JSONObject() }
        if base["stream"]?.bool == true, let more = form.streamRequest {
            sights.formUnion(more.sights)
            for (key, value) in more.filled(for: request).object ?? JSONObject() { own[key] = value }
        }
        TemplateSights(sights).noteUnseen(of: base, &losses)
        return own
    }

    func answer(_ own: JSONObject) -> JSONObject { answer(of: .object(own)) }

    /// An answer, or an event, as OpenAI has it.
    func answer(of own: JSONValue) -> JSONObject {
        if let error = places.errorText(in: own) { return ["error": ["message": .string(error)]] }
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
            return Self.isTrue(done.value(in: own)) ? hasCalls ? "tool_calls" : "stop" : nil
        }
        // An answer in one piece is whole, where nothing is said of its end.
        return isEvent || places.finishReason != nil && !places.isWholeWithoutReason
            ? nil : hasCalls ? "tool_calls" : "stop"
    }

    /// Some write truth as a number or a text.
    private static func isTrue(_ value: JSONValue?) -> Bool {
        switch value {
        case nil, .null?, .bool(false)?: false
        case .number(let text)?: Double(text) != 0
        case .string(let text)?: !["", "false", "0", "no"].contains(text.lowercased())
        case .bool?, .array?, .object?: true
        }
    }

    private func usage(_ own: JSONValue) -> JSONValue? {
        let count = { (place: JSONPointer?) -> Int? in
            let value = place?.value(in: own)
            return (value?.int ?? value?.string.flatMap { Int($0) }).map(TokenCount.counted)
        }
        // One of the two is not the usage: what is not known is not zero.
        guard let input = count(places.inputTokens), let output = count(places.outputTokens) else { return nil }
        return [
            "prompt_tokens": .int(input), "completion_tokens": .int(output), "total_tokens": .int(input + output),
        ]
    }

    func ownAnswer(_ base: JSONObject, losses: inout Losses) -> JSONObject? { base }
}
