import Gateway
import GatewayTesting
import NIOCore
import Synchronization
import Testing

/// A clock that stands until it is told to go on.
final class SteppedClock: Sendable {
    private let time = Mutex(NIODeadline.uptimeNanoseconds(3_600_000_000_000))

    var now: NIODeadline { time.withLock { $0 } }

    func advance(_ amount: TimeAmount) { time.withLock { $0 = $0 + amount } }
}

struct RateCountersTests {
    @Test func `in memory`() async throws {
        let clock = SteppedClock()
        let counters = InMemoryRateCounters(clock: { clock.now })
        let problems = try await RateCountersContract.problems(of: [counters]) {
            clock.advance(.microseconds(Int64($0)))
        }
        #expect(problems == [])
    }
}
