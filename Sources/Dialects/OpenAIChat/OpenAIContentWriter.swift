import Wire

/// Writes parts as the array form of `content`.
struct OpenAIContentWriter {
    let traits: TargetTraits
    var losses: Losses
    let path: String
    private(set) var written: [JSONValue] = []

    init(traits: TargetTraits, losses: Losses, path: String) {
        self.traits = traits
        self.losses = losses
        self.path = path
    }

    mutating func write(_ part: Part) throws(DialectError) {
        switch part {
        case .text(let text):
            add("text", [("text", .string(text.text))], text.preserved)
        case .refusal(let text):
            add("refusal", [("refusal", .string(text))], nil)
        case .media(let media): try write(media)
        case .cacheMarker(let marker): write(marker)
        case .opaque(let opaque):
            if opaque.dialect == .openAIChat {
                written.append(opaque.json)
            } else {
                losses.note(here, "\(opaque.kind) is unknown to openai-chat")
            }
        case .toolResult(let result):
            // Within an answer: a tool the provider ran, which the caller never called.
            losses.note(here, "a result of the provider's own tool (\(result.callID))")
        case .toolCall, .reasoning, .citation:
            losses.note(here, "stands only in an assistant's message")
        }
    }

    private var here: String { "\(path)[\(written.count)]" }

    private mutating func write(_ media: Media) throws(DialectError) {
        if case .url(let url) = media.source, !traits.takesMediaURLs {
            throw DialectError(
                .mediaNeedsFetch(url: url), at: here, "The target takes bytes only, not URLs.",
                hint: "Send the data as base64.")
        }
        if case .file(_, let dialect) = media.source, dialect != .openAIChat {
            throw .unsupported(
                here, "The file is stored at another provider (\(dialect.rawValue)).",
                hint: "Send the file's data instead of its id.")
        }
        switch media.kind {
        case .image: try writeImage(media)
        case .audio: try writeAudio(media)
        case .video:
            let url = OpenAIMedia.url(media, fallbackType: "video/mp4") ?? ""
            add("video_url", [("video_url", ["url": .string(url)])], media.preserved)
        case .document:
            guard traits.takesDocuments else {
                throw .unsupported(
                    here, "The target takes texts and images, no documents.",
                    hint: "Send the document's text, or choose a provider that takes documents.")
            }
            writeDocument(media)
        }
    }

    private mutating func writeImage(_ media: Media) throws(DialectError) {
        guard let url = OpenAIMedia.url(media, fallbackType: "image/png") else {
            if case .file = media.source {
                writeDocument(media)
                return
            }
            throw .unsupported(here, "An image needs a URL or base64 data.")
        }
        var object = JSONObject([("url", .string(url))])
        object["detail"] = media.detail.map { .string($0) }
        add("image_url", [("image_url", .object(object))], media.preserved)
    }

    private mutating func writeAudio(_ media: Media) throws(DialectError) {
        guard case .base64(let data) = media.source else {
            throw .unsupported(
                here, "OpenAI's chat form takes audio as base64 data only.",
                hint: "Send input_audio with data and format.")
        }
        let format = OpenAIMedia.audioFormat(ofMIMEType: media.mimeType)
        let audio: JSONValue = ["data": .string(data), "format": .string(format)]
        add("input_audio", [("input_audio", audio)], media.preserved)
    }

    private mutating func writeDocument(_ media: Media) {
        var file = JSONObject()
        switch media.source {
        case .file(let id, _): file["file_id"] = .string(id)
        case .text(let text):
            file["file_data"] = .string("data:\(media.mimeType ?? "text/plain");base64,\(Base64.encode(text))")
        case .url(let url): file["file_data"] = .string(url)
        case .base64(let data):
            file["file_data"] = .string("data:\(media.mimeType ?? "application/pdf");base64,\(data)")
        }
        var name = media.filename
        // OpenAI refuses file data without a name.
        if name == nil, file["file_id"] == nil { name = media.mimeType == "text/plain" ? "file.txt" : "file.pdf" }
        file["filename"] = name.map { .string($0) }
        add("file", [("file", .object(file))], media.preserved)
    }

    /// Marks the part written last.
    private mutating func write(_ marker: CacheMarker) {
        guard traits.takesCacheMarkers, !written.isEmpty else {
            losses.note("\(path).cache_control", OpenAIMessageWriter.noMarkers)
            return
        }
        written[written.count - 1]["cache_control"] = marker.openAI
    }

    private mutating func add(_ type: String, _ members: [(String, JSONValue)], _ preserved: Preserved?) {
        let here = here
        losses.note(preserved, at: here, into: .openAIChat)
        var object = JSONObject([("type", .string(type))] + members)
        object.fill(preserved.ownOpenAI)
        written.append(.object(object))
    }
}
