import NIOCore
import Wire

extension Told {
    /// What Cohere's answer tells.
    static func cohere(_ body: ByteBuffer, isStream: Bool) -> Told {
        var told = Told()
        var voice = Voice()
        if isStream {
            for data in PlainEvents.data(String(buffer: body)) {
                guard let json = try? JSONValue(parsing: data, maxDepth: 512) else { continue }
                voice.addCohere(json)
                guard json["type"] == "message-end" else { continue }
                told.hasEndMark = true
                told.endCohere(json["delta"] ?? .null, &voice)
            }
        } else if let json = try? JSONValue(parsing: body, maxDepth: 512) {
            voice.addCohere(message: json["message"] ?? .null)
            told.endCohere(json, &voice)
        }
        told.voices = [0: voice]
        return told
    }

    private mutating func endCohere(_ json: JSONValue, _ voice: inout Voice) {
        if let error = json["error"]?.string, !error.isEmpty { self.error = error }
        switch json["finish_reason"]?.string {
        case "COMPLETE"?, "STOP_SEQUENCE"?: voice.finish = voice.calls.isEmpty ? "stop" : "tool_calls"
        case "MAX_TOKENS"?: voice.finish = "length"
        case "TOOL_CALL"?: voice.finish = "tool_calls"
        case "ERROR_TOXIC"?: voice.finish = "content_filter"
        case "ERROR"?: voice.finish = "error"
        case let other: voice.finish = other
        }
        if let usage = json["usage"]?["billed_units"] ?? json["usage"]?["tokens"] {
            let spoken = usage["output_tokens"]?.int ?? 0
            count = Count(
                prompt: usage["input_tokens"]?.int ?? 0, completion: spoken,
                reasoning: json["usage"]?["tokens"]?["reasoning_tokens"]?.int.map { min($0, spoken) })
        }
    }
}

extension Told.Voice {
    fileprivate mutating func addCohere(_ event: JSONValue) {
        let message = event["delta"]?["message"]
        switch event["type"]?.string {
        case "content-start"?, "content-delta"?:
            text += message?["content"]?["text"]?.string ?? ""
            reasoning += message?["content"]?["thinking"]?.string ?? ""
        case "tool-plan-delta"?: reasoning += message?["tool_plan"]?.string ?? ""
        case "tool-call-start"?:
            let call = message?["tool_calls"]
            calls.append(
                Told.Call(
                    id: call?["id"]?.string, name: call?["function"]?["name"]?.string ?? "",
                    arguments: call?["function"]?["arguments"]?.string))
        case "tool-call-delta"?:
            calls[calls.count - 1].arguments? += message?["tool_calls"]?["function"]?["arguments"]?.string ?? ""
        default: break
        }
    }

    fileprivate mutating func addCohere(message: JSONValue) {
        reasoning += message["tool_plan"]?.string ?? ""
        for block in message["content"]?.array ?? [] {
            text += block["text"]?.string ?? ""
            reasoning += block["thinking"]?.string ?? ""
        }
        for call in message["tool_calls"]?.array ?? [] {
            calls.append(
                Told.Call(
                    id: call["id"]?.string, name: call["function"]?["name"]?.string ?? "",
                    arguments: call["function"]?["arguments"]?.string))
        }
    }
}
