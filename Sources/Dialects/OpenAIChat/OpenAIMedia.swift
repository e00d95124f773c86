import Wire

/// Images, audio, files and video as content parts of OpenAI's chat form.
enum OpenAIMedia {
    /// `data:image/png;base64,…` is read as bytes, anything else as a URL.
    static func source(ofURL url: String) -> (source: Media.Source, mimeType: String?) {
        guard let data = dataURI(url) else { return (.url(url), nil) }
        return (.base64(data.base64), data.mimeType)
    }

    /// nil unless the text is a base64 data URI.
    static func dataURI(_ text: String) -> (mimeType: String?, base64: String)? {
        guard text.utf8.prefix(5).elementsEqual("data:".utf8),
            let comma = text.utf8.firstIndex(of: UInt8(ascii: ","))
        else { return nil }
        let head = text[text.utf8.index(text.startIndex, offsetBy: 5)..<comma]
        let fields = head.split(separator: ";", omittingEmptySubsequences: false)
        guard fields.last?.lowercased() == "base64" else { return nil }
        let mimeType = fields.first.map(String.init) ?? ""
        return (mimeType.isEmpty || fields.count == 1 ? nil : mimeType, String(text[text.index(after: comma)...]))
    }

    static func url(_ media: Media, fallbackType: String) -> String? {
        switch media.source {
        case .url(let url): url
        case .base64(let data): "data:\(media.mimeType ?? fallbackType);base64,\(data)"
        case .file, .text: nil
        }
    }

    /// `input_audio.format` of a media type: `wav`, `mp3`, else the subtype.
    static func audioFormat(ofMIMEType type: String?) -> String {
        switch type?.lowercased() {
        case nil, "audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave": "wav"
        case "audio/mpeg", "audio/mp3", "audio/mpeg3": "mp3"
        case .some(let type): type.split(separator: "/").last.map(String.init) ?? type
        }
    }

    static func mimeType(ofAudioFormat format: String) -> String {
        switch format.lowercased() {
        case "mp3": "audio/mpeg"
        case let format: "audio/\(format)"
        }
    }

    /// The first bytes of the usual formats, in base64: `ID3` and the MPEG frame marks, RIFF, Ogg, FLAC.
    static func audioType(sniffedFrom base64: String) -> String? {
        let marks = [
            ("SUQz", "audio/mpeg"), ("//t", "audio/mpeg"), ("//N", "audio/mpeg"), ("//P", "audio/mpeg"),
            ("//I", "audio/mpeg"), ("UklGR", "audio/wav"), ("T2dnUw", "audio/ogg"), ("ZkxhQ", "audio/flac"),
        ]
        return marks.first { base64.hasPrefix($0.0) }?.1
    }

    /// Where a file is stored, by the form of its id: OpenAI's are `file-…`, Anthropic's `file_…`, Google's `files/…`
    /// or an address. So a caller of this dialect can name a file at whatever provider the model lives.
    static func dialect(ofFileID id: String) -> Dialect {
        if id.hasPrefix("file_") { return .anthropicMessages }
        if id.hasPrefix("files/") || id.contains("://") { return .geminiGenerate }
        return .openAIChat
    }

    /// The media type a file name's ending stands for; nil when it is not one of the usual ones.
    static func mimeType(ofFilename name: String?) -> String? {
        guard let ending = name?.split(separator: ".").last?.lowercased() else { return nil }
        return [
            "pdf": "application/pdf", "txt": "text/plain", "md": "text/markdown", "csv": "text/csv",
            "html": "text/html", "json": "application/json", "xml": "text/xml", "png": "image/png",
            "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp", "gif": "image/gif",
            "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ][ending]
    }
}
