package import NIOCore
import Synchronization

/// Slows the guessing of keys: 20 wrong ones a minute and address, then 429 until the minute is over.
///
/// An IPv6 address counts with all others of its /64: that much is given to a home or a machine, which may send from any of
/// them. One that IPv4 is written in counts as that.
///
/// It is asked about callers whose key is not known by then, never about one whose key is. Keys and tokens that need one look
/// into memory are looked up first, so that whoever has a right one is let in whatever others behind the same address have
/// tried. A token that has not been verified before is not let so far: to verify it costs a signature, and perhaps a
/// request to its issuer, which is what somebody who sends made-up ones is after.
package final class WrongKeyLimiter: Sendable {
    /// Whom wrong keys are counted against.
    private enum Source: Hashable {
        case v4(UInt32)
        /// The first half of the address.
        case v6(UInt64)
        /// What is no address, as the name of a socket; none at all included.
        case other(String)

        init(_ address: String) {
            // A zone says by which interface it came.
            let text = address.prefix { $0 != "%" }
            switch IPAddress(String(text)) {
            case .v4(let value)?: self = .v4(value)
            case .v6(let value)? where value >> 32 == 0xFFFF: self = .v4(UInt32(truncatingIfNeeded: value))
            case .v6(let value)?: self = .v6(UInt64(value >> 64))
            case nil: self = .other(address)
            }
        }
    }

    private struct Window {
        var source: Source
        var began: NIODeadline
        var count: Int

        func isOver(_ now: NIODeadline) -> Bool { now - began >= WrongKeyLimiter.length }
        var isFull: Bool { count >= WrongKeyLimiter.limit }
    }

    /// What is remembered: windows in places that are taken in turn, so that the oldest ones give way to new ones.
    private struct Table {
        var windows: [Window] = []
        var places: [Source: Int] = [:]
        /// The place that is looked at next when a new one is wanted and none is free.
        var hand = 0
    }

    private static let limit = 20
    private static let length = TimeAmount.minutes(1)
    /// Places looked at for one whose loss matters least.
    private static let mostLooks = 16
    private let capacity: Int
    private let table = Mutex(Table())

    /// - Parameter capacity: addresses remembered, at least one. When there are more, those go first whose minute is over,
    ///   then those that have not come to the limit: who has many addresses cannot have the gateway forget whom it holds up.
    package init(capacity: Int = 10_000) { self.capacity = max(1, capacity) }

    /// Seconds this address has to wait; nil while it may try.
    package func wait(_ address: String, now: NIODeadline) -> Int? {
        let source = Source(address)
        return table.withLock { table in
            guard let place = table.places[source], table.windows[place].isFull else { return nil }
            let left = table.windows[place].began + Self.length - now
            return left > .zero ? Int((left.nanoseconds + 999_999_999) / 1_000_000_000) : nil
        }
    }

    package func noteWrongKey(_ address: String, now: NIODeadline) {
        let source = Source(address)
        table.withLock { table in
            if let place = table.places[source] {
                if table.windows[place].isOver(now) {
                    table.windows[place] = Window(source: source, began: now, count: 1)
                } else {
                    table.windows[place].count += 1
                }
                return
            }
            let window = Window(source: source, began: now, count: 1)
            guard table.windows.count >= capacity else {
                table.places[source] = table.windows.count
                table.windows.append(window)
                return
            }
            let place = Self.leastPlace(in: &table, now)
            table.places[table.windows[place].source] = nil
            table.places[source] = place
            table.windows[place] = window
        }
    }

    /// The next place whose minute is over; without one near by the next that has not come to the limit, else the next.
    private static func leastPlace(in table: inout Table, _ now: NIODeadline) -> Int {
        let count = table.windows.count
        var least: Int?
        for look in 0..<min(mostLooks, count) {
            let place = (table.hand + look) % count
            if table.windows[place].isOver(now) {
                least = place
                break
            }
            if least == nil, !table.windows[place].isFull { least = place }
        }
        let place = least ?? table.hand
        table.hand = (place + 1) % count
        return place
    }
}
