import Crypto

/// Which variant a unit is given: the same for the same experiment and unit wherever it is reckoned, so that several
/// gateways agree without asking each other, and a restart changes nobody's variant.
package enum Assignment {
    /// A variant whose share grows beyond its weight.
    package struct Growth: Sendable, Equatable {
        package var variant: Int
        /// Of all calls.
        package var share: Share

        package init(variant: Int, share: Share) {
            self.variant = variant
            self.share = share
        }
    }

    /// - Parameters:
    ///   - unit: of whatever it is assigned by, such as a user's name.
    ///   - growth: whoever had the growing variant before keeps it; others are moved to it, more with each step, and go
    ///     back to where they were if it is taken back.
    package static func variant(of unit: String, in experiment: Experiment, growth: Growth? = nil) -> Int {
        let (first, second) = words(experiment.name, unit)
        let weights = experiment.variants.map { max($0.target.weight, 0) }
        let sum = weights.reduce(0, +)
        guard sum > 0 else { return growth?.variant ?? 0 }
        if let growth, weights.indices.contains(growth.variant) {
            // Of those that are elsewhere by weight as many as bring it to its share.
            let base = weights[growth.variant] * Share.wholeParts / sum
            let others = Share.wholeParts - base
            let missing = growth.share.parts - base
            if missing > 0, others > 0, Share(parts: (missing * Share.wholeParts + others - 1) / others).holds(second) {
                return growth.variant
            }
        }
        var ball = Int(first % UInt64(sum))
        for (index, weight) in weights.enumerated() {
            ball -= weight
            if ball < 0 { return index }
        }
        return 0
    }

    /// Two independent words of a unit. No name can hold the byte between the two texts.
    private static func words(_ name: String, _ unit: String) -> (UInt64, UInt64) {
        var hash = SHA256()
        hash.update(data: Array(name.utf8))
        hash.update(data: [0])
        hash.update(data: Array(unit.utf8))
        return hash.finalize().withUnsafeBytes { bytes in
            (
                bytes.loadUnaligned(as: UInt64.self).bigEndian,
                bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self).bigEndian
            )
        }
    }
}

extension Experiment {
    /// A variant's part of the calls while its share grows: by its weight it may have more already.
    func share(of variant: Int, growing share: Share) -> Share {
        let sum = max(variants.reduce(0) { $0 + max($1.target.weight, 0) }, 1)
        guard let weight = variants[safe: variant]?.target.weight else { return share }
        return max(share, Share(parts: max(weight, 0) * Share.wholeParts / sum))
    }
}
