/// A meter whose takings are estimates, put right when their calls have ended.
///
/// What was not used is given back as if it had never been taken, and no more than that: what had drained meanwhile may
/// have been taken by others, and given back once more it would let through twice as much. So each taking that is open
/// knows how low the meter has been since, and no more comes back than was in it all the time.
package struct TokenMeter: Sendable {
    /// A taking, as long as it is open.
    package typealias Serial = UInt64

    private(set) var meter: RateMeter
    private var last: Serial = 0
    /// Takings that are open, the oldest first.
    private var open: [Serial] = []
    /// Of each, how low the meter was between it and the one behind it.
    private var lows: [Int] = []

    package init(at time: Int) { meter = RateMeter(at: time) }

    package mutating func drain(until now: Int, _ limit: Int) {
        meter.drain(until: now, limit)
        guard let index = lows.indices.last else { return }
        lows[index] = min(lows[index], meter.parts)
    }

    package mutating func take(_ count: Int) -> Serial {
        meter.add(count)
        last += 1
        open.append(last)
        lows.append(meter.parts)
        return last
    }

    /// Ends a taking, which was of `count`.
    package mutating func settle(_ serial: Serial, _ count: Int, used: Int) {
        guard let index = place(of: serial) else { return }
        if used < count { meter.remove(lower(from: index, by: RateMeter.parts(of: count - max(0, used)))) }
        if index > 0 { lows[index - 1] = min(lows[index - 1], lows[index]) }
        open.remove(at: index)
        lows.remove(at: index)
        if used > count { meter.add(used - count) }
    }

    /// As if so much less had been taken from there on, or as much less as there was all the time. How much that is.
    ///
    /// In one pass each over plain memory: a key may have thousands of calls open.
    private mutating func lower(from index: Int, by most: Int) -> Int {
        lows.withUnsafeMutableBufferPointer { lows in
            var less = most
            for later in index..<lows.count { less = min(less, lows[later]) }
            for later in index..<lows.count { lows[later] &-= less }
            return less
        }
    }

    private func place(of serial: Serial) -> Int? {
        var range = open.startIndex..<open.endIndex
        while let first = range.first {
            let middle = first + range.count / 2
            if open[middle] == serial { return middle }
            range = open[middle] < serial ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }
}
