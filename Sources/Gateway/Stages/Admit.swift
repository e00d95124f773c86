import Synchronization

/// Refuses a call before it costs anything: too many at once, in all or for its key.
package struct Admit: Stage {
    private let running: RunningCalls

    package init(_ running: RunningCalls) { self.running = running }

    package func run(_ call: GenerationCall, reply: any ReplyWriter, next: Next) async throws(GatewayError) {
        let snapshot = call.call.snapshot
        guard snapshot.limitsConcurrency else { return try await next(call, reply: reply) }
        let name = call.call.principal.name
        try running.enter(name, limit: snapshot.concurrencyByKey[name], total: snapshot.limits.concurrent)
        defer { running.leave(name) }
        try await next(call, reply: reply)
    }
}

/// How many calls run now, in all and per key.
package final class RunningCalls: Sendable {
    private struct Counts {
        var total = 0
        var byKey: [String: Int] = [:]
    }

    private let counts = Mutex(Counts())

    package init() {}

    package func enter(_ key: String, limit: Int?, total: Int?) throws(GatewayError) {
        let refusal = counts.withLock { counts -> GatewayError? in
            if let total, counts.total >= total {
                return GatewayError(
                    .overloaded, "The gateway runs as many calls as it may (\(total)).", origin: .gateway,
                    hint: "Try again, or raise `limits.concurrent`.", retryAfter: 1)
            }
            if let limit, counts.byKey[key, default: 0] >= limit {
                return GatewayError(
                    .rateLimited, "The key \"\(key)\" runs as many calls as it may (\(limit)).",
                    hint: "Wait for a running call to end, or raise the key's `limits.concurrent`.", retryAfter: 1)
            }
            counts.total += 1
            counts.byKey[key, default: 0] += 1
            return nil
        }
        if let refusal { throw refusal }
    }

    package func leave(_ key: String) {
        counts.withLock { counts in
            counts.total -= 1
            if let count = counts.byKey[key], count > 1 {
                counts.byKey[key] = count - 1
            } else {
                counts.byKey[key] = nil
            }
        }
    }

    package var total: Int { counts.withLock { $0.total } }
}
