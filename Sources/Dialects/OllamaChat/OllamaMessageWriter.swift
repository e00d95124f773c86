import Wire

/// Parts of one message → its members: text joined with nothing between, thinking, images, calls.
enum OllamaMessageWriter {
    static func message(role: String, _ parts: [Part], at path: String, losses: inout Losses) -> JSONObject {
        var text = ""
        var thinking = ""
        var images: [JSONValue] = []
        var calls: [JSONValue] = []
        for (index, part) in parts.enumerated() {
            let place = "\(path).content[\(index)]"
            switch part {
            case .text(let part):
                text += part.text
                losses.note(part.preserved, at: place, into: .ollamaChat)
            case .refusal(let said): text += said
            case .reasoning(let part):
                thinking += part.text
                if part.redacted != nil || part.signature != nil {
                    losses.note("\(place).signature", "no counterpart in ollama-chat")
                }
            case .toolCall(let call):
                calls.append(OllamaToolCall.json(call, at: "\(path).tool_calls[\(calls.count)]", losses: &losses))
            case .media(let media):
                if case .base64(let data) = media.source, media.kind == .image {
                    images.append(.string(data))
                } else {
                    losses.note(place, "Ollama's messages hold text and images alone")
                }
            case .citation: losses.note("\(path).annotations", "no counterpart in ollama-chat")
            case .cacheMarker: losses.note("\(path).cache_control", "Ollama caches by itself")
            case .toolResult, .opaque: losses.note(place, "no counterpart in ollama-chat")
            }
        }
        var message = JSONObject([("role", .string(role)), ("content", .string(text))])
        if !thinking.isEmpty { message["thinking"] = .string(thinking) }
        if !images.isEmpty { message["images"] = .array(images) }
        if !calls.isEmpty { message["tool_calls"] = .array(calls) }
        return message
    }
}
