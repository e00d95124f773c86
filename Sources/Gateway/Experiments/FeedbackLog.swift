import Wire

/// Which calls have had their feedback: each counts once. Of the last ones all are known; older ones are too late.
package struct FeedbackLog: Sendable, Equatable {
    /// What is known of a call.
    package enum Answer: Sendable, Equatable {
        case isNew, wasGiven, isTooLate
    }

    private static let most = 16_384

    /// In order: ids of calls begin with their time.
    private var known: [UInt64] = []
    /// Of all that were forgotten, the last one.
    private var forgotten: UInt64 = 0

    package init() {}

    /// - Parameter id: `x-request-id` of a call, or of a part of one.
    package mutating func note(_ id: String) -> Answer {
        let mark = Self.mark(id)
        guard mark > forgotten else { return .isTooLate }
        var (low, high) = (0, known.count)
        while low < high {
            let middle = (low + high) / 2
            if known[middle] < mark { low = middle + 1 } else { high = middle }
        }
        if low < known.count, known[low] == mark { return .wasGiven }
        known.insert(mark, at: low)
        if known.count > Self.most { forgotten = known.removeFirst() }
        return .isNew
    }

    /// The seconds that an id begins with, in hex, and a hash of all of it (FNV-1a): parts of one comparison have the same
    /// beginning.
    private static func mark(_ id: String) -> UInt64 {
        var (seconds, hash): (UInt32, UInt32) = (0, 0x811C_9DC5)
        for (place, byte) in id.utf8.enumerated() {
            if place < 8 { seconds = seconds << 4 | UInt32(Character(UnicodeScalar(byte)).hexDigitValue ?? 0) }
            hash = (hash ^ UInt32(byte)) &* 0x0100_0193
        }
        return max(UInt64(seconds) << 32 | UInt64(hash), 1)
    }

    var json: JSONValue {
        ["forgotten": .string(hex(forgotten)), "known": .array(known.map { .string(hex($0)) })]
    }

    private func hex(_ mark: UInt64) -> String { String(mark, radix: 16) }

    /// What cannot be read is as if nothing were known.
    init(json: JSONValue?) {
        forgotten = json?["forgotten"]?.string.flatMap { UInt64($0, radix: 16) } ?? 0
        known = (json?["known"]?.array ?? []).compactMap { $0.string.flatMap { UInt64($0, radix: 16) } }.sorted()
    }
}
