import Wire

/// What whole answers and streams share: ends, counts, citations.
enum CohereAnswer {
    static let dialect = Dialect.cohereChat

    static func finish(_ reason: String, hasCalls: Bool) -> FinishReason {
        switch reason {
        case "COMPLETE", "STOP_SEQUENCE": hasCalls ? .toolCalls : .stop
        case "MAX_TOKENS": .length
        case "TOOL_CALL": .toolCalls
        case "ERROR_TOXIC": .contentFilter
        case "ERROR", "TIMEOUT": .failed(reason)
        default: .other(reason)
        }
    }

    /// `preserved`: the reason as Cohere itself said it, where it says more.
    static func reason(_ finish: FinishReason, preserved: Preserved?) -> String {
        if let own = preserved, own.dialect == dialect, let said = own.members["finish_reason"]?.string { return said }
        return switch finish {
        case .stop: "COMPLETE"
        case .length: "MAX_TOKENS"
        case .toolCalls: "TOOL_CALL"
        case .contentFilter: "ERROR_TOXIC"
        case .pause: "PAUSE"
        case .failed: "ERROR"
        case .other(let text): text
        }
    }

    /// Billed are the billed units, and that is what a bill is made of; what the model saw stands in `tokens`.
    static func usage(_ json: JSONView?) -> Usage? {
        guard let json, json.kind == .object else { return nil }
        let counted = json["billed_units"]?["input_tokens"] == nil ? json["tokens"] : json["billed_units"]
        let (input, output) = (counted?["input_tokens"]?.tokenCount, counted?["output_tokens"]?.tokenCount)
        guard input != nil || output != nil else { return nil }
        var usage = Usage(input: input ?? 0, output: output ?? 0)
        usage.reasoning = json["tokens"]?["reasoning_tokens"]?.tokenCount.map { min($0, usage.output) }
        usage.preserved = Preserved(dialect: dialect, members: JSONObject(json))
        return usage
    }

    static func json(_ usage: Usage, losses: inout Losses) -> JSONValue {
        if let own = usage.preserved, own.dialect == dialect { return .object(own.members) }
        let counts: JSONValue = ["input_tokens": .int(usage.input), "output_tokens": .int(usage.output)]
        var json = JSONObject([("billed_units", counts), ("tokens", counts)])
        json["cached_tokens"] = usage.cacheRead.map { .int($0) }
        return .object(json)
    }

    static func citation(_ json: JSONView) -> Citation {
        let document = json["sources"]?.elements.first { $0["document"]?["url"]?.string != nil }?["document"]
        return Citation(
            url: document?["url"]?.string, title: document?["title"]?.string, citedText: json["text"]?.string,
            start: json["start"]?.int, end: json["end"]?.int,
            source: Opaque(dialect: dialect, kind: "citation", json: JSONValue(json)))
    }

    /// nil when there is no place in the text to cite at.
    static func json(_ citation: Citation) -> JSONValue? {
        if let source = citation.source, source.dialect == dialect { return source.json }
        guard let url = citation.url, let text = citation.citedText else { return nil }
        var document = JSONObject([("id", .string(url)), ("url", .string(url))])
        document["title"] = citation.title.map(JSONValue.string)
        let source: JSONValue = ["type": "document", "id": .string(url), "document": .object(document)]
        return [
            "start": .int(citation.start ?? 0), "end": .int(citation.end ?? 0), "text": .string(text),
            "sources": .array([source]),
        ]
    }

    static func calls(_ list: JSONView?) -> [ToolCall] {
        guard let list else { return [] }
        return list.elements.enumerated().compactMap { index, json in
            OpenAIToolCall.read(json, fallbackID: "call_\(index)")
        }
    }

    static func json(_ call: ToolCall, at path: String, losses: inout Losses) -> JSONValue {
        if call.signature != nil { losses.note("\(path).signature", "no counterpart in cohere-chat") }
        losses.note(call.preserved, at: path, into: dialect)
        let function: JSONValue = [
            "name": .string(call.name), "arguments": .string(call.arguments.isEmpty ? "{}" : call.arguments),
        ]
        return ["id": .string(call.id), "type": "function", "function": function]
    }
}
