import Dialects
import NIOCore
package import Wire

/// What the ledger tells: of usage, of budgets, of a call.
extension GatewayCore {
    /// - Parameter query: of an address, see `UsageQuery`.
    package func usage(_ query: [String: String]) async throws(GatewayError) -> UsageReport {
        let query = try UsageQuery(reading: query.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, now: now)
        let rows: [UsageRow]
        var whole: UsageRow?
        do throws(StoreFailure) {
            rows = try await ledger.usage(query)
            if let question = query.forWhole { whole = try await ledger.usage(question).first }
        } catch {
            throw GatewayError(error)
        }
        guard rows.count <= query.limit else {
            throw GatewayError(
                .invalidRequest, "The report has more than \(query.limit) lines.",
                hint: "Ask for less time or fewer dimensions, or raise `limit`.", param: "limit")
        }
        return UsageReport(query, rows, whole: whole)
    }

    /// Every budget of the configuration and of its keys, and what is left of it.
    /// - Parameter policies: of keys that are not in the configuration, by name.
    package func budgets(_ policies: [(name: String, policy: KeyPolicy)]) async throws(GatewayError) -> JSONValue {
        ["object": "list", "data": .array(try await budgetBalances(policies).map(\.json))]
    }

    func budgetBalances(
        _ policies: [(name: String, policy: KeyPolicy)]
    ) async throws(GatewayError) -> [BudgetBalance] {
        let snapshot = snapshot
        let keys = snapshot.auth.keys.map { ($0.name, $0.policy) } + policies
        let claims =
            snapshot.budgets.claims
            + keys.flatMap { name, policy in policy.budgets.map { BudgetClaim(BudgetScope(.key, name), $0) } }
        do throws(StoreFailure) {
            return try await ledger.balances(of: claims, at: now)
        } catch {
            throw GatewayError(error)
        }
    }

    /// What became of a call: its attempts, and what each cost. Of nobody but whose call it was.
    package func callReport(_ id: String, for principal: Principal) async throws(GatewayError) -> JSONValue {
        if let report = try await oneCallReport(id, for: principal) { return report }
        var calls: [JSONValue] = []
        for index in 0..<ComparisonRequest.counts.upperBound {
            if let report = try await oneCallReport(Comparison.id(of: index, in: id), for: principal) {
                calls.append(report)
            }
        }
        guard !calls.isEmpty else { throw Self.noCall(id) }
        return ["id": .string(id), "object": "comparison", "calls": .array(calls)]
    }

    static func noCall(_ id: String) -> GatewayError {
        GatewayError(.callNotFound, "There is no call \"\(id)\" of this key that asked a provider.", param: "id")
    }

    /// What the ledger has of a call, if it is of that key.
    func rows(ofCall id: String, for principal: Principal) async throws(GatewayError) -> [LedgerRow] {
        let rows: [LedgerRow]
        do throws(StoreFailure) {
            rows = try await ledger.attempts(ofCall: id)
        } catch {
            throw GatewayError(error)
        }
        return rows.first?.intent.key == principal.name ? rows : []
    }

    /// nil: there is none of that id.
    private func oneCallReport(_ id: String, for principal: Principal) async throws(GatewayError) -> JSONValue? {
        let rows = try await rows(ofCall: id, for: principal)
        guard let first = rows.first else { return nil }
        let isOpen = rows.contains { $0.settlement.certainty == .open }
        let isUnpriced = rows.contains { $0.settlement.certainty == .unpriced }
        let cost = rows.reduce(Money.zero) { $0 + $1.counted }
        return [
            "id": .string(id), "object": "call", "created": .int(first.intent.time),
            "model": .string(first.intent.model),
            "operation": .string(first.intent.operation.rawValue), "stream": .bool(first.intent.isStream),
            "status": isOpen ? "running" : "ended", "cost_usd": isUnpriced ? .null : .string(cost.usd),
            "attempts": .array(rows.map(\.json)),
        ]
    }
}

extension BudgetBalance {
    fileprivate var json: JSONValue {
        [
            "object": "budget", "scope": .string(claim.scope.kind.word),
            "name": claim.scope.kind == .gateway ? .null : .string(claim.scope.name),
            "per": .string(claim.budget.period.rawValue), "usd": .string(claim.budget.most.usd),
            "committed_usd": .string(committed.usd),
            "left_usd": .string(max(claim.budget.most - committed, .zero).usd),
            "renews_at": renews.map { .int($0) } ?? .null,
        ]
    }
}

extension LedgerRow {
    fileprivate var json: JSONValue {
        var members = JSONObject()
        members.append("provider", .string(intent.provider))
        members.append("model", .string(intent.targetModel))
        members.append("sent", .bool(isSent))
        members.append("status", settlement.status.map { .int($0) } ?? .null)
        members.append("error", settlement.code.map { .string($0.rawValue) } ?? .null)
        members.append("duration_ms", .int(settlement.milliseconds))
        members.append("cost", .string(settlement.certainty.word))
        members.append("cost_usd", settlement.certainty == .unpriced ? .null : .string(counted.usd))
        members.append("ceiling_usd", intent.ceiling.map { .string($0.usd) } ?? .null)
        members.append("prices", intent.rate.isEmpty ? .null : .string(intent.rate))
        if let usage = settlement.usage {
            var tokens = JSONObject()
            tokens.append("input_tokens", .int(usage.input))
            tokens.append("output_tokens", .int(usage.output))
            for (name, count) in [
                ("cache_read_tokens", usage.cacheRead), ("cache_write_tokens", usage.cacheWrite),
                ("reasoning_tokens", usage.reasoning), ("web_searches", usage.webSearches),
            ] {
                if let count { tokens.append(name, .int(count)) }
            }
            members.append("usage", .object(tokens))
        }
        return .object(members)
    }
}
