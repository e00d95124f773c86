/// The six kinds of JSON value.
package enum JSONKind: UInt32, Sendable {
    case object, array, string, number, bool, null
}

/// One value (or member name) on the tape: 16 bytes, whatever the value's size.
///
/// Nodes lie in text order. An object is followed by name, value, name, value …; an array by its elements; `next` hops
/// over everything nested.
struct JSONNode {
    /// Offsets of the value's first byte and of the byte after its last, quotes and brackets included. While a
    /// container is being scanned, `end` holds the tape index of the container around it instead.
    var start: UInt32
    var end: UInt32
    /// The tape index after this value and all it contains.
    var next: UInt32
    /// Kind in the lowest three bits; for containers the count above them; for strings bit 3 says "has escapes".
    var bits: UInt32

    @inline(__always)
    init(bits: UInt32, start: Int, end: Int, next: Int) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
        self.next = UInt32(truncatingIfNeeded: next)
        self.bits = bits
    }

    var kind: JSONKind {
        @inline(__always) get { JSONKind(rawValue: bits & 7) ?? .null }
    }

    var isObject: Bool {
        @inline(__always) get { Self.isObject(bits) }
    }

    var hasEscapes: Bool {
        @inline(__always) get { bits & 8 != 0 }
    }

    /// Members of an object, elements of an array; meaningless for others.
    var count: Int {
        @inline(__always) get { Int(bits >> 3) }
    }

    /// The bytes between a string's quotes, in the text that begins at `text`.
    @inline(__always)
    func content(in text: UnsafePointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: text + (Int(start) &+ 1), count: Int(end) &- Int(start) &- 2)
    }

    @inline(__always)
    func isA(_ kind: JSONKind) -> Bool { bits & 7 == kind.rawValue }

    @inline(__always)
    mutating func close(end: Int, next: Int, bits: UInt32) {
        self.end = UInt32(truncatingIfNeeded: end)
        self.next = UInt32(truncatingIfNeeded: next)
        self.bits = bits
    }

    @inline(__always)
    static func bits(_ kind: JSONKind, hasEscapes: Bool = false) -> UInt32 { kind.rawValue | (hasEscapes ? 8 : 0) }

    @inline(__always)
    static func isObject(_ bits: UInt32) -> Bool { bits & 7 == JSONKind.object.rawValue }

    @inline(__always)
    static func countedOneMore(_ bits: UInt32) -> UInt32 { bits &+ 8 }
}
