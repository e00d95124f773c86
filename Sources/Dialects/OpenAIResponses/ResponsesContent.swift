import Wire

/// Content of messages and of tools' outputs: a text, or typed parts.
enum ResponsesContent {
    static let dialect = Dialect.openAIResponses

    static func parts(_ content: JSONView?, at path: String) throws(DialectError) -> [Part] {
        guard let content, !content.isNull else { return [] }
        if let text = content.string { return [.text(TextPart(text))] }
        guard content.kind == .array else {
            throw OpenAIField.wrong(content, path, expected: "a string or an array of parts")
        }
        var parts: [Part] = []
        for (index, element) in content.elements.enumerated() {
            let path = "\(path)[\(index)]"
            let part = try OpenAIField.object(element, path)
            switch try OpenAIField.requiredString(part["type"], "\(path).type") {
            case "input_text", "output_text", "text", "summary_text", "reasoning_text":
                _ = try OpenAIField.requiredString(part["text"], "\(path).text")
                parts += text(part)
            case "input_image": parts.append(.media(try image(part, path)))
            case "input_file": parts.append(.media(try file(part, path)))
            case "input_audio": parts.append(.media(try audio(part, path)))
            default: parts += said(part)
            }
        }
        return parts
    }

    /// What an answer says. Lenient.
    static func said(_ content: JSONView?) -> [Part] {
        guard let content, !content.isNull else { return [] }
        if let text = content.string { return [.text(TextPart(text))] }
        if content.kind == .array { return content.elements.flatMap { said($0) } }
        switch content["type"]?.string {
        case "output_text"?, "input_text"?, "text"?: return text(content)
        case "refusal"?: return [.refusal(content["refusal"]?.string ?? "")]
        case let type:
            return [.opaque(Opaque(dialect: dialect, kind: type ?? "part", json: JSONValue(content)))]
        }
    }

    /// A text and its citations. Probabilities of tokens stand with the candidate.
    private static func text(_ part: JSONView) -> [Part] {
        let rest = Preserved(part, except: ["type", "text", "annotations", "logprobs"], in: dialect)
        var parts: [Part] = [.text(TextPart(part["text"]?.string ?? "", preserved: rest))]
        for annotation in part["annotations"].list { parts.append(citation(annotation)) }
        return parts
    }

    static func citation(_ annotation: JSONView) -> Part {
        let type = annotation["type"]?.string ?? "annotation"
        let source = Opaque(dialect: dialect, kind: type, json: JSONValue(annotation))
        guard type == "url_citation" else {
            return .citation(Citation(title: annotation["filename"]?.string, source: source))
        }
        return .citation(
            Citation(
                url: annotation["url"]?.string, title: annotation["title"]?.string,
                start: annotation["start_index"]?.int, end: annotation["end_index"]?.int, source: source))
    }

    private static func image(_ part: JSONView, _ path: String) throws(DialectError) -> Media {
        var media = Media(kind: .image, source: .text(""))
        media.detail = try OpenAIField.optionalString(part["detail"], "\(path).detail")
        if let url = try OpenAIField.optionalString(part["image_url"], "\(path).image_url") {
            (media.source, media.mimeType) = OpenAIMedia.source(ofURL: url)
        } else {
            media.source = file(try OpenAIField.requiredString(part["file_id"], "\(path).image_url"))
        }
        media.preserved = Preserved(part, except: ["type", "detail", "image_url", "file_id"], in: dialect)
        return media
    }

    private static func file(_ part: JSONView, _ path: String) throws(DialectError) -> Media {
        let name = try OpenAIField.optionalString(part["filename"], "\(path).filename")
        var media = Media(kind: .document, source: .text(""), filename: name)
        if let data = try OpenAIField.optionalString(part["file_data"], "\(path).file_data") {
            let uri = OpenAIMedia.dataURI(data)
            media.source = .base64(uri?.base64 ?? data)
            media.mimeType = uri?.mimeType ?? OpenAIMedia.mimeType(ofFilename: name)
        } else if let url = try OpenAIField.optionalString(part["file_url"], "\(path).file_url") {
            media.source = .url(url)
        } else {
            media.source = file(try OpenAIField.requiredString(part["file_id"], "\(path).file_data"))
        }
        media.preserved = Preserved(
            part, except: ["type", "filename", "file_data", "file_url", "file_id"], in: dialect)
        return media
    }

    /// Both of OpenAI's dialects store files in one place.
    private static func file(_ id: String) -> Media.Source {
        .file(id: id, dialect: OpenAIMedia.dialect(ofFileID: id))
    }

    private static func audio(_ part: JSONView, _ path: String) throws(DialectError) -> Media {
        let audio = try OpenAIField.object(part["input_audio"], "\(path).input_audio")
        let data = try OpenAIField.requiredString(audio["data"], "\(path).input_audio.data")
        let format = try OpenAIField.requiredString(audio["format"], "\(path).input_audio.format")
        return Media(
            kind: .audio, source: .base64(OpenAIMedia.dataURI(data)?.base64 ?? data),
            mimeType: OpenAIMedia.mimeType(ofAudioFormat: format))
    }
}
