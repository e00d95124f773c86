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
}

extension PriceRow.Classes {
    /// In atto-USD.
    var dearestInput: Int128 {
        let prices = [
            input, cacheRead, cacheReadAudio, cacheWrite, cacheWriteOneHour, inputAudio, inputImage, cacheReadImage,
        ]
        return prices.map { $0?.attoUSD ?? 0 }.max() ?? 0
    }

    var dearestOutput: Int128 {
        [output, reasoning, outputAudio, outputImage].map { $0?.attoUSD ?? 0 }.max() ?? 0
    }
}
