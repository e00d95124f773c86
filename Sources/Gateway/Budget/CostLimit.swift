import Dialects

/// What a caller lets a call cost at the most (`max_cost_usd`), held against what it can cost at a target.
struct CostLimit {
    let most: Money
    /// Those it may be billed by; at least one.
    let rows: [PriceRow]
    /// What it may use beside tokens; bounded wherever a row has a price for it.
    let pieces: PieceDemand
    /// Tokens of input: at most one for a byte of text, and never more than the model's window.
    let input: Int
    /// What the model writes at the most; nil: not known.
    let modelsLimit: Int?

    /// The output limit to send: the caller's own, or what is affordable where the caller named none.
    ///
    /// - Returns: nil where no limit is needed: the most the model writes is affordable.
    func outputLimit(wanted: Int?, answers: Int) throws(GatewayError) -> Int? {
        let each = Money(nanoUSD: most.nanoUSD / Int64(max(answers, 1)))
        let fitting = rows.map { $0.affordableOutput(beside: input, pieces: pieces, within: each) ?? 0 }
        guard let affordable = fitting.min(), affordable > 0 else {
            throw refusal("Raise `max_cost_usd`, send less, or choose a cheaper model.", output: wanted ?? 1, answers)
        }
        guard let wanted else { return affordable >= modelsLimit ?? Self.beyondAllModels ? nil : affordable }
        guard wanted <= affordable else {
            throw refusal(
                "Raise `max_cost_usd`, or set `max_tokens` to \(affordable) at the most.", output: wanted, answers)
        }
        return wanted
    }

    /// Refuses a call whose answer costs nothing, where its request costs too much.
    func checkInput() throws(GatewayError) {
        guard ceiling(output: 0, answers: 1) > most else { return }
        throw refusal("Raise `max_cost_usd`, send less, or choose a cheaper model.", output: 0, 1)
    }

    /// More than any model writes.
    private static let beyondAllModels = 1 << 20

    /// The most it can cost with so many tokens of output for each answer.
    func ceiling(output: Int, answers: Int) -> Money {
        var each = Money.zero
        for row in rows { each = max(each, row.ceiling(input: input, output: output, pieces: pieces)) }
        let (all, overflow) = each.nanoUSD.multipliedReportingOverflow(by: Int64(max(answers, 1)))
        return Money(nanoUSD: overflow ? .max : all)
    }

    private func refusal(_ hint: String, output: Int, _ answers: Int) -> GatewayError {
        let could = ceiling(output: output, answers: answers)
        let isUnbounded = input >= TokenCounting.unbounded
        return GatewayError(
            .budgetExceeded,
            isUnbounded
                ? "What this call's files, or what its tools find, cost is bounded by the model's window, which is not known."
                : "This call could cost \(could.usd) USD, more than the \(most.usd) USD it may.",
            retry: .nextTarget, hint: hint, param: "max_cost_usd")
    }
}

extension Money {
    /// Exactly; nil where the text is no amount of whole nano-USD.
    package init?(exactUSD text: String) {
        let nano: Int128 = 1_000_000_000
        guard let price = Price(usdPerPiece: text), price.attoUSD % nano == 0,
            let units = Int64(exactly: price.attoUSD / nano)
        else { return nil }
        self.init(nanoUSD: units)
    }

    /// From the text of a decimal number of USD, rounded down to whole nano-USD; nil if it is none, or is negative.
    package init?(usd text: String) {
        guard let price = Price(usdPerPiece: text) else { return nil }
        self.init(nanoUSD: Int64(clamping: price.attoUSD / 1_000_000_000))
    }
}
