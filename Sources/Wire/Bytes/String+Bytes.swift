extension String {
    /// Where in the UTF-8 text `byte` first stands; nil if it does not.
    package func firstOffset(of byte: UInt8) -> Int? {
        var text = self
        return text.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            let offset = ByteScan.first(byte, bytes, 0, bytes.count)
            return offset < bytes.count ? offset : nil
        }
    }

    /// The first `count` bytes of the UTF-8 text, which end at a character's end.
    package func firstBytes(_ count: Int) -> String { String(self[..<utf8.index(startIndex, offsetBy: count)]) }

    /// Whether it is white space alone, or nothing. Most texts begin with a letter, which says it at once.
    package var isBlank: Bool {
        if let first = utf8.first, 0x21..<0x7F ~= first { return false }
        return allSatisfy(\.isWhitespace)
    }

    /// Whether the bytes of `part`, at least one, stand somewhere in the UTF-8 text. `contains` compares characters, which
    /// costs a hundred times as much.
    package func holds(_ part: StaticString) -> Bool {
        let part = UnsafeBufferPointer(start: part.utf8Start, count: part.utf8CodeUnitCount)
        var text = self
        return text.withUTF8 { bytes in
            guard let first = part.first, bytes.count >= part.count else { return false }
            for start in 0...(bytes.count - part.count) where bytes[start] == first {
                if JSONBytes.equal(UnsafeBufferPointer(rebasing: bytes[start..<start + part.count]), part) {
                    return true
                }
            }
            return false
        }
    }
}
