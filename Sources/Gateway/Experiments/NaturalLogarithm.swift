/// Logarithm and exponential to the last few bits: what this module may import has neither.
enum NaturalLogarithm {
    private static let ofTwo = 0.693_147_180_559_945_3

    /// - Parameter value: positive and finite; anything else has the logarithm of the nearest that is.
    static func of(_ value: Double) -> Double {
        guard value > 0 else { return -Double.infinity }
        guard value.isFinite else { return value }
        var exponent = Double(value.exponent)
        var rest = value.significand
        if rest > 1.414_213_562_373_095_1 {
            rest /= 2
            exponent += 1
        }
        // ln x = 2 artanh((x − 1) / (x + 1)), whose series falls by a thirtieth a term here.
        let ratio = (rest - 1) / (rest + 1)
        let square = ratio * ratio
        var (sum, power) = (0.0, ratio)
        for odd in stride(from: 1, through: 25, by: 2) {
            sum += power / Double(odd)
            power *= square
        }
        return 2 * sum + exponent * ofTwo
    }

    /// e to the power of −`value`.
    /// - Parameter value: not negative.
    static func inverse(_ value: Double) -> Double {
        guard value < 700 else { return 0 }
        let halvings = (value / ofTwo).rounded(.down)
        let rest = halvings * ofTwo - value
        var (sum, term) = (1.0, 1.0)
        for step in 1...20 {
            term *= rest / Double(step)
            sum += term
        }
        return Double(sign: .plus, exponent: -Int(halvings), significand: sum)
    }
}
