import NIOCore
import Wire

extension Told {
    /// What Bedrock's answer tells.
    static func converse(_ body: ByteBuffer, isStream: Bool) -> Told {
        var told = Told()
        var voice = Voice()
        if isStream {
            var calls: [Int: Call] = [:]
            var parser = EventStreamParser()
            parser.feed(body)
            while let message = try? parser.nextMessage() {
                let json = (try? JSONValue(parsing: message.payload, maxDepth: 512)) ?? .null
                if let exception = message.text(":exception-type") {
                    told.error = json["message"]?.string ?? exception
                }
                told.addConverse(message.text(":event-type") ?? "", json, &voice, &calls)
            }
            voice.calls = calls.sorted { $0.key < $1.key }.map(\.value)
        } else if let json = try? JSONValue(parsing: body, maxDepth: 512) {
            for block in json["output"]?["message"]?["content"]?.array ?? [] { voice.addConverse(block) }
            voice.finish = json["stopReason"]?.string
            told.count = Count(converse: json["usage"])
        }
        voice.finish = voice.finish.map { reason in
            switch reason {
            case "end_turn": voice.calls.isEmpty ? "stop" : "tool_calls"
            case "tool_use": "tool_calls"
            case "stop_sequence": "stop"
            case "max_tokens", "model_context_window_exceeded": "length"
            case "guardrail_intervened", "content_filtered": "content_filter"
            default: reason
            }
        }
        told.voices = [0: voice]
        return told
    }

    private mutating func addConverse(
        _ name: String, _ json: JSONValue, _ voice: inout Voice, _ calls: inout [Int: Call]
    ) {
        let place = json["contentBlockIndex"]?.int ?? 0
        switch name {
        case "contentBlockStart":
            if let call = json["start"]?["toolUse"], call["type"] != "server_tool_use" {
                calls[place] = Call(
                    id: call["toolUseId"]?.string, name: call["name"]?.string ?? "", arguments: "")
            }
        case "contentBlockDelta":
            let delta = json["delta"]
            voice.text += delta?["text"]?.string ?? ""
            voice.reasoning += delta?["reasoningContent"]?["text"]?.string ?? ""
            calls[place]?.arguments? += delta?["toolUse"]?["input"]?.string ?? ""
            if let url = delta?["citation"]?["location"]?["web"]?["url"]?.string { voice.links.insert(url) }
        case "messageStop": voice.finish = json["stopReason"]?.string
        case "metadata":
            count = Count(converse: json["usage"])
            hasEndMark = true
        default: break
        }
    }
}

extension Told.Voice {
    fileprivate mutating func addConverse(_ block: JSONValue) {
        text += block["text"]?.string ?? ""
        reasoning += block["reasoningContent"]?["reasoningText"]?["text"]?.string ?? ""
        for part in block["citationsContent"]?["content"]?.array ?? [] { text += part["text"]?.string ?? "" }
        for citation in block["citationsContent"]?["citations"]?.array ?? [] {
            if let url = citation["location"]?["web"]?["url"]?.string { links.insert(url) }
        }
        if let call = block["toolUse"], call["type"] != "server_tool_use" {
            calls.append(
                Told.Call(
                    id: call["toolUseId"]?.string, name: call["name"]?.string ?? "",
                    arguments: call["input"]?.text))
        }
    }
}

extension Told.Count {
    fileprivate init?(converse usage: JSONValue?) {
        guard let usage, usage.object != nil else { return nil }
        let cached = usage["cacheReadInputTokens"]?.int
        self.init(
            prompt: (usage["inputTokens"]?.int ?? 0) + (cached ?? 0) + (usage["cacheWriteInputTokens"]?.int ?? 0),
            completion: usage["outputTokens"]?.int ?? 0, cached: cached)
    }
}
