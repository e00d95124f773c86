/// The meters of every scope that is in use: bounded, and without a memory of what is idle.
///
/// A pure value: `now` is microseconds of a clock that never goes back. Whatever a call holds is known by the places it
/// was given, which stay its own until it lets go of them.
package struct RateTable: Sendable {
    private struct Row: Sendable {
        var scope: RateScope
        /// As they were when it was last used.
        var limits = RateLimits.none
        /// Calls at once.
        var open = 0
        var requests: RateMeter
        var tokens: TokenMeter
        var isFree = false

        init(_ scope: RateScope, at now: Int) {
            self.scope = scope
            requests = RateMeter(at: now)
            tokens = TokenMeter(at: now)
        }

        mutating func drain(until now: Int, _ limits: RateLimits) {
            self.limits = limits
            requests.drain(until: now, limits.requestsPerMinute ?? RateMeter.most)
            tokens.drain(until: now, limits.tokensPerMinute ?? RateMeter.most)
        }

        func standing(_ limits: RateLimits) -> RateStanding {
            RateStanding(
                requests: limits.requestsPerMinute.map { requests.allowance($0) },
                tokens: limits.tokensPerMinute.map { tokens.meter.allowance($0) })
        }

        /// How much would be forgotten with it, in thousandths of its limits.
        var fill: Int {
            max(requests.fill(of: limits.requestsPerMinute ?? 0), tokens.meter.fill(of: limits.tokensPerMinute ?? 0))
        }
    }

    /// What a call has taken of one scope.
    package struct Hold: Sendable, Equatable {
        /// The row, its own until it is settled.
        package var place: Int
        fileprivate var time: Int
        fileprivate var serial: TokenMeter.Serial = 0
    }

    /// What became of a call that asked.
    package enum Taking: Sendable {
        /// In the order of what was asked.
        case taken([Hold])
        case refused(RateRefusal)
    }

    /// Rows looked at for something to forget when there is no room for an address.
    private static let looks = 8

    private var rows: [Row] = []
    private var free: [Int] = []
    private var places: [RateScope: Int] = [:]
    private var hand = 0
    private let capacity: Int

    /// - Parameter capacity: rows kept; beyond it addresses with no call under way are forgotten, those first that have
    ///   used least. Keys, teams and models are not forgotten before they are idle: nobody can make them up.
    package init(capacity: Int = 1 << 16) { self.capacity = capacity }

    /// Scopes that are remembered.
    package var count: Int { places.count }

    /// All of it, or nothing.
    package mutating func take(_ asks: [RateAsk], tokens: Int, now: Int) -> Taking {
        var taken: [Hold] = []
        taken.reserveCapacity(asks.count)
        var refusal: RateRefusal?
        for ask in asks {
            let place = place(of: ask.scope, now: now)
            rows[place].drain(until: now, ask.limits)
            // From here on it cannot be forgotten.
            rows[place].open += 1
            taken.append(Hold(place: place, time: now))
            if let next = broken(ask, place, tokens: tokens) {
                // That which lasts longest is told: then the call passes.
                if refusal.map({ $0.wait ?? 0 < next.wait ?? 0 }) ?? true { refusal = next }
            }
        }
        if var refusal {
            for hold in taken { rows[hold.place].open -= 1 }
            refusal.standing = standing(asks, taken)
            return .refused(refusal)
        }
        for (index, ask) in asks.enumerated() {
            let place = taken[index].place
            if ask.limits.requestsPerMinute != nil { rows[place].requests.add(1) }
            if ask.limits.tokensPerMinute != nil {
                taken[index].serial = rows[place].tokens.take(ask.taken(of: tokens))
            }
        }
        return .taken(taken)
    }

    /// The cheapest to tell comes first, and of those that pass by themselves the longest.
    private func broken(_ ask: RateAsk, _ place: Int, tokens: Int) -> RateRefusal? {
        func refusal(_ measure: RateMeasure, _ limit: Int, _ wait: Int?) -> RateRefusal {
            RateRefusal(scope: ask.scope, measure: measure, limit: limit, wait: wait, standing: .none)
        }
        var longest: RateRefusal?
        if let limit = ask.limits.concurrent, rows[place].open > limit { longest = refusal(.concurrent, limit, nil) }
        if let limit = ask.limits.requestsPerMinute {
            let wait = rows[place].requests.wait(for: 1, limit)
            if wait > longest?.wait ?? 0 { longest = refusal(.requests, limit, wait) }
        }
        if let limit = ask.limits.tokensPerMinute {
            let wait = rows[place].tokens.meter.wait(for: ask.taken(of: tokens), limit)
            if wait > longest?.wait ?? 0 { longest = refusal(.tokens, limit, wait) }
        }
        return longest
    }

    /// Ends what `take` began.
    /// - Parameters:
    ///   - tokens: as they were given to `take`.
    ///   - used: nil: not known, the estimate stands.
    package mutating func settle(_ asks: [RateAsk], _ taken: [Hold], tokens: Int, used: Int?, now: Int) {
        for (ask, hold) in zip(asks, taken) {
            if ask.limits.tokensPerMinute != nil {
                let estimate = ask.taken(of: tokens)
                rows[hold.place].drain(until: now, ask.limits)
                rows[hold.place].tokens.settle(hold.serial, estimate, used: used ?? estimate)
            }
            rows[hold.place].open -= 1
        }
    }

    /// Undoes it.
    package mutating func giveBack(_ asks: [RateAsk], _ taken: [Hold], tokens: Int, now: Int) {
        for (ask, hold) in zip(asks, taken) {
            guard let limit = ask.limits.requestsPerMinute else { continue }
            rows[hold.place].drain(until: now, ask.limits)
            rows[hold.place].requests.giveBack(1, taken: hold.time, limit)
        }
        settle(asks, taken, tokens: tokens, used: 0, now: now)
    }

    /// What is left of all of it, at `now`.
    package mutating func standing(_ asks: [RateAsk], _ taken: [Hold], now: Int) -> RateStanding {
        for (ask, hold) in zip(asks, taken) { rows[hold.place].drain(until: now, ask.limits) }
        return standing(asks, taken)
    }

    private func standing(_ asks: [RateAsk], _ taken: [Hold]) -> RateStanding {
        var standing = RateStanding.none
        for (ask, hold) in zip(asks, taken) { standing.add(rows[hold.place].standing(ask.limits)) }
        return standing
    }

    // MARK: Rows

    private mutating func place(of scope: RateScope, now: Int) -> Int {
        if let place = places[scope] { return place }
        // Two for each that comes: so all are looked at again and again, and no sweep takes long.
        for _ in 0..<2 { forgetNext(now) }
        if places.count >= capacity { makeRoom(now) }
        let row = Row(scope, at: now)
        let place: Int
        if let spare = free.popLast() {
            place = spare
            rows[place] = row
        } else {
            place = rows.count
            rows.append(row)
        }
        places[scope] = place
        return place
    }

    /// Forgets what the hand points at, if it is idle.
    private mutating func forgetNext(_ now: Int) {
        guard !rows.isEmpty else { return }
        hand = (hand + 1) % rows.count
        guard !rows[hand].isFree, rows[hand].open == 0 else { return }
        rows[hand].drain(until: now, rows[hand].limits)
        if rows[hand].requests.isEmpty, rows[hand].tokens.meter.isEmpty { forget(hand) }
    }

    private mutating func makeRoom(_ now: Int) {
        var least: (place: Int, fill: Int)?
        for _ in 0..<Self.looks {
            hand = (hand + 1) % rows.count
            guard !rows[hand].isFree, rows[hand].open == 0, rows[hand].scope.isAddress else { continue }
            rows[hand].drain(until: now, rows[hand].limits)
            let fill = rows[hand].fill
            if fill < least?.fill ?? .max { least = (hand, fill) }
        }
        if let least { forget(least.place) }
    }

    private mutating func forget(_ place: Int) {
        places[rows[place].scope] = nil
        rows[place].isFree = true
        rows[place].scope = .gateway
        free.append(place)
    }
}
