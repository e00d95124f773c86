/// A walk over the members of an object that stops at those whose names a reader knows.
///
///     var members = JSONMemberCursor(view)
///     while let place = members.next(of: Self.names) {
///         switch Key(rawValue: place) {
///         case .count: count = members.int
///         case .details: details = members.value
///         …
///
/// It holds the document once: reading a scalar at the cursor counts no references, as views of every member would.
package struct JSONMemberCursor: Sendable {
    private let source: JSONSource
    /// The tape index of the present member's value; before the first member, of the object.
    private var index: Int
    /// The tape index of the next member's name.
    private var upcoming: Int
    private var left: Int

    /// Before the first member; what is not an object has none.
    package init(_ object: JSONView) {
        source = object.source
        index = object.index
        upcoming = index + 1
        left = object.node.isObject ? object.node.count : 0
    }

    /// Goes on to the next member whose name, unescaped, is in the table. Its place there; nil at the end.
    package mutating func next(of names: JSONNames) -> Int? {
        while left > 0 {
            left &-= 1
            let name = source.node(upcoming)
            index = upcoming &+ 1
            upcoming = Int(source.node(index).next)
            if let place = names.place(of: name, in: source) { return place }
        }
        return nil
    }

    /// The present member's value.
    package var value: JSONView { JSONView(source: source, index: index) }
    package var kind: JSONKind { source.node(index).kind }
    package var isNull: Bool { source.node(index).isA(.null) }
    package var bool: Bool? { source.bool(at: index) }
    /// A number that is exactly an `Int`, also written `1.0` or `1e3`.
    package var int: Int? { source.int(at: index) }
}
