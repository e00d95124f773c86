package import NIOCore

/// A look at text that holds JSON, without reading it as JSON.
package enum JSONGlance {
    /// Whether no member called by one of `names` (of plain ASCII, not empty) has a value other than null, at any depth.
    ///
    /// Right for every text in which these names are not written with escapes. A name inside of another string stands
    /// between escaped quotes there, so it is not taken for a member; a string value that equals a name is, and the
    /// answer is then no.
    package static func hasNone(of names: [StaticString], in text: ByteBuffer) -> Bool {
        text.withUnsafeReadableBytes { bytes in
            // One bit for each letter a name begins with: most strings are told from all names by it.
            var initials: UInt64 = 0
            for name in names { initials |= Self.bit(name.utf8Start[0]) }
            var at = 0
            while true {
                at = ByteScan.first(UInt8(ascii: "\""), bytes, at, bytes.count) + 1
                guard at < bytes.count else { return true }
                guard initials & Self.bit(bytes[at]) != 0 else { continue }
                for index in names.indices where isName(names[index], bytes, at) {
                    guard isNull(bytes, at + names[index].utf8CodeUnitCount + 1) else { return false }
                }
            }
        }
    }

    @inline(__always)
    private static func bit(_ byte: UInt8) -> UInt64 { 1 &<< UInt64(byte & 63) }

    @inline(__always)
    private static func isName(_ name: StaticString, _ bytes: UnsafeRawBufferPointer, _ start: Int) -> Bool {
        let wanted = name.utf8Start
        let count = name.utf8CodeUnitCount
        guard bytes.count &- start > count, bytes[start] == wanted[0], bytes[start &+ count] == UInt8(ascii: "\"")
        else { return false }
        var index = 1
        while index < count {
            if bytes[start &+ index] != wanted[index] { return false }
            index &+= 1
        }
        return true
    }

    /// Whether a colon and null follow.
    private static func isNull(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Bool {
        var at = start
        while at < bytes.count, bytes[at] == UInt8(ascii: " ") || bytes[at] == UInt8(ascii: ":") { at += 1 }
        guard bytes.count - at >= 4 else { return false }
        return bytes[at] == UInt8(ascii: "n") && bytes[at + 1] == UInt8(ascii: "u")
            && bytes[at + 2] == UInt8(ascii: "l") && bytes[at + 3] == UInt8(ascii: "l")
    }
}
