package import NIOCore

/// How long answers took to begin, of the last five to ten minutes: a histogram whose buckets grow by a quarter of an
/// octave, from 0.26 ms to eighteen minutes. What it tells is too large by no more than a quarter.
package struct LatencyWindow: Sendable {
    private typealias Buckets = InlineArray<84, UInt32>

    private static let half = TimeAmount.minutes(5)
    /// 2^18 ns, the unit.
    private static let unitShift: UInt64 = 18
    private var current = Buckets(repeating: 0)
    private var before = Buckets(repeating: 0)
    private var began: NIODeadline?
    /// In both halves.
    package private(set) var count = 0
    private var countBefore = 0

    package init() {}

    package mutating func add(_ time: TimeAmount, at now: NIODeadline) {
        turn(at: now)
        current[Self.bucket(of: time)] &+= 1
        count += 1
    }

    /// The time within which this share of the answers began; nil where there were fewer than `least`.
    /// - Parameter percent: 1 to 100.
    package mutating func quantile(_ percent: Int, least: Int = 1, at now: NIODeadline) -> TimeAmount? {
        turn(at: now)
        guard count >= max(least, 1) else { return nil }
        let wanted = max(1, (count * percent + 99) / 100)
        var seen = 0
        for index in current.indices {
            seen += Int(current[index]) + Int(before[index])
            if seen >= wanted { return Self.upperBound(of: index) }
        }
        return Self.upperBound(of: current.count - 1)
    }

    private mutating func turn(at now: NIODeadline) {
        guard let began else {
            self.began = now
            return
        }
        let age = now - began
        guard age >= Self.half else { return }
        let isOld = age >= Self.half + Self.half
        before = isOld ? Buckets(repeating: 0) : current
        count = isOld ? 0 : count - countBefore
        countBefore = count
        current = Buckets(repeating: 0)
        self.began = now
    }

    /// Four buckets an octave.
    static func bucket(of time: TimeAmount) -> Int {
        let units = UInt64(max(time.nanoseconds, 0)) >> unitShift
        guard units >= 4 else { return Int(units) }
        let octave = 63 - units.leadingZeroBitCount
        return min(4 * (octave - 1) + Int(units >> UInt64(octave - 2) & 3), 83)
    }

    static func upperBound(of bucket: Int) -> TimeAmount {
        let units: UInt64
        if bucket < 4 {
            units = UInt64(bucket) + 1
        } else {
            let octave = bucket / 4 + 1
            units = (5 + UInt64(bucket % 4)) << UInt64(octave - 2)
        }
        return .nanoseconds(Int64(units << unitShift))
    }
}
