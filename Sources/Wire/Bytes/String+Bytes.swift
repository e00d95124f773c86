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
}
