import Dialects

/// What a caller lets a call cost at the most (`max_cost_usd`), held against what it can cost at a target.
struct CostLimit {
    let most: Money
    let row: PriceRow
    /// Tokens of input: at most one for a byte of text, and never more than the model's window.
    let input: Int
    /// What the model writes at the most; nil: not known.
    let modelsLimit: Int?

    /// The output limit to send: the caller's own, or what is affordable where the caller named none.
    ///
    /// - Returns: nil where no limit is needed: the most the model writes is affordable.
    func outputLimit(wanted: Int?, answers: Int) throws(GatewayError) -> Int? {
        let each = Money(nanoUSD: most.nanoUSD / Int64(max(answers, 1)))
        guard let affordable = row.affordableOutput(beside: input, within: each), affordable > 0 else {
            throw refusal("Raise `max_cost_usd`, send less, or choose a cheaper model.", output: wanted ?? 1, answers)
        }
        guard let wanted else { return modelsLimit.map { $0 <= affordable } == true ? nil : min(affordable, 1 << 31) }
        guard wanted <= affordable else {
            throw refusal(
                "Raise `max_cost_usd`, or set `max_tokens` to \(affordable) at the most.", output: wanted, answers)
        }
        return wanted
    }

    private func refusal(_ hint: String, output: Int, _ answers: Int) -> GatewayError {
        let each = row.ceiling(input: input, output: output).nanoUSD
        let (all, overflow) = each.multipliedReportingOverflow(by: Int64(max(answers, 1)))
        let could = Money(nanoUSD: overflow ? .max : all)
        return GatewayError(
            .budgetExceeded, "This call could cost \(could.usd) USD, more than the \(most.usd) USD it may.",
            retry: .nextTarget, hint: hint, param: "max_cost_usd")
    }
}

extension Money {
    /// From the text of a decimal number of USD, rounded down to whole nano-USD; nil if it is none, or is negative.
    package init?(usd text: String) {
        guard let price = Price(usdPerPiece: text) else { return nil }
        self.init(nanoUSD: Int64(clamping: price.attoUSD / 1_000_000_000))
    }
}
