/// A field's name that stands in the program: a token beyond doubt, whose bytes need no counting of references.
package struct FieldName: ExpressibleByStringLiteral, Equatable, Sendable {
    package let bytes: StaticString

    package init(stringLiteral bytes: StaticString) { self.bytes = bytes }

    package var text: String { bytes.description }

    package static func == (one: FieldName, other: FieldName) -> Bool { one.text == other.text }
}
