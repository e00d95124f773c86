import Wire

/// Images, documents, videos and sounds: a format instead of a media type, and bytes, or a place in S3.
enum ConverseMedia {
    private static let kinds: [(name: String, kind: Media.Kind)] = [
        ("image", .image), ("document", .document), ("video", .video), ("audio", .audio),
    ]
    /// Formats whose media type has another name.
    private static let types: [(format: String, type: String)] = [
        ("txt", "text/plain"), ("md", "text/markdown"), ("csv", "text/csv"), ("html", "text/html"),
        ("pdf", "application/pdf"), ("doc", "application/msword"), ("xls", "application/vnd.ms-excel"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("mp3", "audio/mpeg"), ("mov", "video/quicktime"), ("mkv", "video/x-matroska"), ("three_gp", "video/3gpp"),
    ]

    /// nil where the block is no medium of a form known here: it stays opaque.
    static func read(_ name: String, _ block: JSONView) -> Media? {
        guard let kind = kinds.first(where: { $0.name == name })?.kind, let source = block["source"] else { return nil }
        let format = block["format"]?.string
        var media = Media(kind: kind, source: .text(""), mimeType: format.map { type(of: $0, kind) })
        if let bytes = source["bytes"]?.string {
            media.source = .base64(bytes)
        } else if let text = source["text"]?.string {
            media.source = .text(text)
        } else if let uri = source["s3Location"]?["uri"]?.string, source["s3Location"]?.count == 1 {
            media.source = .url(uri)
        } else {
            return nil
        }
        media.filename = block["name"]?.string
        media.preserved = Preserved(block, except: ["format", "source", "name"], in: Converse.dialect)
        return media
    }

    private static func type(of format: String, _ kind: Media.Kind) -> String {
        types.first { $0.format == format }?.type ?? "\(kind == .document ? "application" : kind.rawValue)/\(format)"
    }

    static func json(
        _ media: Media, names: inout ConverseNames, at path: @autoclosure () -> String, losses: inout Losses
    ) throws(DialectError)
        -> JSONObject
    {
        var block = JSONObject([("format", .string(try format(of: media, at: path())))])
        block["source"] = .object(try source(of: media, at: path()))
        if media.kind == .document { block["name"] = .string(names.document(name(of: media))) }
        if let detail = media.detail, detail != "auto" { losses.note("\(path()).detail", Converse.none) }
        Preserved.write(media.preserved, of: Converse.dialect, into: &block, at: path(), losses: &losses)
        return JSONObject([(media.kind.rawValue, .object(block))])
    }

    private static func source(of media: Media, at path: @autoclosure () -> String) throws(DialectError) -> JSONObject {
        switch media.source {
        case .base64(let data): return JSONObject([("bytes", .string(data))])
        case .text(let text): return JSONObject([("text", .string(text))])
        case .url(let url) where url.hasPrefix("s3://"):
            return ["s3Location": ["uri": .string(url)]]
        case .url(let url):
            throw DialectError(
                .mediaNeedsFetch(url: url), at: path(), "Bedrock takes bytes or addresses in S3, not other URLs.",
                hint: "Send the data as base64.")
        case .file(let id, _):
            throw .unsupported(
                path(), "The file \(id) is stored at another provider.", hint: "Send the file's data instead of its id."
            )
        }
    }

    private static func format(of media: Media, at path: @autoclosure () -> String) throws(DialectError) -> String {
        let type = media.mimeType?.lowercased().split(separator: ";").first.map(String.init)
        var ending = media.filename?.split(separator: ".").last?.lowercased()
        if case .url(let url) = media.source { ending = url.split(separator: ".").last?.lowercased() }
        if let type {
            if let known = types.first(where: { $0.type == type }) { return known.format }
            let subtype = type.split(separator: "/").last.map(String.init) ?? type
            return subtype == "jpg" ? "jpeg" : subtype.hasPrefix("x-") ? String(subtype.dropFirst(2)) : subtype
        }
        if case .text = media.source { return "txt" }
        if let ending {
            if types.contains(where: { $0.format == ending }) { return ending }
            if media.kind != .document, ending.count <= 5 { return ending == "jpg" ? "jpeg" : ending }
        }
        guard case .base64(let data) = media.source, let known = AnthropicMedia.sniffedType(ofBase64: data) else {
            throw .invalid(path(), "the media type is missing and cannot be told from the content")
        }
        return known.split(separator: "/").last.map(String.init) ?? known
    }

    /// Letters, digits, single spaces, hyphens and brackets are taken.
    private static func name(of media: Media) -> String {
        let allowed = (media.filename ?? "").map { character -> Character in
            let isPlain = character.isASCII && (character.isLetter || character.isNumber)
            return isPlain || "-()[]".contains(character) ? character : " "
        }
        let name = String(allowed).split(separator: " ").joined(separator: " ")
        return name.isEmpty ? "document" : String(name.prefix(180))
    }
}

/// Names that mean something within one request alone: of calls, and of documents, no two of which may share one.
struct ConverseNames {
    var calls = AnthropicToolIDs()
    private var documents: [String: Int] = [:]

    mutating func document(_ name: String) -> String {
        var told = name
        var count = documents[name.lowercased(), default: 0]
        while count > 0, documents["\(name)-\(count + 1)".lowercased()] != nil { count += 1 }
        if count > 0 { told = "\(name)-\(count + 1)" }
        documents[name.lowercased()] = count + 1
        if told != name { documents[told.lowercased(), default: 0] += 1 }
        return told
    }
}
