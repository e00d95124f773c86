import Gateway
import GatewayTesting
import NIOCore
import Testing

/// Ten thousand small worlds, each from one number: callers of a few keys come in bursts, wait, leave, run, fail, use more
/// or less than they were taken for, while the clock steps. Whatever happens, no limit is exceeded, every caller is told
/// once, and no place is lost.
struct LimiterSimulationTests {
    @Test(arguments: UInt64(0)..<10)
    func `whatever happens, limits hold, everyone is told once and no place is lost`(_ thousand: UInt64) {
        for seed in (thousand * 1_000)..<(thousand * 1_000 + 1_000) {
            var world = LimitedWorld(seed: seed)
            world.run()
            if !world.problems.isEmpty {
                Issue.record("seed \(seed): \(world.problems.prefix(3).joined(separator: "; "))")
                return
            }
        }
    }
}

/// Limits and a line in front of places, and everything that was ever given by them.
private struct LimitedWorld {
    private struct Caller {
        enum State { case waiting, running, told }
        var state: State
        var asks: [RateAsk]
        var taken: [RateTable.Hold]
        var tokens: Int
        /// When it came.
        var time: Int
        var deadline: NIODeadline
    }

    /// What one call that ran has had of a scope.
    private struct Given {
        var time: Int
        var tokens: Int
    }

    private var random: SplitMix64
    private var table = RateTable()
    private var line = WaitingLine()
    /// By their id, which counts from 1.
    private var callers: [Caller] = []
    private var waiting: [WaitingLine.ID] = []
    private var running: [WaitingLine.ID] = []
    private var given: [RateScope: [Given]] = [:]
    private let keys: [RateAsk]
    private let gateway: RateAsk
    private let places: Int
    private let length: Int
    /// Microseconds; the clock that is read. It may stand, and never goes back.
    private var now = 0
    private(set) var problems: [String] = []

    init(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        func limits(_ random: inout SplitMix64) -> RateLimits {
            RateLimits(
                requestsPerMinute: Bool.random(using: &random) ? Int.random(in: 1...90, using: &random) : nil,
                tokensPerMinute: Bool.random(using: &random) ? Int.random(in: 50...5_000, using: &random) : nil,
                concurrent: Bool.random(using: &random) ? Int.random(in: 1...6, using: &random) : nil)
        }
        keys = ["a", "b", "c"].map { RateAsk(.key($0), limits(&random)) }
        gateway = RateAsk(.gateway, limits(&random))
        places = Int.random(in: 1...4, using: &random)
        length = Int.random(in: 0...5, using: &random)
        self.random = random
    }

    private var time: NIODeadline { .uptimeNanoseconds(UInt64(now) * 1_000) }

    mutating func run() {
        for _ in 0..<30 { step() }
        // All that runs ends, all that waits is told.
        while let id = running.first { end(id) }
        if line.running != 0 { problems.append("\(line.running) places are lost") }
        if line.waiting != 0 { problems.append("\(line.waiting) callers wait for ever") }
        for caller in callers where caller.state != .told { problems.append("a caller was never told") }
        check()
    }

    private mutating func step() {
        switch Int.random(in: 0..<10, using: &random) {
        case 0...3: come()
        case 4, 5: if let id = running.randomElement(using: &random) { end(id) }
        case 6: if let id = waiting.randomElement(using: &random) { leave(id) }
        case 7: for _ in 0..<Int.random(in: 1...5, using: &random) { come() }
        default: now += Int.random(in: 0...(1 << Int.random(in: 8...25, using: &random)), using: &random)
        }
        timeOut()
    }

    private mutating func come() {
        let asks = [keys[Int.random(in: 0..<keys.count, using: &random)], gateway]
        let tokens = Int.random(in: 0...400, using: &random)
        guard case .taken(let taken) = table.take(asks, tokens: tokens, now: now) else { return }
        let deadline = time + .microseconds(Int64.random(in: 0...9_000_000, using: &random))
        callers.append(
            Caller(state: .waiting, asks: asks, taken: taken, tokens: tokens, time: now, deadline: deadline))
        let id = WaitingLine.ID(callers.count)
        waiting.append(id)
        let waiter = WaitingLine.Waiter(
            key: "\(asks[0].scope)", priority: CallPriority.allCases[Int.random(in: 0...2, using: &random)],
            deadline: deadline)
        switch line.enter(id, waiter, places: places, length: length) {
        case .admitted: admit(id)
        case .waits(let pushedOut): if let pushedOut { refuse(pushedOut) }
        case .full: refuse(id)
        }
    }

    private mutating func tell(_ id: WaitingLine.ID, from state: Caller.State, to next: Caller.State) -> Caller? {
        let index = Int(id) - 1
        guard callers[index].state == state else {
            problems.append("caller \(id) is told again")
            return nil
        }
        callers[index].state = next
        waiting.removeAll { $0 == id }
        running.removeAll { $0 == id }
        if next == .running { running.append(id) }
        return callers[index]
    }

    private mutating func admit(_ id: WaitingLine.ID) {
        guard let caller = tell(id, from: .waiting, to: .running) else { return }
        if running.count > places { problems.append("\(running.count) run in \(places) places") }
        for ask in caller.asks {
            guard let limit = ask.limits.concurrent else { continue }
            let count = running.count { callers[Int($0) - 1].asks.contains(ask) }
            if count > limit { problems.append("\(count) of \(ask.scope) run") }
        }
    }

    private mutating func refuse(_ id: WaitingLine.ID) {
        guard let caller = tell(id, from: .waiting, to: .told) else { return }
        table.giveBack(caller.asks, caller.taken, tokens: caller.tokens, now: now)
    }

    private mutating func leave(_ id: WaitingLine.ID) {
        if line.remove(id) { refuse(id) } else { problems.append("caller \(id) waits and is not in line") }
    }

    private mutating func end(_ id: WaitingLine.ID) {
        guard let caller = tell(id, from: .running, to: .told) else { return }
        let used = Bool.random(using: &random) ? Int.random(in: 0...caller.tokens, using: &random) : nil
        for ask in caller.asks {
            let estimate = min(caller.tokens, ask.limits.tokensPerMinute ?? 0)
            given[ask.scope, default: []].append(Given(time: caller.time, tokens: min(used ?? estimate, estimate)))
        }
        table.settle(caller.asks, caller.taken, tokens: caller.tokens, used: used, now: now)
        line.leave()
        goOn()
    }

    private mutating func goOn() {
        while let call = line.next(now: time) {
            switch call {
            case .admitted(let id): admit(id)
            case .late(let id): refuse(id)
            }
        }
    }

    private mutating func timeOut() {
        for id in waiting where callers[Int(id) - 1].deadline < time { leave(id) }
    }

    /// No stretch of time may hold more than the limit at once and what comes free meanwhile, each call counted from when
    /// it came.
    private mutating func check() {
        for ask in keys + [gateway] {
            guard ask.limits.requestsPerMinute != nil || ask.limits.tokensPerMinute != nil else { continue }
            let all = (given[ask.scope] ?? []).sorted { $0.time < $1.time }
            for first in all.indices {
                var (requests, tokens) = (0, 0)
                for later in all[first...] {
                    requests += 1
                    tokens += later.tokens
                    let span = later.time - all[first].time
                    func exceeds(_ count: Int, _ limit: Int?) -> Bool {
                        limit.map { count * RateMeter.minute > $0 * (RateMeter.minute + span) } ?? false
                    }
                    if exceeds(requests, ask.limits.requestsPerMinute) {
                        problems.append("\(requests) requests of \(ask.scope) within \(span) microseconds")
                    }
                    if exceeds(tokens, ask.limits.tokensPerMinute) {
                        problems.append("\(tokens) tokens of \(ask.scope) within \(span) microseconds")
                    }
                }
            }
        }
    }
}
