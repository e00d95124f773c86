import Wire

/// Reads `content` of a request's message: a string, or an array of typed parts.
enum OpenAIContentReader {
    static func parts(_ content: JSONView?, at path: @autoclosure () -> String) throws(DialectError) -> [Part] {
        guard let content, !content.isNull else { return [] }
        if let text = content.string { return [.text(TextPart(text))] }
        guard content.kind == .array else {
            throw OpenAIField.wrong(content, path(), expected: "a string or an array of parts")
        }
        var parts: [Part] = []
        for (index, element) in content.elements.enumerated() {
            try append(element, "\(path())[\(index)]", to: &parts)
        }
        return parts
    }

    private static func append(
        _ part: JSONView, _ path: @autoclosure () -> String, to parts: inout [Part]
    ) throws(DialectError) {
        if let text = part.string {
            parts.append(.text(TextPart(text)))
            return
        }
        let part = try OpenAIField.object(part, path())
        let type = try OpenAIField.requiredString(part["type"], "\(path()).type")
        switch type {
        case "text", "input_text", "output_text":
            let text = try OpenAIField.requiredString(part["text"], "\(path()).text")
            let rest = JSONObject(rest: part, without: ["type", "text", "cache_control"])
            parts.append(.text(TextPart(text, preserved: Preserved(openAI: rest))))
        case "refusal":
            parts.append(.refusal(try OpenAIField.requiredString(part["refusal"], "\(path()).refusal")))
        case "thinking": parts.append(Self.thinking(part))
        case "image_url": parts.append(.media(try url(part, "image_url", .image, path())))
        case "video_url": parts.append(.media(try url(part, "video_url", .video, path())))
        case "input_audio": parts.append(.media(try audio(part, path())))
        case "file": parts.append(.media(try file(part, path())))
        default:
            let rest = JSONObject(rest: part, without: ["cache_control"])
            parts.append(.opaque(Opaque(dialect: .openAIChat, kind: type, json: .object(rest))))
        }
        if let marker = CacheMarker(openAI: part["cache_control"]) { parts.append(.cacheMarker(marker)) }
    }

    /// Mistral's thinking part: `{"type":"thinking","thinking":[{"type":"text","text":…}],"closed":true}`.
    static func thinking(_ part: JSONView) -> Part {
        var text = part["thinking"]?.string ?? ""
        if let pieces = part["thinking"]?.elements {
            for piece in pieces { text += piece["text"]?.string ?? "" }
        }
        return .reasoning(Reasoning(text: text))
    }

    private static func url(
        _ part: JSONView, _ member: StaticString, _ kind: Media.Kind, _ path: @autoclosure () -> String
    ) throws(DialectError) -> Media {
        func here() -> String { "\(path()).\(member)" }
        var media: Media
        if let text = part[member]?.string {
            let (source, mimeType) = OpenAIMedia.source(ofURL: text)
            media = Media(kind: kind, source: source, mimeType: mimeType)
        } else {
            let object = try OpenAIField.object(part[member], here())
            let text = try OpenAIField.requiredString(object["url"], "\(here()).url")
            let (source, mimeType) = OpenAIMedia.source(ofURL: text)
            media = Media(kind: kind, source: source, mimeType: mimeType)
            media.detail = try OpenAIField.optionalString(object["detail"], "\(here()).detail")
        }
        media.preserved = Preserved(openAI: JSONObject(rest: part, without: ["type", member, "cache_control"]))
        return media
    }

    private static func audio(_ part: JSONView, _ path: @autoclosure () -> String) throws(DialectError) -> Media {
        func here() -> String { "\(path()).input_audio" }
        if let text = part["input_audio"]?.string {
            // Mistral takes a URL or bare base64 here.
            let isURL = text.hasPrefix("http://") || text.hasPrefix("https://")
            let data = OpenAIMedia.dataURI(text)
            return Media(
                kind: .audio, source: isURL ? .url(text) : .base64(data?.base64 ?? text),
                mimeType: data?.mimeType ?? OpenAIMedia.audioType(sniffedFrom: text))
        }
        let object = try OpenAIField.object(part["input_audio"], here())
        let data = try OpenAIField.requiredString(object["data"], "\(here()).data")
        let format = try OpenAIField.requiredString(object["format"], "\(here()).format")
        let rest = JSONObject(rest: part, without: ["type", "input_audio", "cache_control"])
        return Media(
            kind: .audio, source: .base64(OpenAIMedia.dataURI(data)?.base64 ?? data),
            mimeType: OpenAIMedia.mimeType(ofAudioFormat: format), preserved: Preserved(openAI: rest))
    }

    private static func file(_ part: JSONView, _ path: @autoclosure () -> String) throws(DialectError) -> Media {
        func here() -> String { "\(path()).file" }
        let object = try OpenAIField.object(part["file"], here())
        let filename = try OpenAIField.optionalString(object["filename"], "\(here()).filename")
        let rest = JSONObject(rest: part, without: ["type", "file", "cache_control"])
        var media = Media(kind: .document, source: .text(""), filename: filename, preserved: Preserved(openAI: rest))
        if let data = try OpenAIField.optionalString(object["file_data"], "\(here()).file_data") {
            if let uri = OpenAIMedia.dataURI(data) {
                media.source = .base64(uri.base64)
                media.mimeType = uri.mimeType ?? OpenAIMedia.mimeType(ofFilename: filename)
            } else if data.hasPrefix("https://") || data.hasPrefix("http://") {
                media.source = .url(data)
            } else {
                media.source = .base64(data)
                media.mimeType = OpenAIMedia.mimeType(ofFilename: filename)
            }
        } else if let id = try OpenAIField.optionalString(object["file_id"], "\(here()).file_id") {
            media.source = .file(id: id, dialect: OpenAIMedia.dialect(ofFileID: id))
        } else {
            throw OpenAIField.missing("\(here()).file_data")
        }
        return media
    }
}

extension CacheMarker {
    /// `{"type":"ephemeral","ttl":"1h"}`, a member that OpenAI-compatible gateways take from Anthropic's form.
    init?(openAI json: JSONView?) {
        guard let json, json.kind == .object else { return nil }
        self.init(ttl: json["ttl"]?.string)
    }

    var openAI: JSONValue {
        var object = JSONObject([("type", "ephemeral")])
        object["ttl"] = ttl.map { .string($0) }
        return .object(object)
    }
}
