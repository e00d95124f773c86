import NIOCore
import Wire

/// Reads an assistant's message, from an answer (leniently) or from a request's history.
///
/// Order: reasoning, content, refusal, images, audio, citations, tool calls; OpenAI's form has no other.
enum OpenAIAnswerReader {
    static let members: MemberNames = [
        "role", "content", "refusal", "tool_calls", "function_call", "audio", "annotations", "images", "name",
        "reasoning_content", "reasoning", "reasoning_details",
    ]
    /// The same in a request's history, where the message may be marked.
    static let membersOfHistory = members.union(["cache_control"])

    /// Everything but `content`, which requests and answers read differently.
    static func parts(_ message: JSONView, content: [Part], callPrefix: String) -> [Part] {
        let reasoning = OpenAIReasoning.read(message)
        var parts: [Part] = reasoning.parts.map { .reasoning($0) }
        var content = content
        sign(&content, with: reasoning.textSignature)
        parts += content
        if let text = message["refusal"]?.string, !text.isEmpty { parts.append(.refusal(text)) }
        parts += images(message["images"])
        if let audio = message["audio"], let media = self.audio(audio) { parts.append(.media(media)) }
        parts += OpenAICitation.read(message["annotations"])
        if let calls = message["tool_calls"] {
            for (index, json) in calls.elements.enumerated() {
                if let call = OpenAIToolCall.read(json, fallbackID: "\(callPrefix)\(index)") {
                    parts.append(.toolCall(call))
                }
            }
        }
        if let call = message["function_call"], let name = call["name"]?.string, !name.isEmpty {
            let arguments = OpenAIToolCall.arguments(call["arguments"])
            parts.append(.toolCall(ToolCall(id: "\(callPrefix)function", name: name, arguments: arguments)))
        }
        return parts
    }

    /// Content of an answer: text, null, an array of parts, or (JSON mode of some servers) an object.
    static func lenientContent(_ content: JSONView?) -> [Part] {
        guard let content, !content.isNull else { return [] }
        if let text = content.string { return text.isEmpty ? [] : [.text(TextPart(text))] }
        guard content.kind == .array else { return [.text(TextPart(String(buffer: content.raw)))] }
        var parts: [Part] = []
        for element in content.elements { parts += lenientPart(element) }
        return parts
    }

    private static func lenientPart(_ part: JSONView) -> [Part] {
        if let text = part.string { return [.text(TextPart(text))] }
        switch part["type"]?.string {
        case "thinking": return [OpenAIContentReader.thinking(part)]
        case "refusal": return part["refusal"]?.string.map { [.refusal($0)] } ?? []
        case "image_url":
            return images(part)
        case let type:
            if let text = part["text"]?.string { return [.text(TextPart(text))] }
            return [.opaque(Opaque(dialect: .openAIChat, kind: type ?? "part", json: JSONValue(part)))]
        }
    }

    /// `images` of a message, as image-making models behind compatible servers answer; one part or an array.
    static func images(_ json: JSONView?) -> [Part] {
        guard let json else { return [] }
        let elements = json.kind == .array ? Array(json.elements) : [json]
        return elements.compactMap { element in
            guard let url = element["image_url"]?["url"]?.string ?? element["image_url"]?.string else { return nil }
            let (source, mimeType) = OpenAIMedia.source(ofURL: url)
            let rest = JSONObject(rest: element, without: ["type", "image_url"])
            return .media(Media(kind: .image, source: source, mimeType: mimeType, preserved: Preserved(openAI: rest)))
        }
    }

    /// Spoken answers: `{id, data, transcript, expires_at}`; a request's history has the id alone.
    static func audio(_ json: JSONView) -> Media? {
        let rest = JSONObject(rest: json, without: ["data", "transcript"])
        guard json.kind == .object else { return nil }
        let data = json["data"]?.string ?? ""
        let transcript = json["transcript"]?.string
        if data.isEmpty, transcript?.isEmpty != false {
            guard let id = json["id"]?.string, !id.isEmpty else { return nil }
            return Media(kind: .audio, source: .file(id: id, dialect: .openAIChat))
        }
        return Media(
            kind: .audio, source: .base64(data), transcript: transcript, preserved: Preserved(openAI: rest))
    }

    private static func sign(_ parts: inout [Part], with signature: Signature?) {
        guard let signature else { return }
        for position in parts.indices.reversed() {
            if case .text(var part) = parts[position] {
                part.signature = signature
                parts[position] = .text(part)
                return
            }
        }
        parts.append(.text(TextPart("", signature: signature)))
    }
}
