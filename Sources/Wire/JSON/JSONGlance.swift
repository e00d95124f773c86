import CScan
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
            // Four at a time: most strings are told from all of them by their first letter.
            var first = 0
            while first < names.count {
                let last = min(first + 4, names.count)
                guard hasNone(of: names[first..<last], bytes) else { return false }
                first = last
            }
            return true
        }
    }

    /// - Parameter names: one to four.
    private static func hasNone(of names: ArraySlice<StaticString>, _ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let base = bytes.bindMemory(to: UInt8.self).baseAddress, let name = names.first else { return true }
        func initial(_ place: Int) -> UInt8 {
            let index = names.startIndex + place
            return index < names.endIndex ? names[index].utf8Start[0] : name.utf8Start[0]
        }
        let (one, two, three, four) = (initial(0), initial(1), initial(2), initial(3))
        var at = 0
        while true {
            at = cscan_first_quoted(base, at, bytes.count, one, two, three, four)
            guard at < bytes.count else { return true }
            for name in names where isName(name, bytes, at) {
                guard isNull(bytes, at + name.utf8CodeUnitCount + 1) else { return false }
            }
        }
    }

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
