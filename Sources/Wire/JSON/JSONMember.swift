import NIOCore

/// A member's value, seen in place. Valid only inside the closure that received it.
package struct JSONMember {
    fileprivate let source: JSONSource
    fileprivate let index: Int
    fileprivate let node: JSONNode
    fileprivate let text: UnsafePointer<UInt8>

    package var isNull: Bool { node.isA(.null) }

    package var view: JSONView { JSONView(source: source, index: index) }

    /// A number that is exactly an `Int`, also written `1.0` or `1e3`.
    package var int: Int? {
        guard node.kind == .number else { return nil }
        let start = Int(node.start)
        return JSONNumber.int(UnsafeBufferPointer(start: text + start, count: Int(node.end) - start))
    }
}

extension JSONView {
    /// Visits the members whose names, unescaped, are in the table, in text order; none of what is not an object. The
    /// table gives each its place there.
    ///
    /// The quickest way through an object of many numbers: where text and tape lie is found once. Why it is safe: the
    /// scanner has put every offset of a node within the text, and for each member of an object two nodes and the way
    /// to the next within the tape.
    package func forEachMember(in names: JSONNames, _ body: (_ place: Int, _ member: JSONMember) -> Void) {
        let object = node
        guard object.isObject else { return }
        source.storage.withUnsafeMutablePointers { head, tape in
            head.pointee.bytes.withUnsafeReadableBytes { raw in
                guard let text = raw.bindMemory(to: UInt8.self).baseAddress else { return }
                var at = index &+ 1
                for _ in 0..<object.count {
                    let (name, value) = (tape[at], tape[at &+ 1])
                    let content = UnsafeBufferPointer(
                        start: text + Int(name.start) + 1, count: Int(name.end) &- Int(name.start) &- 2)
                    if let place = names.place(of: content, hasEscapes: name.hasEscapes) {
                        body(place, JSONMember(source: source, index: at &+ 1, node: value, text: text))
                    }
                    at = Int(value.next)
                }
            }
        }
    }
}
