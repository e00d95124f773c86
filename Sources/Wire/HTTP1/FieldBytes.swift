/// The bytes of a field name or value, seen in place. Valid only inside the closure that received it.
package struct FieldBytes {
    package let bytes: UnsafeRawBufferPointer

    @inline(__always)
    package init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    package var count: Int { bytes.count }
    /// In lower case; 0 where there is none.
    package var initial: UInt8 { bytes.first.map(ByteScan.lowercase) ?? 0 }

    /// The bytes as text; what is not UTF-8 is repaired.
    package var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Equality without regard to ASCII letter case.
    @inline(__always)
    package func equals(_ text: StaticString) -> Bool {
        bytes.count == text.utf8CodeUnitCount && hasPrefix(text)
    }

    /// Whether the bytes begin with `text`, without regard to ASCII letter case.
    @inline(__always)
    package func hasPrefix(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard bytes.count >= length else { return false }
        let wanted = text.utf8Start
        var index = 0
        // Most names come in small letters, as they are written here.
        while index &+ 8 <= length {
            let word = UnsafeRawPointer(wanted).loadUnaligned(fromByteOffset: index, as: UInt64.self)
            guard bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) == word else { break }
            index &+= 8
        }
        while index < length {
            let (byte, other) = (bytes[index], wanted[index])
            if byte != other, ByteScan.lowercase(byte) != ByteScan.lowercase(other) { return false }
            index &+= 1
        }
        return true
    }

    /// Equality without regard to ASCII letter case.
    @inline(__always)
    package func equals(_ other: FieldBytes) -> Bool {
        guard bytes.count == other.bytes.count else { return false }
        var index = 0
        while index < bytes.count {
            if ByteScan.lowercase(bytes[index]) != ByteScan.lowercase(other.bytes[index]) { return false }
            index &+= 1
        }
        return true
    }

    /// Visits the members of a comma-separated list, blanks around them taken off, empty ones left out.
    @inline(__always)
    func forEachMember(_ body: (FieldBytes) -> Void) {
        var start = 0
        while start < bytes.count {
            let comma = ByteScan.first(0x2C, bytes, start, bytes.count)
            let member = FieldBytes(UnsafeRawBufferPointer(rebasing: bytes[start..<comma])).trimmed
            if member.count > 0 { body(member) }
            start = comma &+ 1
        }
    }

    /// Without blanks (space, tab) at either end.
    var trimmed: FieldBytes {
        var start = 0
        var end = bytes.count
        while start < end, ByteScan.isBlank(bytes[start]) { start &+= 1 }
        while end > start, ByteScan.isBlank(bytes[end &- 1]) { end &-= 1 }
        return FieldBytes(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
    }
}
