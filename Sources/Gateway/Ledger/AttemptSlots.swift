/// What is known of attempts under way, by their numbers: the hash that a dictionary makes, proof against keys chosen by
/// others, would be most of what holding an attempt costs, and these numbers are ours.
///
/// Open addressing with linear probing; at most half of the places are taken. Numbers follow one another, and many of a run
/// may last: a multiplication spreads them (D. Knuth, The Art of Computer Programming, volume 3, 6.4).
struct AttemptSlots<Value: Sendable>: Sendable {
    private struct Entry: Sendable {
        var number: AttemptNumber
        var value: Value
    }

    private var entries: [Entry?] = Array(repeating: nil, count: 64)
    /// What leaves as many bits as a place has.
    private var shift: UInt64 = 64 - 6
    private(set) var count = 0

    subscript(_ number: AttemptNumber) -> Value? { entries[place(of: number)]?.value }

    /// Puts a value in, in place of another one.
    mutating func set(_ number: AttemptNumber, _ value: Value) {
        var place = place(of: number)
        if entries[place] == nil {
            if 2 * (count + 1) > entries.count {
                grow()
                place = self.place(of: number)
            }
            count += 1
        }
        entries[place] = Entry(number: number, value: value)
    }

    mutating func remove(_ number: AttemptNumber) -> Value? {
        var gap = place(of: number)
        guard let removed = entries[gap].take() else { return nil }
        count -= 1
        // What could not have its own place because of this one moves up.
        var next = after(gap)
        while let found = entries[next]?.number {
            if (next &- home(of: found)) & mask >= (next &- gap) & mask {
                entries.swapAt(gap, next)
                gap = next
            }
            next = after(next)
        }
        return removed.value
    }

    /// In no order.
    func forEach(_ body: (AttemptNumber, Value) -> Void) {
        for case let entry? in entries { body(entry.number, entry.value) }
    }

    private var mask: Int { entries.count &- 1 }
    private func home(of number: AttemptNumber) -> Int { Int((number.value &* 0x9E37_79B9_7F4A_7C15) >> shift) }
    private func after(_ place: Int) -> Int { (place &+ 1) & mask }

    /// Where it stands, or would stand.
    private func place(of number: AttemptNumber) -> Int {
        var place = home(of: number)
        while let found = entries[place]?.number, found != number { place = after(place) }
        return place
    }

    private mutating func grow() {
        let old = entries
        entries = Array(repeating: nil, count: 2 * old.count)
        shift -= 1
        for case let entry? in old { entries[place(of: entry.number)] = entry }
    }
}
