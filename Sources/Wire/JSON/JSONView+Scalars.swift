import NIOCore

extension JSONView {
    /// The text of a string, unescaped.
    package var string: String? {
        let node = node
        guard node.isA(.string) else { return nil }
        return source.withContent(of: node) { bytes in
            node.hasEscapes ? JSONUnescaper.text(bytes) : String(decoding: bytes, as: UTF8.self)
        }
    }

    package var bool: Bool? { source.bool(at: index) }

    /// The number as written.
    package var numberText: String? {
        let node = node
        guard node.isA(.number) else { return nil }
        return source.withBytes(of: node) { String(decoding: $0, as: UTF8.self) }
    }

    /// A number that is exactly an `Int`, also written `1.0` or `1e3`.
    package var int: Int? { source.int(at: index) }

    /// The nearest `Double`; nil beyond its range.
    package var double: Double? {
        numberText.flatMap(JSONNumber.double)
    }

    /// Whether this is a string of that text, compared after unescaping and without allocating.
    package func stringEquals(_ text: StaticString) -> Bool {
        guard text.hasPointerRepresentation else { return false }
        return textEquals(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// As `stringEquals`, for text known at run time.
    package func textEquals(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { textEquals($0) }
    }

    func textEquals(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let node = node
        guard node.isA(.string) else { return false }
        let length = Int(node.end) - Int(node.start) - 2
        guard node.hasEscapes ? length > text.count : length == text.count else { return false }
        return source.withContent(of: node) { bytes in
            node.hasEscapes ? JSONUnescaper.matches(bytes, text) : JSONBytes.equal(bytes, text)
        }
    }

    func withSourceBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        source.withBytes(of: node, body)
    }
}
