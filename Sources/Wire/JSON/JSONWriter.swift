package import NIOCore

/// Writes compact JSON into a buffer. Commas are its own business; that braces pair and keys stand in objects only
/// is the caller's.
package struct JSONWriter: Sendable {
    package var buffer: ByteBuffer
    /// Whether a value or name written now follows another one in the same container.
    var needsComma = false

    package init() {
        self.init(buffer: ByteBuffer())
    }

    /// - Parameter capacity: what is likely to be written, in bytes.
    package init(capacity: Int) {
        self.init(buffer: ByteBuffer())
        buffer.reserveCapacity(capacity)
    }

    /// Writes on behind what the buffer holds.
    package init(buffer: ByteBuffer) {
        self.buffer = buffer
    }

    package mutating func beginObject() { begin("{") }
    package mutating func endObject() { end("}") }
    package mutating func beginArray() { begin("[") }
    package mutating func endArray() { end("]") }

    /// The name of the member whose value is written next.
    package mutating func key(_ key: String) {
        buffer.writeJSONString(key, after: comma, before: UInt8(ascii: ":"))
        needsComma = false
    }

    /// The same for a name known when compiling, of letters, digits and `_` alone: nothing in it needs an escape.
    package mutating func key(plain key: StaticString) {
        let separates = needsComma
        buffer.writeRun(atMost: key.utf8CodeUnitCount + 4) { run in
            if separates { run.put(UInt8(ascii: ",")) }
            run.put("\"")
            run.put(key)
            run.put("\":")
        }
        needsComma = false
    }

    package mutating func string(_ text: String) {
        buffer.writeJSONString(text, after: comma, before: nil)
        needsComma = true
    }

    package mutating func int(_ value: Int) {
        let separates = needsComma
        // A sign, nineteen digits, and the comma.
        buffer.writeRun(atMost: 24) { run in
            if separates { run.put(UInt8(ascii: ",")) }
            run.put(decimal: value)
        }
        needsComma = true
    }

    package mutating func bool(_ value: Bool) {
        separate()
        buffer.writeStaticString(value ? "true" : "false")
    }

    package mutating func null() {
        separate()
        buffer.writeStaticString("null")
    }

    /// A number as it stands, which must follow JSON's grammar.
    package mutating func number(text: String) {
        separate()
        buffer.writeString(text)
    }

    /// The shortest text that reads back as the same value; null for infinities and NaN, which JSON lacks.
    package mutating func double(_ value: Double) {
        separate()
        buffer.writeString(value.isFinite ? value.description : "null")
    }

    /// A whole JSON value as it stands.
    package mutating func raw(_ json: ByteBuffer) {
        separate()
        buffer.writeImmutableBuffer(json)
    }

    /// A value of another document, byte for byte.
    package mutating func value(_ view: JSONView) {
        separate()
        view.withSourceBytes { _ = buffer.writeBytes($0) }
    }

    package mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let value): bool(value)
        case .number(let text): number(text: text)
        case .string(let text): string(text)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let object):
            beginObject()
            for (key, value) in object { member(key, value) }
            endObject()
        }
    }

    private var comma: UInt8? { needsComma ? UInt8(ascii: ",") : nil }

    private mutating func separate() {
        if needsComma { buffer.writeInteger(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func begin(_ bracket: Unicode.Scalar) {
        let separates = needsComma
        buffer.writeRun(atMost: 2) { run in
            if separates { run.put(UInt8(ascii: ",")) }
            run.put(UInt8(truncatingIfNeeded: bracket.value))
        }
        needsComma = false
    }

    private mutating func end(_ bracket: Unicode.Scalar) {
        buffer.writeRun(atMost: 1) { run in run.put(UInt8(truncatingIfNeeded: bracket.value)) }
        needsComma = true
    }
}
