import Gateway
import Synchronization

/// A credential that ends, fetched anew before it does. One that still holds is used on where renewal fails.
final class Renewed<Value: Sendable>: Sendable {
    /// What was fetched, and until when it holds in seconds since 1970; nil: for good.
    struct Loan: Sendable {
        var value: Value
        var expires: Int?
    }

    /// How long before its end a loan is renewed.
    private static var ahead: Int { 300 }

    private let loan = Mutex<Loan?>(nil)

    func value(
        at now: Int, fetch: () async throws(GatewayError) -> Loan
    ) async throws(GatewayError) -> Value {
        let held = loan.withLock { $0 }
        if let held, held.expires.map({ $0 - Self.ahead > now }) ?? true { return held.value }
        do throws(GatewayError) {
            let fetched = try await fetch()
            loan.withLock { $0 = fetched }
            return fetched.value
        } catch {
            if let held, let expires = held.expires, expires > now { return held.value }
            throw error
        }
    }
}
