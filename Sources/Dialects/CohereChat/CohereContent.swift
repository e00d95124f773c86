import Wire

/// `content`: a text, or blocks of it.
enum CohereContent {
    /// - Parameter strict: requests are refused where a block breaks its form; answers are read as far as they can be.
    static func read(_ content: JSONView?, at path: String, strict: Bool) throws(DialectError) -> [Part] {
        guard let content, !content.isNull else { return [] }
        if let text = content.string { return [.text(TextPart(text))] }
        guard content.kind == .array else {
            guard strict else { return [] }
            throw .invalid(path, "content must be a string or an array of blocks")
        }
        var parts: [Part] = []
        for (index, block) in content.elements.enumerated() {
            parts.append(try part(block, at: "\(path)[\(index)]", strict: strict))
        }
        return parts
    }

    private static func part(_ block: JSONView, at path: String, strict: Bool) throws(DialectError) -> Part {
        switch block["type"]?.string {
        case "text"?:
            return .text(
                TextPart(
                    block["text"]?.string ?? "",
                    preserved: Preserved(block, except: ["type", "text"], in: .cohereChat)))
        case "thinking"?:
            return .reasoning(
                Reasoning(
                    text: block["thinking"]?.string ?? "",
                    preserved: Preserved(block, except: ["type", "thinking"], in: .cohereChat)))
        case "image_url"?:
            guard let url = block["image_url"]?["url"]?.string ?? block["image_url"]?.string else { break }
            let (source, mimeType) = OpenAIMedia.source(ofURL: url)
            return .media(
                Media(
                    kind: .image, source: source, mimeType: mimeType,
                    detail: block["image_url"]?["detail"]?.string))
        case "document"?:
            // Its data are told as text to who knows no documents, and as they were to Cohere.
            let data = block["document"]?["data"]
            let text = data.map { $0["text"]?.string ?? $0["output"]?.string ?? $0.string ?? JSONValue($0).text }
            return .text(
                TextPart(
                    text ?? "", preserved: Preserved(block, except: ["type"], in: .cohereChat)))
        case let type?:
            return .opaque(Opaque(dialect: .cohereChat, kind: type, json: JSONValue(block)))
        case nil: break
        }
        guard strict else { return .opaque(Opaque(dialect: .cohereChat, kind: "unknown", json: JSONValue(block))) }
        throw .invalid("\(path).type", "a block must be of type text, image_url, thinking or document")
    }

    /// nil where the block cannot be said, which is noted or refused.
    static func json(_ part: Part, at path: String, losses: inout Losses) throws(DialectError) -> JSONValue? {
        switch part {
        case .text(let text):
            if let own = text.preserved, own.dialect == .cohereChat, let document = own.members["document"] {
                return ["type": "document", "document": document]
            }
            var block = JSONObject([("type", "text"), ("text", .string(text.text))])
            Preserved.write(text.preserved, of: .cohereChat, into: &block, at: path, losses: &losses)
            return .object(block)
        case .refusal(let text): return ["type": "text", "text": .string(text)]
        case .reasoning(let reasoning):
            if reasoning.redacted != nil || reasoning.signature != nil {
                losses.note("\(path).signature", "no counterpart in cohere-chat")
            }
            guard !reasoning.text.isEmpty else { return nil }
            return ["type": "thinking", "thinking": .string(reasoning.text)]
        case .media(let media): return try self.media(media, at: path)
        case .opaque(let opaque) where opaque.dialect == .cohereChat: return opaque.json
        case .cacheMarker: losses.note("\(path).cache_control", "Cohere caches by itself")
        case .opaque, .toolCall, .toolResult, .citation: losses.note(path, "no counterpart in cohere-chat")
        }
        return nil
    }

    private static func media(_ media: Media, at path: String) throws(DialectError) -> JSONValue {
        if case .text(let text) = media.source { return ["type": "text", "text": .string(text)] }
        guard media.kind == .image, let url = OpenAIMedia.url(media, fallbackType: "image/png") else {
            throw .unsupported(path, "Cohere takes text and images, no \(media.kind.rawValue)")
        }
        var image = JSONObject([("url", .string(url))])
        image["detail"] = media.detail.map(JSONValue.string)
        return ["type": "image_url", "image_url": .object(image)]
    }
}
