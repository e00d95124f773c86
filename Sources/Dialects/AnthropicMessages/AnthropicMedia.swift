import Wire

/// Images and documents with their `source`: base64, url, file (both) and text (documents).
enum AnthropicMedia {
    /// nil when the source is of another kind (`content`) or has members we do not know: such a block stays opaque.
    static func decode(_ block: JSONView, type: String) -> Media? {
        guard let source = block["source"], let form = source["type"]?.string else { return nil }
        let known: MemberNames
        let decoded: Media.Source
        switch form {
        case "base64":
            guard let data = source["data"]?.string else { return nil }
            (decoded, known) = (.base64(data), ["type", "media_type", "data"])
        case "url":
            guard let url = source["url"]?.string else { return nil }
            (decoded, known) = (.url(url), ["type", "url"])
        case "file":
            guard let id = source["file_id"]?.string else { return nil }
            (decoded, known) = (.file(id: id, dialect: .anthropicMessages), ["type", "file_id"])
        case "text":
            guard type == "document", let text = source["data"]?.string else { return nil }
            (decoded, known) = (.text(text), ["type", "media_type", "data"])
        default:
            return nil
        }
        guard AnthropicMembers.preserved(source, except: known) == nil else { return nil }
        var own: MemberNames = ["type", "source"]
        if block["title"]?.kind == .string, type == "document" { own.insert("title") }
        if AnthropicMembers.cacheMarker(block["cache_control"]) != nil { own.insert("cache_control") }
        return Media(
            kind: type == "image" ? .image : .document, source: decoded, mimeType: source["media_type"]?.string,
            filename: own.contains("title") ? block["title"]?.string : nil,
            preserved: AnthropicMembers.preserved(block, except: own))
    }

    static func encode(
        _ media: Media, takesURLs: Bool, at path: @autoclosure () -> String, losses: inout Losses
    ) throws(DialectError) -> JSONObject {
        guard media.kind == .image || media.kind == .document else {
            throw .unsupported(
                path(), "Anthropic's models take images and documents, not \(media.kind.rawValue)",
                hint: "send this to a model that takes \(media.kind.rawValue), or transcribe it first")
        }
        var block = JSONObject([("type", .string(media.kind.rawValue))])
        block["source"] = .object(try source(of: media, takesURLs: takesURLs, at: path()))
        if media.kind == .document {
            block["title"] = media.filename.flatMap { $0.isEmpty ? nil : .string($0) }
        }
        if let detail = media.detail, detail != "auto" {
            losses.note("\(path()).detail", "Anthropic has no image detail")
        }
        AnthropicMembers.write(media.preserved, into: &block, at: path(), losses: &losses)
        return block
    }

    private static func source(
        of media: Media, takesURLs: Bool, at path: @autoclosure () -> String
    ) throws(DialectError) -> JSONObject {
        switch media.source {
        case .url(let url):
            guard takesURLs else {
                throw DialectError(
                    .mediaNeedsFetch(url: url), at: path(), "this target takes bytes only, not a URL",
                    hint: "send it as base64")
            }
            return JSONObject([("type", .string("url")), ("url", .string(url))])
        case .file(let id, let dialect):
            guard dialect == .anthropicMessages else {
                throw .unsupported(
                    path(), "the file id \(id) was made by another provider and means nothing to Anthropic",
                    hint: "send the file's content, or upload it to Anthropic and give it as anthropic's file id")
            }
            return JSONObject([("type", .string("file")), ("file_id", .string(id))])
        case .text(let text):
            return plainText(text)
        case .base64(let data):
            return try bytes(data, of: media, at: path())
        }
    }

    private static func bytes(
        _ data: String, of media: Media, at path: @autoclosure () -> String
    ) throws(DialectError) -> JSONObject {
        guard let type = media.mimeType ?? sniffedType(ofBase64: data) else {
            throw .invalid(path(), "the media type is missing and cannot be told from the content")
        }
        if media.kind == .document, type != "application/pdf" {
            // Anthropic reads PDFs as bytes and everything else as plain text.
            guard type.hasPrefix("text/") || type == "application/json", let text = Base64Text.utf8(data) else {
                throw .unsupported(
                    path(), "Anthropic takes documents of type application/pdf or text, not \(type)",
                    hint: "convert the document to PDF or to plain text")
            }
            return plainText(text)
        }
        return JSONObject([
            ("type", .string("base64")), ("media_type", .string(type)), ("data", .string(data)),
        ])
    }

    private static func plainText(_ text: String) -> JSONObject {
        JSONObject([("type", .string("text")), ("media_type", .string("text/plain")), ("data", .string(text))])
    }

    /// The first bytes of the formats Anthropic reads, in base64.
    static func sniffedType(ofBase64 data: String) -> String? {
        let signatures = [
            ("iVBORw0KGgo", "image/png"), ("/9j/", "image/jpeg"), ("R0lGOD", "image/gif"), ("UklGR", "image/webp"),
            ("JVBERi0", "application/pdf"),
        ]
        return signatures.first { data.hasPrefix($0.0) }?.1
    }
}
