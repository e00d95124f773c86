package import NIOCore

extension GatewayCore {
    /// What is measured now.
    package func metricsPage() async throws(GatewayError) -> ByteBuffer {
        var page = MetricsPage()
        page.add(.callsRunning, [], seats.running)
        page.add(.callsWaiting, [], seats.waiting)
        for entry in targetHealth { add(entry, to: &page) }
        for balance in try await budgetBalances(keys.policies) {
            let claim = balance.claim
            let labels = [
                claim.scope.kind.word, claim.scope.kind == .gateway ? "" : claim.scope.name,
                claim.budget.period.rawValue,
            ]
            page.add(.budgetLimit, labels, claim.budget.most.usd)
            page.add(.budgetCommitted, labels, balance.committed.usd)
        }
        return page.bytes
    }

    private func add(_ entry: HealthReport.Entry, to page: inout MetricsPage) {
        let target = [entry.provider, entry.model]
        let state =
            switch (entry.override, entry.state) {
            case (.open, _), (.automatic, .open): 2
            case (.automatic, .halfOpen): 1
            case (.closed, _), (.automatic, .closed): 0
            }
        page.add(.breakerState, target, state)
        page.add(.breakerForced, target, entry.override == .automatic ? 0 : 1)
        page.add(.windowCalls, target, Int(entry.counts.calls))
        page.add(.windowFailures, target, Int(entry.counts.failures))
        page.add(.windowTimeouts, target, Int(entry.counts.timeouts))
        page.add(.windowThrottled, target, Int(entry.counts.throttled))
        page.add(.attemptsRunning, target, entry.running)
        for (form, times) in [("stream", entry.streams), ("whole", entry.wholes)] {
            if let time = times.p50 { page.add(.firstByte, target + [form, "0.5"], Self.seconds(time)) }
            if let time = times.p95 { page.add(.firstByte, target + [form, "0.95"], Self.seconds(time)) }
        }
    }

    /// With six decimals.
    private static func seconds(_ time: TimeAmount) -> String {
        let microseconds = max(0, time.nanoseconds / 1_000)
        let decimals = String(microseconds % 1_000_000)
        return "\(microseconds / 1_000_000)." + String(repeating: "0", count: 6 - decimals.utf8.count) + decimals
    }
}
