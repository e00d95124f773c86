/// An image, audio, video or document inside a message or an answer.
package struct Media: Sendable, Equatable {
    /// What the bytes show.
    package enum Kind: String, Sendable, Equatable { case image, audio, video, document }

    /// Where the bytes are.
    package enum Source: Sendable, Equatable {
        /// Base64 text without the `data:` prefix, as the caller sent it.
        case base64(String)
        case url(String)
        /// A file stored at the provider; means something only to the dialect that made it.
        case file(id: String, dialect: Dialect)
        /// A plain-text document (Anthropic `source.type: text`).
        case text(String)
    }

    package var kind: Kind
    package var source: Source
    /// `image/png`, `application/pdf`, …; nil when the caller gave none (URLs).
    package var mimeType: String?
    package var filename: String?
    /// OpenAI's `low`, `high`, `auto` for images.
    package var detail: String?
    /// The transcript that comes with generated audio.
    package var transcript: String?
    package var preserved: Preserved?

    package init(
        kind: Kind, source: Source, mimeType: String? = nil, filename: String? = nil, detail: String? = nil,
        transcript: String? = nil, preserved: Preserved? = nil
    ) {
        self.kind = kind
        self.source = source
        self.mimeType = mimeType
        self.filename = filename
        self.detail = detail
        self.transcript = transcript
        self.preserved = preserved
    }
}
