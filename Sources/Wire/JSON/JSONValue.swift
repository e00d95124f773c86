package import NIOCore

/// An owned JSON value, for what must be transformed: schemas, tool arguments. Order, duplicates and number text stay
/// as they were read; `==` compares all of them.
package enum JSONValue: Sendable {
    case null
    case bool(Bool)
    /// The number as written.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    package init(_ view: JSONView) {
        switch view.kind {
        case .null: self = .null
        case .bool: self = .bool(view.bool ?? false)
        case .number: self = .number(view.numberText ?? "0")
        case .string: self = .string(view.string ?? "")
        case .array: self = .array(view.elements.map { JSONValue($0) })
        case .object: self = .object(JSONObject(view))
        }
    }

    package init(parsing text: String, maxDepth: Int = 64) throws(JSONError) {
        self.init(try JSONDocument(validating: text, maxDepth: maxDepth).root)
    }

    package init(parsing bytes: ByteBuffer, maxDepth: Int = 64) throws(JSONError) {
        self.init(try JSONDocument(validating: bytes, maxDepth: maxDepth).root)
    }

    /// Compact JSON.
    package var text: String { String(buffer: bytes) }

    /// Compact JSON.
    package var bytes: ByteBuffer {
        var writer = JSONWriter()
        writer.value(self)
        return writer.buffer
    }
}

extension JSONValue {
    package var isNull: Bool {
        if case .null = self { true } else { false }
    }

    package var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    package var array: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    package var object: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    package var numberText: String? {
        if case .number(let text) = self { text } else { nil }
    }

    /// A number that is exactly an `Int`, also written `1.0` or `1e3`.
    package var int: Int? {
        guard case .number(var text) = self else { return nil }
        return text.withUTF8 { JSONNumber.int($0) }
    }

    /// The nearest `Double`; nil beyond its range.
    package var double: Double? { numberText.flatMap(JSONNumber.double) }

    /// A member's value, nil if there is none or this is no object. Setting nil removes the member; setting anything
    /// in what is no object is without effect.
    package subscript(_ key: String) -> JSONValue? {
        get { object?[key] }
        set {
            guard case .object(var object) = self else { return }
            self = .null
            object[key] = newValue
            self = .object(object)
        }
    }
}
