/// Names that are nearly what was asked for, for "did you mean".
package enum NearestNames {
    /// Up to `count` of `candidates` within a third of the name's length in edits, nearest first.
    package static func of(_ name: String, among candidates: [String], count: Int = 3) -> [String] {
        let wanted = Array(name.lowercased().utf8.prefix(100))
        let reach = max(2, wanted.count / 3)
        var scored: [(distance: Int, name: String)] = []
        for candidate in candidates {
            let other = Array(candidate.lowercased().utf8.prefix(100))
            let tail = other.lastIndex(of: UInt8(ascii: "/")).map { Array(other[($0 + 1)...]) } ?? other
            var best = Int.max
            // A distance is at least the difference of the lengths; most of a long list is left out by that.
            for form in tail.count == other.count ? [other] : [other, tail]
            where abs(form.count - wanted.count) <= reach {
                best = min(best, distance(wanted, form))
            }
            if best <= reach { scored.append((best, candidate)) }
        }
        return scored.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(count).map(\.name)
    }

    /// Levenshtein distance in bytes.
    package static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
        var row = Array(0...right.count)
        for (line, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for (column, other) in right.enumerated() {
                let substituted = diagonal + (byte == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(substituted, row[column] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
