package import NIOCore

/// How often a provider may be asked again: a share of its calls, and a few a second besides. When it fails for
/// everybody, repetition cannot multiply its load.
///
/// What is earned is counted in hundredths of an attempt.
package struct RetryBudget: Sendable {
    /// What calls have earned is kept up to this many attempts: a quiet hour must not pay for a storm.
    private static let mostSaved = 100
    private var earned = 0
    /// The second of which `taken` were free; the first one begins with the first attempt that is asked for.
    private var second: NIODeadline?
    private var taken = 0

    package init() {}

    /// A call's first attempt at the provider.
    package mutating func deposit(_ rules: RetryBudgetRules) {
        earned = min(earned + rules.percent, Self.mostSaved * 100)
    }

    /// Whether one more attempt of a call that the provider has been asked for before may be made; if so it is paid.
    package mutating func withdraw(at now: NIODeadline, _ rules: RetryBudgetRules) -> Bool {
        if takeFree(at: now, rules) { return true }
        guard earned >= 100 else { return false }
        earned -= 100
        return true
    }

    private mutating func takeFree(at now: NIODeadline, _ rules: RetryBudgetRules) -> Bool {
        let began = second ?? now
        let passed = max(0, (now - began).nanoseconds / 1_000_000_000)
        if second == nil || passed > 0 {
            second = began + .seconds(passed)
            taken = 0
        }
        guard taken < rules.perSecond else { return false }
        taken += 1
        return true
    }
}
