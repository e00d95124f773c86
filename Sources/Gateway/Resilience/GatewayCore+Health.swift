import Dialects
import NIOCore
import Wire

extension GatewayCore {
    /// The state of each target that has been asked, for metrics and reports.
    package var targetHealth: [HealthReport.Entry] {
        let (snapshot, now) = (snapshot, effects.monotonic())
        return snapshot.providers.flatMap { provider in
            provider.standing.entries(of: provider.id, at: now, snapshot.resilience.breaker)
        }
    }

    /// Has an operator decide over a target's breaker, whatever the calls say; `automatic` gives it back to them.
    /// - Returns: false where there is no such provider.
    package func setBreaker(_ override: CircuitBreaker.Override, provider id: String, model: String) -> Bool {
        guard let provider = snapshot.providersByID[id] else { return false }
        provider.standing.set(override, for: provider.canonicalName(of: model), at: effects.monotonic())
        return true
    }

    /// The state of each provider and its targets, as far as the key may use them.
    package func health(for principal: Principal, in snapshot: Snapshot, id: String) -> RenderedReply {
        let now = effects.monotonic()
        var isAnyAiling = false
        let providers = snapshot.providers.compactMap { provider -> JSONValue? in
            let entries = provider.standing.entries(of: provider.id, at: now, snapshot.resilience.breaker)
                .filter { principal.sees($0, in: snapshot) }
            guard principal.models == nil || !entries.isEmpty else { return nil }
            let isAiling = entries.contains { $0.stateName != "closed" && $0.stateName != "forced_closed" }
            isAnyAiling = isAnyAiling || isAiling
            var told: JSONObject = [
                "id": .string(provider.id), "status": .string(isAiling ? "degraded" : "ok"),
                "running": .int(provider.standing.running),
            ]
            if let most = provider.maxConcurrent { told["max_concurrent"] = .int(most) }
            told["targets"] = .array(entries.map { json($0, at: now, snapshot) })
            return .object(told)
        }
        let report: JSONValue = ["status": .string(isAnyAiling ? "degraded" : "ok"), "providers": .array(providers)]
        return .json(report.bytes, id: id)
    }

    private func json(_ entry: HealthReport.Entry, at now: NIODeadline, _ snapshot: Snapshot) -> JSONValue {
        var told: JSONObject = ["model": .string(entry.model), "state": .string(entry.stateName)]
        told["since"] = entry.changed.map { .int(effects.now() - Int((now - $0).nanoseconds / 1_000_000_000)) } ?? .null
        if case .open(let until) = entry.state, entry.override == .automatic {
            told["reopens_in_ms"] = left(until, now)
        }
        if let parked = entry.parked { told["parked_for_ms"] = left(parked, now) }
        told["running"] = .int(entry.running)
        let window = snapshot.resilience.breaker.window.nanoseconds / 1_000_000_000
        told["window"] = [
            "seconds": .int(Int(window)), "calls": .int(Int(entry.counts.calls)),
            "failures": .int(Int(entry.counts.failures)),
            "timeouts": .int(Int(entry.counts.timeouts)), "throttled": .int(Int(entry.counts.throttled)),
            "error_rate": rate(entry.counts.failures, entry.counts.calls),
        ]
        told["first_byte_ms"] = [
            "stream": json(entry.streams), "whole": json(entry.wholes),
        ]
        return .object(told)
    }

    private func left(_ until: NIODeadline, _ now: NIODeadline) -> JSONValue {
        .int(max(0, Int((until - now).nanoseconds / 1_000_000)))
    }

    private func json(_ times: (p50: TimeAmount?, p95: TimeAmount?)) -> JSONValue {
        func milliseconds(_ time: TimeAmount?) -> JSONValue {
            time.map { .int(Int($0.nanoseconds / 1_000_000)) } ?? .null
        }
        return ["p50": milliseconds(times.p50), "p95": milliseconds(times.p95)]
    }

    /// With three decimals; null where nothing was counted.
    private func rate(_ part: UInt32, _ whole: UInt32) -> JSONValue {
        guard whole > 0 else { return .null }
        let thousandths = min(1_000, Int(part) * 1_000 / Int(whole))
        let decimals = String(thousandths % 1_000)
        return .number("\(thousandths / 1_000)." + String(repeating: "0", count: 3 - decimals.utf8.count) + decimals)
    }
}

extension Principal {
    /// Whether a key may call the target: by its own name, or by a configured one.
    fileprivate func sees(_ entry: HealthReport.Entry, in snapshot: Snapshot) -> Bool {
        guard let patterns = models else { return true }
        func fits(_ name: String) -> Bool { patterns.contains { ModelAccess.fits($0, name) } }
        if fits("\(entry.provider)/\(entry.model)") { return true }
        return snapshot.models.contains { model in
            fits(model.name)
                && (model.targets + model.fallbacks.targets).contains { target in
                    target.provider == entry.provider
                        && snapshot.providersByID[target.provider]?.canonicalName(of: target.model) == entry.model
                }
        }
    }
}
