import Wire

/// Which target is a session's own.
///
/// By rendezvous hashing: session and target together make a number, and the target with the highest one is asked first,
/// the next behind it when that fails. So there is no table to be bounded, forgotten or shared: several gateways, and one
/// after a restart, send a session to the same target because they reckon the same. When a target is added or taken out,
/// only the sessions whose highest number was its own move; all others keep their warm cache.
struct StickySession {
    private let hash: StableHash

    /// - Parameter name: what tells the session from others.
    init(_ name: some Sequence<UInt8>) {
        var hash = StableHash()
        hash.add(name)
        hash.endPart()
        self.hash = hash
    }

    /// The targets in the session's own order. A target of twice the weight is the first one of twice as many sessions.
    func order(_ candidates: [RouteCandidate], weighted: Bool) -> [RouteCandidate] {
        let scores = candidates.map { score(of: $0.target, weight: weighted ? max($0.weight, 0) : 1) }
        return candidates.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }.map { candidates[$0] }
    }

    /// The less the better: an exponential draw of rate `weight`, made from the hash. Of several such draws each is the
    /// least one with a probability of its weight's share.
    private func score(of target: Target, weight: Int) -> Double {
        var hash = hash
        hash.add(target.name.utf8)
        // Never 0: half a step up.
        let drawn = (Double(hash.value >> 11) + 0.5) * 0x1p-53
        return weight > 0 ? -Self.logarithm(drawn) / Double(weight) : .infinity
    }

    /// The natural logarithm of a positive number, to about twelve digits and the same everywhere: that of libraries may
    /// differ in the last digit from one machine to the next.
    static func logarithm(_ number: Double) -> Double {
        let part = number.significand
        let ratio = (part - 1) / (part + 1)
        let square = ratio * ratio
        var (sum, power) = (0.0, ratio)
        for odd in stride(from: 1.0, through: 25.0, by: 2.0) {
            sum += power / odd
            power *= square
        }
        return 2 * sum + Double(number.exponent) * 0.693_147_180_559_945_3
    }
}
