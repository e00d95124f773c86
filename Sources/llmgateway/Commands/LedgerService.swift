import Drivers
import Gateway
import Logging
import ServiceLifecycle

/// Writes the ledger's journal away into the database, and takes out what is too old to be kept.
///
/// Ends last of all services: the last calls are settled while the others end.
struct LedgerService: Service {
    let ledger: EmbeddedLedger
    let core: GatewayCore
    let logger: Logger

    /// Between two rounds. Under load they are shorter: what a round writes should keep no core for long, and lie in its
    /// cache still.
    private static let pauses = Duration.milliseconds(20)...Duration.milliseconds(250)
    private static let bytesOfRound = 192 << 10
    private static let tidyingEvery = Duration.seconds(3_600)

    func run() async throws {
        if ledger.hasLostJournal {
            logger.warning(
                """
                The file ledger.journal was missing or damaged, though the ledger had one: calls of the last process that \
                stood in it alone are counted nowhere, and budgets may be spent further than they say.
                """)
        }
        if ledger.left.lost + ledger.left.released > 0 {
            logger.warning(
                """
                The last process ended with calls under way: \(ledger.left.lost) attempts that were sent are counted at \
                the most they can have cost, \(ledger.left.released) holds were given back.
                """)
        }
        await cancelWhenGracefulShutdown {
            var pause = Self.pauses.upperBound
            var untilTidying = Duration.zero
            while !Task.isCancelled {
                try? await Task.sleep(for: pause)
                let bytes = await report { () throws(StoreFailure) in try await ledger.drain() } ?? 0
                untilTidying -= pause
                if untilTidying <= .zero {
                    await report(tidy)
                    untilTidying = Self.tidyingEvery
                }
                let wanted = pause * Self.bytesOfRound / max(bytes, 1)
                pause = min(max(wanted, Self.pauses.lowerBound), Self.pauses.upperBound)
            }
        }
        await report { () throws(StoreFailure) in try await ledger.drain() }
    }

    private func tidy() async throws(StoreFailure) {
        try await ledger.expireHolds(at: core.now)
        try await ledger.forget(attemptsBefore: core.now - core.snapshot.spending.keepsAttempts)
    }

    /// What fails is tried again at the next round: the journal holds it until then.
    @discardableResult
    private func report<Value>(_ work: () async throws(StoreFailure) -> Value) async -> Value? {
        do throws(StoreFailure) {
            return try await work()
        } catch {
            // Cut off because the process ends: the journal has it.
            guard !Task.isCancelled else { return nil }
            logger.error("The ledger could not be written: \(error.reason)")
            return nil
        }
    }
}
