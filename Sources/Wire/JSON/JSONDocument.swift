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

    private init(source: JSONSource) { self.source = source }

    /// The text `null`.
    package static let null = JSONDocument(
        source: JSONSource(
            bytes: ByteBuffer(string: "null"), tape: [JSONNode(kind: .null, start: 0, end: 4, next: 1)]))

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

    /// The tape index of the last member's value with that name; nil if there is none, or `object` is no object.
    ///
    /// Works on the tape itself: views of each member would count references up and down for nothing. Why it is safe:
    /// the scanner has put every offset of a node within `bytes`, and for each member of an object two nodes and the
    /// way to the next within the tape.
    func lastMember(of object: Int, called name: UnsafeBufferPointer<UInt8>) -> Int? {
        guard tape[object].isObject else { return nil }
        return tape.withUnsafeBufferPointer { tape in
            bytes.withUnsafeReadableBytes { bytes in
                guard let tape = tape.baseAddress, let bytes = bytes.bindMemory(to: UInt8.self).baseAddress else {
                    return nil
                }
                var found: Int?
                var at = object + 1
                for _ in 0..<tape[object].count {
                    if Self.matches(tape[at], name, bytes) { found = at + 1 }
                    at = Int(tape[at + 1].next)
                }
                return found
            }
        }
    }

    @inline(__always)
    private static func matches(
        _ node: JSONNode, _ name: UnsafeBufferPointer<UInt8>, _ bytes: UnsafePointer<UInt8>
    ) -> Bool {
        let length = Int(node.end) &- Int(node.start) &- 2
        guard node.hasEscapes ? length > name.count : length == name.count else { return false }
        let content = UnsafeBufferPointer(start: bytes + Int(node.start) + 1, count: length)
        return node.hasEscapes ? JSONUnescaper.matches(content, name) : JSONBytes.equal(content, name)
    }
}
