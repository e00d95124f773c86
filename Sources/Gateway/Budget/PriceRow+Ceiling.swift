/// What a call can cost at the most.
extension PriceRow {
    /// With the dearest class for each side, whatever the tokens turn out to be.
    package func ceiling(input: Int, output: Int, searches: Int = 0) -> Money {
        let (one, other, fixed) = dearest(searches)
        return Self.money(fixed, one, input, other, output)
    }

    /// The most tokens of output that fit beside the input; nil: not even the input fits.
    package func affordableOutput(beside input: Int, searches: Int = 0, within most: Money) -> Int? {
        let (one, other, fixed) = dearest(searches)
        let attoPerNano: Int128 = 1_000_000_000
        let (product, overflow) = Int128(input).multipliedReportingOverflow(by: one)
        let left = Int128(most.nanoUSD) * attoPerNano - fixed - (overflow ? .max / 2 : product)
        guard left >= 0 else { return nil }
        return other == 0 ? .max : Int(clamping: left / other)
    }

    /// The highest price of a token of either side, and what is paid whatever is said, in atto-USD. Over all tiers: which
    /// one holds is known afterwards.
    private func dearest(_ searches: Int) -> (input: Int128, output: Int128, fixed: Int128) {
        var (input, output): (Int128, Int128) = (0, 0)
        for prices in [classes] + tiers.map(\.classes) {
            for price in [
                prices.input, prices.cacheRead, prices.cacheReadAudio, prices.cacheWrite, prices.cacheWriteOneHour,
                prices.inputAudio, prices.inputImage, prices.cacheReadImage,
            ] { input = max(input, price?.attoUSD ?? 0) }
            for price in [prices.output, prices.reasoning, prices.outputAudio, prices.outputImage] {
                output = max(output, price?.attoUSD ?? 0)
            }
        }
        let (found, overflow) = (webSearch?.attoUSD ?? 0).multipliedReportingOverflow(by: Int128(searches))
        return (input, output, (request?.attoUSD ?? 0) + (overflow ? .max / 4 : found))
    }

    private static func money(_ fixed: Int128, _ one: Int128, _ input: Int, _ other: Int128, _ output: Int) -> Money {
        var sum = fixed
        for (price, count) in [(one, input), (other, output)] {
            let (product, overflow) = Int128(max(count, 0)).multipliedReportingOverflow(by: price)
            let (total, carried) = sum.addingReportingOverflow(overflow ? .max / 2 : product)
            sum = carried ? .max / 2 : total
        }
        let attoPerNano: Int128 = 1_000_000_000
        return Money(nanoUSD: Int64(clamping: sum / attoPerNano + (sum % attoPerNano > 0 ? 1 : 0)))
    }
}
