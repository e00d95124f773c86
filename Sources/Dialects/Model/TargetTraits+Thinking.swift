extension TargetTraits {
    private static let scale = ["none", "minimal", "low", "medium", "high", "xhigh", "max"]

    /// The strongest effort the target takes that is not above the one wanted, else its weakest; `wanted` itself where
    /// it is taken, unknown, or the target's efforts are not known.
    func fitted(effort wanted: String) -> String {
        guard !efforts.isEmpty, !efforts.contains(wanted), let rank = Self.scale.firstIndex(of: wanted) else {
            return wanted
        }
        return efforts.last { Self.scale.firstIndex(of: $0).map { $0 < rank } ?? false } ?? efforts.first ?? wanted
    }

    /// The budget nearest to the one wanted that the target takes.
    func fitted(budget wanted: Int) -> Int {
        guard let thinkingBudget else { return wanted }
        return min(max(wanted, thinkingBudget.lowerBound), thinkingBudget.upperBound)
    }
}
