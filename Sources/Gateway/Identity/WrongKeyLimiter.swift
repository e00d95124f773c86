package import NIOCore
import Synchronization

/// Slows the guessing of keys: 20 wrong ones a minute and address, then 429 until the minute is over.
package final class WrongKeyLimiter: Sendable {
    private struct Window {
        var began: NIODeadline
        var count: Int
    }

    private static let limit = 20
    private static let length = TimeAmount.minutes(1)
    /// Addresses remembered; when full, those whose minute is over go first, then all.
    private static let capacity = 10_000

    private let windows = Mutex<[String: Window]>([:])

    package init() {}

    /// Seconds this address has to wait; nil while it may try.
    package func wait(_ address: String, now: NIODeadline) -> Int? {
        windows.withLock { windows in
            guard let window = windows[address], window.count >= Self.limit else { return nil }
            let left = window.began + Self.length - now
            return left > .zero ? Int((left.nanoseconds + 999_999_999) / 1_000_000_000) : nil
        }
    }

    package func noteWrongKey(_ address: String, now: NIODeadline) {
        windows.withLock { windows in
            if windows.count >= Self.capacity {
                windows = windows.filter { now - $0.value.began < Self.length }
                if windows.count >= Self.capacity { windows.removeAll() }
            }
            if let window = windows[address], now - window.began < Self.length {
                windows[address] = Window(began: window.began, count: window.count + 1)
            } else {
                windows[address] = Window(began: now, count: 1)
            }
        }
    }
}
