/// What a call can cost at the most.
extension PriceRow {
    /// With the dearest class for each side, whatever the tokens turn out to be.
    /// - Parameter pieces: bounded wherever the row has a price for them.
    func ceiling(input: Int, output: Int, pieces: PieceDemand = PieceDemand()) -> Money {
        let most = dearest
        let tokens = Self.sum(Self.product(input, most.input), Self.product(output, most.output))
        let sum = Self.sum(mostBesideTokens(pieces) ?? .max / 4, tokens)
        let attoPerNano: Int128 = 1_000_000_000
        return Money(nanoUSD: Int64(clamping: sum / attoPerNano + (sum % attoPerNano > 0 ? 1 : 0)))
    }

    /// The most tokens of output that fit beside the input; nil: not even the input fits.
    func affordableOutput(beside input: Int, pieces: PieceDemand = PieceDemand(), within money: Money) -> Int? {
        let most = dearest
        let attoPerNano: Int128 = 1_000_000_000
        let spent = Self.sum(mostBesideTokens(pieces) ?? .max / 4, Self.product(input, most.input))
        let left = Int128(money.nanoUSD) * attoPerNano - spent
        guard left >= 0 else { return nil }
        return most.output == 0 ? .max : Int(clamping: left / most.output)
    }

    /// Whether tokens of the request, and of the answer, cost anything.
    var billsInput: Bool { dearest.input > 0 }
    var billsOutput: Bool { dearest.output > 0 }

    /// The highest price of a token of either side, in atto-USD. Over all tiers: which one holds is known afterwards.
    private var dearest: (input: Int128, output: Int128) {
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
        return (input, output)
    }
}
