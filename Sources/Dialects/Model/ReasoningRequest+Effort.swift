extension ReasoningRequest {
    /// A token budget in words, by the shares usual between providers; -1 leaves it to the model.
    static func effort(ofBudget budget: Int) -> String? {
        switch budget {
        case ..<0: nil
        case 0: "none"
        case ..<4096: "low"
        case ..<16384: "medium"
        default: "high"
        }
    }
}
