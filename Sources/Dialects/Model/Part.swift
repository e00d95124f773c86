/// One ordered block of a message or an answer.
package enum Part: Sendable, Equatable {
    case text(TextPart)
    case media(Media)
    case toolCall(ToolCall)
    case toolResult(ToolResult)
    case reasoning(Reasoning)
    /// The model's own refusal text (OpenAI `refusal`).
    case refusal(String)
    /// Belongs to the text part before it.
    case citation(Citation)
    /// Everything up to and including the part before it may be cached by the provider.
    case cacheMarker(CacheMarker)
    case opaque(Opaque)
}

extension Part {
    /// Whether the callers' forms have it as a member of the part before, so that it has no place of its own in paths.
    var isBesideAnother: Bool {
        switch self {
        case .citation, .cacheMarker: true
        default: false
        }
    }
}

/// Plain text.
package struct TextPart: Sendable, Equatable {
    package var text: String
    /// Gemini signs plain text parts too.
    package var signature: Signature?
    package var preserved: Preserved?

    package init(_ text: String, signature: Signature? = nil, preserved: Preserved? = nil) {
        self.text = text
        self.signature = signature
        self.preserved = preserved
    }
}

/// A provider's proof over reasoning or a tool call; means something only to the dialect that made it.
package struct Signature: Sendable, Equatable {
    package var dialect: Dialect
    /// As on the wire (base64 or opaque text), byte for byte.
    package var value: String

    package init(dialect: Dialect, value: String) {
        self.dialect = dialect
        self.value = value
    }
}

/// What the model thought: readable text with its signature, or a redacted block.
package struct Reasoning: Sendable, Equatable {
    package var text: String
    package var signature: Signature?
    /// Encrypted content of a redacted block (Anthropic `redacted_thinking.data`); `text` is empty then.
    package var redacted: Signature?
    package var preserved: Preserved?

    package init(
        text: String, signature: Signature? = nil, redacted: Signature? = nil, preserved: Preserved? = nil
    ) {
        self.text = text
        self.signature = signature
        self.redacted = redacted
        self.preserved = preserved
    }
}

/// A tool the model wants called.
package struct ToolCall: Sendable, Equatable {
    /// What the arguments are written in.
    package enum Kind: Sendable, Equatable {
        /// `arguments` is JSON text.
        case function
        /// OpenAI's custom tools: `arguments` is free text.
        case custom
    }

    package var id: String
    package var name: String
    /// As the model wrote it, also when it is not valid JSON. Empty means no arguments were given.
    package var arguments: String
    package var kind: Kind
    package var signature: Signature?
    package var preserved: Preserved?

    package init(
        id: String, name: String, arguments: String, kind: Kind = .function, signature: Signature? = nil,
        preserved: Preserved? = nil
    ) {
        self.id = id
        self.name = name
        self.arguments = arguments
        self.kind = kind
        self.signature = signature
        self.preserved = preserved
    }
}

/// What a tool answered, for the call with the same identifier.
package struct ToolResult: Sendable, Equatable {
    package var callID: String
    /// The function's name where the dialect carries it (Gemini does, OpenAI and Anthropic do not).
    package var name: String?
    package var content: [Part]
    package var isError: Bool
    package var preserved: Preserved?

    package init(
        callID: String, name: String? = nil, content: [Part], isError: Bool = false, preserved: Preserved? = nil
    ) {
        self.callID = callID
        self.name = name
        self.content = content
        self.isError = isError
        self.preserved = preserved
    }
}

/// A source the model names for its text.
package struct Citation: Sendable, Equatable {
    package var url: String?
    package var title: String?
    package var citedText: String?
    /// Character range in the text it belongs to, where the dialect gives one.
    package var start: Int?
    package var end: Int?
    /// The citation as its own dialect wrote it.
    package var source: Opaque?

    package init(
        url: String? = nil, title: String? = nil, citedText: String? = nil, start: Int? = nil, end: Int? = nil,
        source: Opaque? = nil
    ) {
        self.url = url
        self.title = title
        self.citedText = citedText
        self.start = start
        self.end = end
        self.source = source
    }
}

/// A prompt-cache breakpoint (Anthropic `cache_control`).
package struct CacheMarker: Sendable, Equatable {
    /// `5m` or `1h` as on the wire; nil is the provider's default.
    package var ttl: String?
    package init(ttl: String? = nil) { self.ttl = ttl }
}
