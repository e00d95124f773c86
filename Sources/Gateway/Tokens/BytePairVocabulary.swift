package import NIOCore

/// A vocabulary of byte pairs: tokens by their bytes, in the order in which they were learnt.
///
/// Its tokens lie one behind the other in one block, and are found by a table of places: hundreds of thousands of small
/// arrays would take ten times the room and the time to load.
package final class BytePairVocabulary: Sendable {
    /// Why a file is no vocabulary.
    package struct Failure: Error, Equatable {
        package var reason: String
    }

    package let encoding: BytePairEncoding
    /// The bytes of all tokens by rank, and where each begins; one more at the end.
    private let pool: [UInt8]
    private let starts: [UInt32]
    /// Rank + 1 of a token by its hash; 0: none.
    private let slots: [UInt32]
    /// Bytes of the longest token.
    let longest: Int

    /// From a file in the form of tiktoken: a token in base64, a blank and its rank on each line, ranks ascending from 0.
    /// - Parameter isWhole: whether it has to have as many tokens as the encoding has.
    package init(_ encoding: BytePairEncoding, tiktoken bytes: ByteBuffer, isWhole: Bool = true) throws(Failure) {
        var (pool, starts): ([UInt8], [UInt32]) = ([], [0])
        pool.reserveCapacity(bytes.readableBytes / 2)
        var line = 0
        for text in bytes.readableBytesView.split(separator: UInt8(ascii: "\n")) {
            line += 1
            let text = text.last == UInt8(ascii: "\r") ? text.dropLast() : text
            let parts = text.split(separator: UInt8(ascii: " "))
            guard parts.count == 2, Self.decode(parts[0], into: &pool), pool.count > Int(starts[starts.count - 1]),
                pool.count < 1 << 30
            else { throw Failure(reason: "has no token in base64 and rank on line \(line)") }
            guard Int(String(decoding: parts[1], as: UTF8.self)) == starts.count - 1 else {
                throw Failure(reason: "has another rank than \(starts.count - 1) on line \(line)")
            }
            starts.append(UInt32(pool.count))
        }
        let count = starts.count - 1
        guard !isWhole || count == encoding.size else {
            throw Failure(reason: "holds \(count) tokens, and \(encoding.rawValue) has \(encoding.size)")
        }
        self.encoding = encoding
        (slots, longest) = try Self.table(pool, starts)
        self.pool = pool
        self.starts = starts
        for byte in UInt8.min...UInt8.max {
            guard [byte].withUnsafeBufferPointer({ rank($0) }) != nil else {
                throw Failure(reason: "has no token for the byte \(byte) alone")
            }
        }
    }

    /// How many there are.
    package var count: Int { starts.count - 1 }

    /// The rank of a token; nil: these bytes are none.
    func rank(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32? {
        guard bytes.count <= longest else { return nil }
        var slot = Self.hash(bytes) & (slots.count - 1)
        while slots[slot] != 0 {
            let rank = slots[slot] - 1
            if isToken(rank, bytes) { return rank }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func isToken(_ rank: UInt32, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let (start, end) = (Int(starts[Int(rank)]), Int(starts[Int(rank) + 1]))
        guard end - start == bytes.count else { return false }
        for place in 0..<bytes.count where pool[start + place] != bytes[place] { return false }
        return true
    }

    private static func table(
        _ pool: [UInt8], _ starts: [UInt32]
    ) throws(Failure) -> (slots: [UInt32], longest: Int) {
        var size = 1_024
        while size < starts.count * 2 { size *= 2 }
        var slots = [UInt32](repeating: 0, count: size)
        var longest = 0
        var twice: Int?
        pool.withUnsafeBufferPointer { pool in
            func token(_ rank: Int) -> UnsafeBufferPointer<UInt8> {
                UnsafeBufferPointer(rebasing: pool[Int(starts[rank])..<Int(starts[rank + 1])])
            }
            for rank in 0..<starts.count - 1 {
                let bytes = token(rank)
                longest = max(longest, bytes.count)
                var slot = hash(bytes) & (size - 1)
                while slots[slot] != 0 {
                    if token(Int(slots[slot]) - 1).elementsEqual(bytes) { twice = rank }
                    slot = (slot + 1) & (size - 1)
                }
                slots[slot] = UInt32(rank) + 1
            }
        }
        if let twice { throw Failure(reason: "has the token of line \(twice + 1) twice") }
        return (slots, longest)
    }

    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        // The low bits of this hash alone are poor.
        return Int(truncatingIfNeeded: (hash ^ hash >> 32) & 0x7FFF_FFFF)
    }

    private static func decode(_ text: some Collection<UInt8>, into pool: inout [UInt8]) -> Bool {
        var (bits, count, padding): (UInt32, Int, Int) = (0, 0, 0)
        for letter in text {
            if letter == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            guard padding == 0, let value = digit(letter) else { return false }
            bits = bits << 6 | value
            count += 1
            if count % 4 == 0 {
                pool += [
                    UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8),
                    UInt8(truncatingIfNeeded: bits),
                ]
            }
        }
        switch (count % 4, padding) {
        case (0, 0): return true
        case (2, 2): pool.append(UInt8(truncatingIfNeeded: bits >> 4))
        case (3, 1): pool += [UInt8(truncatingIfNeeded: bits >> 10), UInt8(truncatingIfNeeded: bits >> 2)]
        default: return false
        }
        return true
    }

    private static func digit(_ letter: UInt8) -> UInt32? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(letter) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(letter) - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(letter) + 4
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
