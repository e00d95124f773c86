package import NIOCore

/// One JSON text, validated once (RFC 8259): UTF-8, escapes, number grammar, depth, nothing after the value.
///
/// What is accepted beyond doubt: any value at the top, duplicate member names (the last one is found), numbers of
/// any size, lone surrogate escapes (read as U+FFFD). A byte order mark is refused. Copies share one storage.
package struct JSONDocument: Sendable {
    let source: JSONSource

    /// - Parameter maxDepth: how deep arrays and objects may nest; `[]` needs 1, a bare string 0.
    package init(validating bytes: ByteBuffer, maxDepth: Int = 64) throws(JSONError) {
        source = try JSONSource.scanned(bytes, maxDepth: maxDepth)
    }

    package init(validating text: String, maxDepth: Int = 64) throws(JSONError) {
        try self.init(validating: ByteBuffer(string: text), maxDepth: maxDepth)
    }

    private init(source: JSONSource) { self.source = source }

    /// The text `null`.
    package static let null = JSONDocument(source: JSONSource.null)

    /// The text as it was given.
    package var bytes: ByteBuffer { source.bytes }
    package var root: JSONView { JSONView(source: source, index: 0) }

    /// Whether no string in it, be it a member's name or a value, at any depth and however escaped, is one of `names`,
    /// except as the name of a member that is null.
    package func hasNone(of names: JSONNames) -> Bool { source.hasNone(of: names) }
}
