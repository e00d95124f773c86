import Gateway
import Synchronization

/// A credential that ends, fetched anew before it does. One that still holds is used on while it is renewed, and where
/// renewal fails.
final class Renewed<Value: Sendable>: Sendable {
    /// What was fetched, and until when it holds in seconds since 1970; nil: for good.
    struct Loan: Sendable {
        var value: Value
        var expires: Int?
    }

    private struct State {
        var loan: Loan?
        /// Before this nobody else renews.
        var renewing = 0
    }

    /// How long before its end a loan is renewed.
    private static var ahead: Int { 300 }
    /// How long others go on with what is held while one of them renews it.
    private static var patience: Int { 30 }

    private let state = Mutex(State())

    func value(
        at now: Int, fetch: () async throws(GatewayError) -> Loan
    ) async throws(GatewayError) -> Value {
        let (held, mustFetch) = state.withLock { state -> (Loan?, Bool) in
            guard let loan = state.loan else { return (nil, true) }
            guard let expires = loan.expires, expires - Self.ahead <= now else { return (loan, false) }
            // Still good for a while: one renews it, the others go on.
            if expires > now, state.renewing > now { return (loan, false) }
            state.renewing = now + Self.patience
            return (loan, true)
        }
        if !mustFetch, let held { return held.value }
        do throws(GatewayError) {
            let fetched = try await fetch()
            state.withLock { $0.loan = fetched }
            return fetched.value
        } catch {
            if let held, let expires = held.expires, expires > now { return held.value }
            throw error
        }
    }

    /// Lets go of what was refused.
    func forget() { state.withLock { $0.loan = nil } }
}

/// Until when something holds that does not say it: asked for again soon, for it may end at any time.
enum UnknownEnd {
    static func seconds(after now: Int) -> Int { now + 900 }
}
