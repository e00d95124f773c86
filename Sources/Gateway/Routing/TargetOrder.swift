import Dialects
package import NIOCore

/// In which order the targets of a configured model are tried, as its policy says. All stay in it: those behind the first
/// are asked when it fails.
package struct TargetOrder {
    /// What a policy may look at of a call.
    package struct Ask: Sendable {
        /// An estimate of its prompt, in tokens.
        package var input: Int
        package var isStream: Bool
        /// Seconds since 1970: some prices begin on a day.
        package var time: Int
        package var now: NIODeadline

        package init(input: Int = 0, isStream: Bool = false, time: Int = 0, now: NIODeadline = .now()) {
            self.input = input
            self.isStream = isStream
            self.time = time
            self.now = now
        }
    }

    /// What an answer is taken to be where prices are compared, in tokens: the limit a caller names is rarely reached.
    static let usualOutput = 500

    let candidates: [RouteCandidate]
    let prices: PriceBook

    /// A share of the calls by weight; those behind are drawn in the same way.
    func weighted(_ random: () -> UInt64) -> [RouteCandidate] {
        var left = shared
        var order: [RouteCandidate] = []
        while left.count > 1 {
            let sum = left.reduce(0) { $0 + max($1.weight, 0) }
            var ball = sum > 0 ? Int(random() % UInt64(sum)) : 0
            let drawn = left.firstIndex { candidate in
                ball -= max(candidate.weight, 0)
                return ball < 0
            }
            order.append(left.remove(at: drawn ?? 0))
        }
        return order + left
    }

    /// The same without a draw, for whoever asks what is likely: the largest share first.
    var byWeight: [RouteCandidate] { Self.sorted(shared) { -$0.weight } }

    private var shared: [RouteCandidate] {
        let sum = candidates.reduce(0) { $0 + max($1.weight, 0) }
        return figured { .share(max($0.weight, 0), of: sum) }
    }

    /// The one with the fewest attempts under way first; among equals the configuration's order.
    var leastBusy: [RouteCandidate] {
        ranked(.leastBusy, TargetOrder.Ask(now: .uptimeNanoseconds(0)))
    }

    /// The one whose answers began soonest of late, by the middle of the last minutes. One of which nothing is known is
    /// asked first, so that something is.
    func fastest(_ ask: Ask) -> [RouteCandidate] { ranked(.fastest, ask) }

    /// The one that costs least for a prompt of this size and a usual answer; those without a price are last.
    func cheapest(_ ask: Ask) -> [RouteCandidate] { ranked(.cheapest, ask) }

    private func ranked(_ preference: Preference, _ ask: Ask) -> [RouteCandidate] {
        Self.sorted(figured { figure(of: $0, preference, ask) }) { Self.rank($0.figure) }
    }

    /// By several things: the first counts most, and each candidate tells of that one.
    func preferred(_ preferences: [Preference], _ ask: Ask) -> [RouteCandidate] {
        guard let first = preferences.first else { return candidates }
        var order = figured { figure(of: $0, first, ask) }
        if case .name = first { order = figured { .preferred(Self.name($0.target, preferences)) } }
        // From the least to the most important one: the sort keeps equals as they stand.
        for preference in preferences.reversed() {
            let ranks = order.map { Self.rank(figure(of: $0, preference, ask)) }
            order = order.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }.map { order[$0] }
        }
        return order
    }

    private static func name(_ target: Target, _ preferences: [Preference]) -> String? {
        preferences.first { $0.fits(target) }?.text
    }

    private func figure(of candidate: RouteCandidate, _ preference: Preference, _ ask: Ask) -> RouteFigure {
        let target = candidate.target
        switch preference {
        case .cheapest:
            let usage = Usage(input: ask.input, output: Self.usualOutput)
            return .cost(
                prices.row(provider: target.provider, model: target.model, at: ask.time)?.settledCost(of: usage))
        case .fastest:
            return .firstByte(
                target.provider.standing.firstByte(
                    within: 50, of: target.model, isStream: ask.isStream, least: 1, at: ask.now))
        case .leastBusy: return .running(target.provider.standing.running(of: target.model))
        case .quality: return .quality(candidate.quality)
        case .name: return .preferred(preference.fits(target) ? preference.text : nil)
        }
    }

    /// The less the sooner.
    private static func rank(_ figure: RouteFigure?) -> Int64 {
        switch figure {
        case .cost(let cost): cost?.nanoUSD ?? .max
        case .firstByte(let time): time?.nanoseconds ?? 0
        case .running(let count): Int64(count)
        case .share(let weight, _): -Int64(weight)
        case .quality(let quality): quality.map { -Int64($0) } ?? .max
        case .preferred(let name): name == nil ? 1 : 0
        case nil: 0
        }
    }

    private func figured(_ figure: (RouteCandidate) -> RouteFigure) -> [RouteCandidate] {
        candidates.map { candidate in
            var candidate = candidate
            candidate.figure = figure(candidate)
            return candidate
        }
    }

    private static func sorted<Rank: Comparable>(
        _ candidates: [RouteCandidate], _ rank: (RouteCandidate) -> Rank
    ) -> [RouteCandidate] {
        let ranks = candidates.map(rank)
        return candidates.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }.map { candidates[$0] }
    }
}
