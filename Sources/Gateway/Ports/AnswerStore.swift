/// Answers that callers may come back to by their id. Each is seen by its owner only.
package protocol AnswerStore: Sendable {
    /// Keeps an answer, in place of one of the same id and owner.
    func keep(_ answer: StoredAnswer, within bounds: AnswerKeeping, now: Int) async throws(GatewayError)
    func find(
        _ id: String, of owner: String, within bounds: AnswerKeeping, now: Int
    ) async throws(GatewayError)
        -> StoredAnswer?
    /// Whether somebody has an answer of this id.
    func isKept(_ id: String) async throws(GatewayError) -> Bool
    /// Keeps what has become of an answer that is still there, and returns what was kept of it before: of several who bring
    /// its end, one alone is told that it had none.
    func update(
        _ answer: StoredAnswer, within bounds: AnswerKeeping, now: Int
    ) async throws(GatewayError)
        -> StoredAnswer?
    /// Whether there was one.
    func remove(_ id: String, of owner: String) async throws(GatewayError) -> Bool
    /// Removes all that fit, and returns how many.
    func remove(where fits: @Sendable (StoredAnswer) -> Bool) async throws(GatewayError) -> Int
}

/// How many answers are kept, and for how long.
package struct AnswerKeeping: Sendable, Equatable {
    package var isOn = true
    /// Of all answers together; the oldest make room.
    package var maxBytes = 64 << 20
    /// Seconds.
    package var maxAge = 30 * 86_400

    package init() {}
}
