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
    private static let usualOutput = 500

    let targets: [Target]
    let weights: [Int]
    let prices: PriceBook

    /// A share of the calls by weight; those behind are drawn in the same way.
    func weighted(_ random: () -> UInt64) -> [Target] {
        var left = Array(targets.indices)
        var order: [Target] = []
        while left.count > 1 {
            let sum = left.reduce(0) { $0 + max(weights[$1], 0) }
            var ball = sum > 0 ? Int(random() % UInt64(sum)) : 0
            let drawn = left.firstIndex { index in
                ball -= max(weights[index], 0)
                return ball < 0
            }
            order.append(targets[left.remove(at: drawn ?? 0)])
        }
        return order + left.map { targets[$0] }
    }

    /// The one with the fewest attempts under way first; among equals the configuration's order.
    var leastBusy: [Target] { sorted { $0.provider.standing.running(of: $0.model) } }

    /// The one whose answers began soonest of late, by the middle of the last minutes. One of which nothing is known is
    /// asked first, so that something is.
    func fastest(_ ask: Ask) -> [Target] {
        sorted { target in
            target.provider.standing.firstByte(
                within: 50, of: target.model, isStream: ask.isStream, least: 1, at: ask.now)?.nanoseconds ?? 0
        }
    }

    /// The one that costs least for a prompt of this size and a usual answer; those without a price are last.
    func cheapest(_ ask: Ask) -> [Target] {
        let usage = Usage(input: ask.input, output: Self.usualOutput)
        return sorted { target in
            prices.row(provider: target.provider, model: target.model, at: ask.time)?.settledCost(of: usage) ?? .max
        }
    }

    private func sorted<Rank: Comparable>(_ rank: (Target) -> Rank) -> [Target] {
        let ranks = targets.map(rank)
        return targets.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }.map { targets[$0] }
    }
}
