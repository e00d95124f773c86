package import Wire

/// Members of one dialect that the canonical model has no place for.
///
/// They are written again only into the dialect they came from; elsewhere each is listed in ``Losses``.
package struct Preserved: Sendable, Equatable {
    package var dialect: Dialect
    package var members: JSONObject

    package init(dialect: Dialect, members: JSONObject) {
        self.dialect = dialect
        self.members = members
    }
}

/// A whole block (content part, tool, …) that only its own dialect understands.
package struct Opaque: Sendable, Equatable {
    package var dialect: Dialect
    /// The block's `type` (or the member that names it), for the report of losses.
    package var kind: String
    package var json: JSONValue

    package init(dialect: Dialect, kind: String, json: JSONValue) {
        self.dialect = dialect
        self.kind = kind
        self.json = json
    }
}

/// A number as the caller wrote it: `1`, `1.0` and `1e0` stay what they are.
package struct NumberText: Sendable, Equatable {
    package var text: String

    package init(_ text: String) { self.text = text }
    package init(_ value: Int) { self.text = String(value) }

    package var double: Double? { Double(text) }
    package var int: Int? { Int(text) ?? Double(text).flatMap { Int(exactly: $0) } }
}
