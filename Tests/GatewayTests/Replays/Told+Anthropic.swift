import NIOCore
import Wire

extension Told {
    /// What an Anthropic message tells, by the rules of translation.
    static func anthropic(_ body: ByteBuffer, isStream: Bool) -> Told {
        var reader = AnthropicPlainReader()
        if isStream {
            for data in PlainEvents.data(String(buffer: body)) {
                if let event = try? JSONValue(parsing: data, maxDepth: 512) { reader.read(event: event) }
            }
        } else if let answer = try? JSONValue(parsing: body, maxDepth: 512) {
            reader.read(message: answer)
        }
        return reader.told()
    }
}

private struct AnthropicPlainReader {
    private var voice = Told.Voice()
    private var usage = JSONObject()
    private var reason: String?
    private var blocks: [Int: Told.Call] = [:]
    private var error: String?
    private var hasEndMark = false

    mutating func read(message: JSONValue) {
        for (index, block) in (message["content"]?.array ?? []).enumerated() { read(block, index) }
        reason = message["stop_reason"]?.string
        add(message["usage"])
    }

    mutating func read(event: JSONValue) {
        // What follows the end of a message is no part of it.
        guard !hasEndMark else { return }
        switch event["type"]?.string {
        case "message_start":
            if !blocks.isEmpty || !voice.text.isEmpty { error = "began its message anew" }
            add(event["message"]?["usage"])
        case "content_block_start": read(event["content_block"] ?? .null, event["index"]?.int ?? 0)
        case "content_block_delta": read(delta: event["delta"] ?? .null, event["index"]?.int ?? 0)
        case "message_delta":
            reason = event["delta"]?["stop_reason"]?.string ?? reason
            add(event["usage"])
        case "message_stop": hasEndMark = true
        case "error": error = event["error"]?["message"]?.string
        default: break
        }
    }

    private mutating func add(_ more: JSONValue?) {
        for (key, value) in more?.object ?? JSONObject() where !value.isNull { usage[key] = value }
    }

    private mutating func read(_ block: JSONValue, _ index: Int) {
        switch block["type"]?.string {
        case "text":
            voice.text += block["text"]?.string ?? ""
            for citation in block["citations"]?.array ?? [] { add(citation: citation) }
        case "thinking": voice.reasoning += block["thinking"]?.string ?? ""
        case "tool_use":
            let input = block["input"].flatMap { $0.object?.isEmpty == false ? $0.text : nil } ?? ""
            blocks[index] = Told.Call(
                id: block["id"]?.string, name: block["name"]?.string ?? "", arguments: input)
        default: break
        }
    }

    private mutating func add(citation: JSONValue) {
        let isOwn = citation["type"] == "search_result_location"
        if let url = (isOwn ? citation["source"] : citation["url"])?.string { voice.links.insert(url) }
    }

    private mutating func read(delta: JSONValue, _ index: Int) {
        if let citation = delta["citation"] { add(citation: citation) }
        voice.text += delta["text"]?.string ?? ""
        voice.reasoning += delta["thinking"]?.string ?? ""
        blocks[index]?.arguments? += delta["partial_json"]?.string ?? ""
    }

    func told() -> Told {
        var voice = voice
        voice.calls = blocks.sorted { $0.key < $1.key }.map(\.value)
        voice.finish = reason.map { finish($0, calls: !voice.calls.isEmpty) }
        var told = Told(voices: [0: voice], error: error, hasEndMark: hasEndMark)
        let number = { (key: String) in usage[key]?.int }
        if !usage.isEmpty {
            let cached = number("cache_read_input_tokens")
            told.count = Told.Count(
                prompt: (number("input_tokens") ?? 0) + (cached ?? 0) + (number("cache_creation_input_tokens") ?? 0),
                completion: number("output_tokens") ?? 0, cached: cached,
                reasoning: usage["output_tokens_details"]?["thinking_tokens"]?.int)
        }
        return told
    }

    private func finish(_ reason: String, calls: Bool) -> String {
        switch reason {
        case "end_turn": calls ? "tool_calls" : "stop"
        case "stop_sequence": "stop"
        case "max_tokens", "model_context_window_exceeded": "length"
        case "tool_use": "tool_calls"
        case "refusal": "content_filter"
        default: reason
        }
    }
}
