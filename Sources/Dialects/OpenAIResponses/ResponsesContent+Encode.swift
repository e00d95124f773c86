import Wire

extension ResponsesContent {
    /// Content of a message of the user's side, or of a tool's output.
    static func json(
        _ parts: [Part], at path: String, traits: TargetTraits, losses: inout Losses
    ) throws(DialectError) -> [JSONValue] {
        var written: [JSONValue] = []
        for part in parts {
            let here = "\(path)[\(written.count)]"
            switch part {
            case .text(let text): written.append(.object(self.text(text, "input_text", at: here, losses: &losses)))
            case .refusal(let text): written.append(["type": "input_text", "text": .string(text)])
            case .media(let media): written.append(try self.media(media, at: here, traits: traits, losses: &losses))
            case .opaque(let opaque) where opaque.dialect == dialect: written.append(opaque.json)
            case .cacheMarker: losses.note("\(path).cache_control", "OpenAI caches by itself")
            case .opaque, .toolCall, .toolResult, .reasoning, .citation:
                losses.note(here, "no counterpart in openai-responses")
            }
        }
        return written
    }

    static func text(_ text: TextPart, _ type: String, at path: String, losses: inout Losses) -> JSONObject {
        var part = JSONObject([("type", .string(type)), ("text", .string(text.text))])
        Preserved.write(text.preserved, of: dialect, into: &part, at: path, losses: &losses)
        return part
    }

    /// nil when there is nothing to link to.
    static func json(_ citation: Citation) -> JSONValue? {
        if let source = citation.source, source.dialect == dialect { return source.json }
        guard let url = citation.url, !url.isEmpty else { return nil }
        return [
            "type": "url_citation", "url": .string(url), "title": .string(citation.title ?? ""),
            "start_index": .int(citation.start ?? 0), "end_index": .int(citation.end ?? 0),
        ]
    }

    private static func media(
        _ media: Media, at path: String, traits: TargetTraits, losses: inout Losses
    ) throws(DialectError) -> JSONValue {
        if case .url(let url) = media.source, !traits.takesMediaURLs {
            throw DialectError(
                .mediaNeedsFetch(url: url), at: path, "The target takes bytes only, not URLs.",
                hint: "Send the data as base64.")
        }
        if case .file(_, let stored) = media.source, stored != .openAIChat, stored != dialect {
            throw .unsupported(
                path, "The file is stored at another provider (\(stored.rawValue)).",
                hint: "Send the file's data instead of its id.")
        }
        var part: JSONObject
        switch media.kind {
        case .image: part = image(media)
        case .document: part = document(media)
        case .audio:
            guard case .base64(let data) = media.source else {
                throw .unsupported(path, "Audio is taken as base64 data only.", hint: "Send its data.")
            }
            let format = OpenAIMedia.audioFormat(ofMIMEType: media.mimeType)
            let audio: JSONValue = ["data": .string(data), "format": .string(format)]
            part = JSONObject([("type", "input_audio"), ("input_audio", audio)])
        case .video: throw .unsupported(path, "The Responses API takes no video.")
        }
        Preserved.write(media.preserved, of: dialect, into: &part, at: path, losses: &losses)
        return .object(part)
    }

    private static func image(_ media: Media) -> JSONObject {
        var part = JSONObject([("type", "input_image")])
        // OpenAI's description requires it here, unlike in chat.
        part["detail"] = .string(media.detail ?? "auto")
        if case .file(let id, _) = media.source {
            part["file_id"] = .string(id)
        } else {
            part["image_url"] = OpenAIMedia.url(media, fallbackType: "image/png").map(JSONValue.string)
        }
        return part
    }

    private static func document(_ media: Media) -> JSONObject {
        var part = JSONObject([("type", "input_file")])
        // File data need a name, for what they are is told by its ending.
        let name = media.filename ?? (media.mimeType == "text/plain" ? "file.txt" : "file.pdf")
        switch media.source {
        case .file(let id, _): part["file_id"] = .string(id)
        case .url(let url): part["file_url"] = .string(url)
        case .text(let text):
            part["filename"] = .string(name)
            part["file_data"] = .string("data:\(media.mimeType ?? "text/plain");base64,\(Base64.encode(text))")
        case .base64(let data):
            part["filename"] = .string(name)
            part["file_data"] = .string("data:\(media.mimeType ?? "application/pdf");base64,\(data)")
        }
        return part
    }
}
