import Gateway
import GatewayTesting
import NIOCore
import Synchronization
import Testing

/// A clock that stands until it is told to go on.
final class SteppedClock: Sendable {
    // Ahead of the real one, so that no timer of a real loop is due.
    private let time = Mutex(NIODeadline.now() + .hours(1))

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
