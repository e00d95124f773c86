/// Writes into room that was found for it.
struct JournalWriter {
    private let room: UnsafeMutableRawBufferPointer
    private(set) var count = 0

    init(_ room: UnsafeMutableRawBufferPointer) { self.room = room }

    mutating func byte(_ value: UInt8) { number(value) }

    mutating func number(_ value: some FixedWidthInteger) {
        let size = MemoryLayout.size(ofValue: value)
        guard count + size <= room.count else { return }
        room.storeBytes(of: value, toByteOffset: count, as: type(of: value))
        count += size
    }

    /// - Parameter most: bytes; the rest is left out.
    mutating func text(_ text: String, _ most: Int) {
        // Without a copy of what most texts are.
        if text.utf8.withContiguousStorageIfAvailable({ bytes(UnsafeRawBufferPointer($0), most) }) != nil { return }
        var text = text
        text.withUTF8 { bytes(UnsafeRawBufferPointer($0), most) }
    }

    private mutating func bytes(_ bytes: UnsafeRawBufferPointer, _ most: Int) {
        let size = min(bytes.count, most)
        number(UInt16(size))
        guard size > 0, count + size <= room.count else { return }
        UnsafeMutableRawBufferPointer(rebasing: room[count..<count + size])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<size]))
        count += size
    }
}

/// Reads what a `JournalWriter` wrote; nil where the bytes end early.
struct JournalReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    mutating func byte() -> UInt8? { rest.popFirst() }

    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
        let size = MemoryLayout<Number>.size
        guard rest.count >= size else { return nil }
        defer { rest = rest.dropFirst(size) }
        return rest.withUnsafeBytes { $0.loadUnaligned(as: type) }
    }

    mutating func text() -> String? {
        guard let size = number(UInt16.self).map(Int.init), rest.count >= size else { return nil }
        defer { rest = rest.dropFirst(size) }
        return String(decoding: rest.prefix(size), as: UTF8.self)
    }
}
