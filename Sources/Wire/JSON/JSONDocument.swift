package import NIOCore

/// One JSON text, validated once (RFC 8259): UTF-8, escapes, number grammar, depth, nothing after the value.
///
/// What is accepted beyond doubt: any value at the top, duplicate member names (the last one is found), numbers of
/// any size, lone surrogate escapes (read as U+FFFD). A byte order mark is refused. Copies share one storage.
package struct JSONDocument: Sendable {
    let source: JSONSource

    /// - Parameter maxDepth: how deep arrays and objects may nest; `[]` needs 1, a bare string 0.
    package init(validating bytes: ByteBuffer, maxDepth: Int = 64) throws(JSONError) {
        source = JSONSource(
            bytes: bytes,
            tape: try bytes.withUnsafeReadableBytes { (raw) throws(JSONError) -> ContiguousArray<JSONNode> in
                let bytes = raw.bindMemory(to: UInt8.self)
                guard let base = bytes.baseAddress else { throw JSONError(offset: 0, reason: .unexpectedEnd) }
                var scanner = JSONScanner(base: base, count: bytes.count, maxDepth: maxDepth)
                try scanner.scanDocument()
                return scanner.tape
            })
    }

    package init(validating text: String, maxDepth: Int = 64) throws(JSONError) {
        try self.init(validating: ByteBuffer(string: text), maxDepth: maxDepth)
    }

    /// The text as it was given.
    package var bytes: ByteBuffer { source.bytes }
    package var root: JSONView { JSONView(source: source, index: 0) }
}

/// What a document and its views share: the text and its tape, which has at least one node.
final class JSONSource: Sendable {
    let bytes: ByteBuffer
    let tape: ContiguousArray<JSONNode>

    init(bytes: ByteBuffer, tape: ContiguousArray<JSONNode>) {
        self.bytes = bytes
        self.tape = tape
    }
}
