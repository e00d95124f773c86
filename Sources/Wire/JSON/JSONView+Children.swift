extension JSONView {
    /// The elements of an array; empty for others.
    package var elements: JSONElements {
        JSONElements(source: source, index: index + 1, left: node.isA(.array) ? node.count : 0)
    }

    /// Names and values of an object in text order, duplicates included; empty for others.
    package var members: JSONMembers {
        JSONMembers(views: memberViews)
    }

    /// As `members`, the names as views: to compare them without allocating, or for their ranges.
    package var memberViews: JSONMemberViews {
        JSONMemberViews(source: source, index: index + 1, left: node.isObject ? node.count : 0)
    }
}

/// The elements of an array, in text order.
package struct JSONElements: Sequence, IteratorProtocol, Sendable {
    fileprivate let source: JSONSource
    fileprivate var index: Int
    fileprivate var left: Int

    package mutating func next() -> JSONView? {
        guard left > 0 else { return nil }
        left -= 1
        defer { index = Int(source.node(index).next) }
        return JSONView(source: source, index: index)
    }
}

/// The members of an object, in text order, their names as views.
package struct JSONMemberViews: Sequence, IteratorProtocol, Sendable {
    fileprivate let source: JSONSource
    fileprivate var index: Int
    fileprivate var left: Int

    package mutating func next() -> (key: JSONView, value: JSONView)? {
        guard left > 0 else { return nil }
        left -= 1
        defer { index = Int(source.node(index + 1).next) }
        return (JSONView(source: source, index: index), JSONView(source: source, index: index + 1))
    }
}

/// The members of an object, in text order, their names unescaped.
package struct JSONMembers: Sequence, IteratorProtocol, Sendable {
    fileprivate var views: JSONMemberViews

    package mutating func next() -> (key: String, value: JSONView)? {
        guard let (key, value) = views.next() else { return nil }
        return (key.string ?? "", value)
    }
}
