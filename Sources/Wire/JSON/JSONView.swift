package import NIOCore

/// A value's position in a document; never a copy of its text. Member names are strings too (`memberViews`).
package struct JSONView: Sendable {
    let source: JSONSource
    let index: Int

    var node: JSONNode { source.node(index) }

    package var kind: JSONKind { node.kind }
    package var isNull: Bool { node.isA(.null) }

    /// Byte offsets in the document, 0 at its first byte; quotes and brackets included.
    package var range: Range<Int> {
        let node = node
        return Int(node.start)..<Int(node.end)
    }

    /// The source text of this value, sharing the document's storage.
    package var raw: ByteBuffer {
        let node = node
        return source.bytes.getSlice(
            at: source.bytes.readerIndex + Int(node.start), length: Int(node.end) - Int(node.start)) ?? ByteBuffer()
    }

    /// Members of an object or elements of an array, duplicates counted; 0 for others.
    package var count: Int {
        let node = node
        return node.isObject || node.isA(.array) ? node.count : 0
    }

    /// The member of that name, compared after unescaping, by code points; the last one if there are several.
    package subscript(named key: String) -> JSONView? {
        var key = key
        return key.withUTF8 { source.lastMember(of: index, called: $0) }.map { JSONView(source: source, index: $0) }
    }

    /// The same for a name that needs no escape, known when compiling: no string is made of it. Where both forms had one
    /// name, literals would choose the other.
    package subscript(_ key: StaticString) -> JSONView? {
        guard key.hasPointerRepresentation else { return nil }
        let name = UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
        return source.lastMember(of: index, called: name).map { JSONView(source: source, index: $0) }
    }

    /// The element at a position, nil outside an array's range. Takes time in the position; iterate `elements`.
    package subscript(_ position: Int) -> JSONView? {
        guard node.isA(.array), position >= 0, position < node.count else { return nil }
        var index = index + 1
        for _ in 0..<position { index = Int(source.node(index).next) }
        return JSONView(source: source, index: index)
    }
}
