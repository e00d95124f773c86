/// A part of all calls, exact: thousandths of a percent.
package struct Share: Sendable, Hashable, Comparable {
    /// Of `wholeParts`.
    package let parts: Int

    package static let wholeParts = 100_000
    package static let none = Share(parts: 0)
    package static let whole = Share(parts: wholeParts)

    /// - Parameter parts: what is outside of 0 to `wholeParts` is cut to it.
    package init(parts: Int) { self.parts = min(max(parts, 0), Self.wholeParts) }

    /// `5%`, `0.5%`, `12.125%`, `100%`; at most three decimals. nil: not of that form, or more than all.
    package init?(percent text: String) {
        guard text.hasSuffix("%") else { return nil }
        let pieces = text.dropLast().split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(pieces.count), let whole = Self.digits(pieces[0], most: 3) else { return nil }
        var thousandths = 0
        if pieces.count == 2 {
            guard let decimals = Self.digits(pieces[1], most: 3) else { return nil }
            thousandths = decimals * [1, 100, 10, 1][pieces[1].utf8.count]
        }
        let parts = whole * 1_000 + thousandths
        guard parts <= Self.wholeParts else { return nil }
        self.init(parts: parts)
    }

    private static func digits(_ text: Substring, most: Int) -> Int? {
        guard (1...most).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }

    /// As it is read: `0.5%`.
    package var text: String {
        let (whole, rest) = parts.quotientAndRemainder(dividingBy: 1_000)
        guard rest > 0 else { return "\(whole)%" }
        var decimals = String(1_000 + rest).dropFirst()
        while decimals.hasSuffix("0") { decimals = decimals.dropLast() }
        return "\(whole).\(decimals)%"
    }

    package static func < (one: Share, other: Share) -> Bool { one.parts < other.parts }

    /// Whether a random word falls into it.
    func holds(_ word: UInt64) -> Bool { word % UInt64(Self.wholeParts) < UInt64(parts) }
}
