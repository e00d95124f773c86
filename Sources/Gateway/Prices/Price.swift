/// What one unit (a token, a request, a search) costs, exactly.
///
/// Counted in atto-USD (10⁻¹⁸ USD): USD per million tokens with up to twelve decimals is a whole number of them.
package struct Price: Sendable, Hashable {
    package let attoUSD: Int128

    package init(attoUSD: Int128) { self.attoUSD = attoUSD }

    /// From the text of a decimal number: `2.50`, `.075`, `1e-3`. nil if it is none, is negative, has more decimals
    /// than twelve, or is above a billion.
    package init?(usdPerMillionTokens text: String) {
        guard let value = Self.scaled(text, decimals: 12) else { return nil }
        attoUSD = value
    }

    /// As the other, for what is priced by the piece.
    package init?(usdPerPiece text: String) {
        guard let value = Self.scaled(text, decimals: 18) else { return nil }
        attoUSD = value
    }

    /// As a decimal number without trailing zeros.
    /// - Parameter decimals: 12 for USD per million, 18 for USD per piece.
    package func text(decimals: Int) -> String {
        var digits = String(attoUSD)
        if digits.utf8.count <= decimals {
            digits = String(repeating: "0", count: decimals + 1 - digits.utf8.count) + digits
        }
        let whole = digits.dropLast(decimals)
        var fraction = digits.suffix(decimals)
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return fraction.isEmpty ? String(whole) : "\(whole).\(fraction)"
    }

    /// `text` × 10^decimals as a whole number.
    private static func scaled(_ text: String, decimals: Int) -> Int128? {
        let parts = text.lowercased().split(separator: "e", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let mantissa = parts.first, !mantissa.isEmpty else { return nil }
        var exponent = 0
        if parts.count == 2 {
            guard let given = Int(parts[1]), abs(given) <= 30 else { return nil }
            exponent = given
        }
        let halves = mantissa.split(separator: ".", omittingEmptySubsequences: false)
        guard halves.count <= 2 else { return nil }
        let fraction = halves.count == 2 ? String(halves[1]) : ""
        var digits = String(halves[0]) + fraction
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        var shift = decimals + exponent - fraction.utf8.count
        while shift < 0, digits.hasSuffix("0") {
            digits.removeLast()
            shift += 1
        }
        if digits.isEmpty { return 0 }
        guard shift >= 0, digits.utf8.count + shift <= 36, var value = Int128(digits) else { return nil }
        for _ in 0..<shift { value *= 10 }
        return value <= highest(decimals: decimals) ? value : nil
    }

    /// A billion USD, in atto-USD: the most there is, of a price with so many decimals.
    static func highest(decimals: Int) -> Int128 {
        (0..<decimals).reduce(1_000_000_000) { limit, _ in limit * 10 }
    }
}
