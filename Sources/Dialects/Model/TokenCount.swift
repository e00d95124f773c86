import Wire

/// Bounds of the token numbers that callers and providers write, so that sums of them never overflow.
enum TokenCount {
    /// The largest limit or budget a caller may ask for: far beyond what any model takes.
    static let largestWish = 1 << 31
    /// Answers of one request: more than any provider gives.
    static let mostAnswers = 1_000
    /// The largest count an answer may name: a longer one is no count but a fault of the provider.
    static let largestCount = 1 << 40

    /// A count as a provider said it, brought into 0…2^40.
    static func counted(_ said: Int) -> Int { min(max(said, 0), largestCount) }
}

extension JSONView {
    /// A count of tokens or of calls in an answer, within bounds.
    var tokenCount: Int? { int.map(TokenCount.counted) }
}

extension JSONMember {
    /// A count of tokens or of calls in an answer, within bounds.
    var tokenCount: Int? { int.map(TokenCount.counted) }
}

extension JSONValue {
    /// A count of tokens or of calls in an answer, within bounds.
    var tokenCount: Int? { int.map(TokenCount.counted) }
}

extension GenerationRequest {
    /// Refuses numbers no model takes. A budget of -1 leaves it to the model.
    ///
    /// - Parameters:
    ///   - limit: what the output limit is called in the caller's dialect.
    ///   - budget: what the thinking budget is called there.
    func checkTokens(limit: String, budget: String, answers: String = "n") throws(DialectError) {
        let most = TokenCount.largestWish
        if let wanted = candidateCount, !(1...TokenCount.mostAnswers).contains(wanted) {
            throw .invalid(answers, "\(answers) must be between 1 and \(TokenCount.mostAnswers), not \(wanted)")
        }
        if let wanted = maxOutputTokens, !(0...most).contains(wanted) {
            throw .invalid(limit, "\(limit) must be between 0 and \(most), not \(wanted)")
        }
        if let wanted = reasoning?.budget, !(-1...most).contains(wanted) {
            throw .invalid(budget, "\(budget) must be between -1 and \(most), not \(wanted)")
        }
    }
}
