/// A piece of the journal, and the entries in it.
///
/// An entry is a word of its size and its seal, then its bytes, padded to whole words. The seal covers where the entry
/// stands in the life of the file, so that what is left of an earlier round, or was torn, is never taken for one.
struct JournalChunk {
    private let bytes: [UInt8]
    /// Of the next entry.
    private(set) var position: UInt64
    private var offset = 0
    /// Bytes from here to the end of the file.
    private var left: Int
    private let generation: UInt64

    static let word = 8
    /// In place of a size: the round begins anew behind it.
    static let skip: UInt32 = 0xFFFF_FFFF

    /// - Parameters:
    ///   - position: of the first byte, in the life of the file.
    ///   - left: bytes from there to the end of the file.
    init(bytes: [UInt8], position: UInt64, left: Int, generation: UInt64) {
        self.bytes = bytes
        self.position = position
        self.left = left
        self.generation = generation
    }

    /// The next whole entry; nil: there is none, or it is not all here.
    mutating func next() -> ArraySlice<UInt8>? {
        guard bytes.count - offset >= Self.word else { return nil }
        let (size, seal) = bytes.withUnsafeBytes { bytes in
            (
                bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self),
                bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
            )
        }
        if size == Self.skip {
            let none = UnsafeRawBufferPointer(start: nil, count: 0)
            if seal == Self.seal(none, position, generation) { position += UInt64(left) }
            offset = bytes.count
            return nil
        }
        let whole = Self.word + Self.padded(Int(size))
        guard size > 0, whole <= bytes.count - offset else { return nil }
        let first = offset + Self.word
        let sealed = bytes.withUnsafeBytes { bytes in
            Self.seal(UnsafeRawBufferPointer(rebasing: bytes[first..<offset + whole]), position, generation)
        }
        guard sealed == seal else { return nil }
        offset += whole
        left -= whole
        position += UInt64(whole)
        return bytes[first..<first + Int(size)]
    }

    static func padded(_ size: Int) -> Int { (size + word - 1) / word * word }

    /// Tells a torn entry from a whole one; made for speed, not against forgery.
    /// - Parameter bytes: whole words.
    static func seal(_ bytes: UnsafeRawBufferPointer, _ position: UInt64, _ generation: UInt64) -> UInt32 {
        var hash = (position ^ generation) &* 0x9E37_79B9_7F4A_7C15
        var index = 0
        while index < bytes.count {
            hash = (hash ^ bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)) &* 0x9FB2_1C65_1E98_DF25
            hash ^= hash >> 29
            index += word
        }
        return UInt32(truncatingIfNeeded: hash >> 32) | 1
    }
}
