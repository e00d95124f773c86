package import NIOCore
import Synchronization

/// Counts for one gateway, in its memory.
package final class InMemoryRateCounters: RateCounters {
    private let table: Mutex<RateTable>
    private let clock: @Sendable () -> NIODeadline

    /// - Parameters:
    ///   - clock: one that cannot be set.
    ///   - capacity: scopes remembered, see `RateTable`.
    package init(clock: @escaping @Sendable () -> NIODeadline, capacity: Int = 1 << 16) {
        self.clock = clock
        table = Mutex(RateTable(capacity: capacity))
    }

    /// Scopes that are remembered.
    package var count: Int { table.withLock { $0.count } }

    private var now: Int { Int(clamping: clock().uptimeNanoseconds / 1_000) }

    package func take(_ asks: [RateAsk], tokens: Int) async throws(StoreFailure) -> RateAnswer {
        taken(asks, tokens: tokens)
    }

    package func takeAtOnce(_ asks: [RateAsk], tokens: Int) -> RateAnswer? { taken(asks, tokens: tokens) }

    private func taken(_ asks: [RateAsk], tokens: Int) -> RateAnswer {
        let now = now
        switch table.withLock({ $0.take(asks, tokens: tokens, now: now) }) {
        case .taken(let holds): return .taken(Ticket(self, asks, holds, tokens))
        case .refused(let refusal): return .refused(refusal)
        }
    }

    /// Under one lock: nobody sees what is taken meanwhile.
    package func outlook(_ asks: [RateAsk], tokens: Int) async throws(StoreFailure) -> RateOutlook {
        let now = now
        return table.withLock { table in
            switch table.take(asks, tokens: tokens, now: now) {
            case .refused(let refusal): return .refused(refusal)
            case .taken(let holds):
                let standing = table.standing(asks, holds, now: now)
                table.giveBack(asks, holds, tokens: tokens, now: now)
                return .passes(standing)
            }
        }
    }

    /// Its rows are its own until it is closed.
    private final class Ticket: RateTicket {
        private let counters: InMemoryRateCounters
        private let asks: [RateAsk]
        private let holds: [RateTable.Hold]
        private let tokens: Int
        private let isClosed = Atomic(false)

        init(_ counters: InMemoryRateCounters, _ asks: [RateAsk], _ holds: [RateTable.Hold], _ tokens: Int) {
            self.counters = counters
            self.asks = asks
            self.holds = holds
            self.tokens = tokens
        }

        var standing: RateStanding {
            guard !isClosed.load(ordering: .acquiring) else { return .none }
            let now = counters.now
            return counters.table.withLock { $0.standing(asks, holds, now: now) }
        }

        func settle(tokens used: Int?, isTold: Bool) async -> RateStanding { settled(used, isTold) }

        func settleAtOnce(tokens used: Int?, isTold: Bool) -> RateStanding? { settled(used, isTold) }

        private func settled(_ used: Int?, _ isTold: Bool) -> RateStanding {
            guard !isClosed.exchange(true, ordering: .acquiringAndReleasing) else { return .none }
            let now = counters.now
            return counters.table.withLock { table in
                table.settle(asks, holds, tokens: tokens, used: used, now: now)
                // Nobody else can have come between.
                return isTold ? table.standing(asks, holds, now: now) : .none
            }
        }

        func giveBack() async {
            guard !isClosed.exchange(true, ordering: .acquiringAndReleasing) else { return }
            let now = counters.now
            counters.table.withLock { $0.giveBack(asks, holds, tokens: tokens, now: now) }
        }
    }
}
