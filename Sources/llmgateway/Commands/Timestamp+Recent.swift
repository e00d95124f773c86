import Foundation
import Synchronization
import Wire

extension Timestamp {
    private static let last = Mutex<(seconds: Int, text: String)>((.min, ""))

    /// Now, remembered: most lines are of the same second as the one before.
    static func recent() -> String {
        let seconds = time(nil)
        return last.withLock { last in
            if last.seconds != seconds { last = (seconds, text(seconds)) }
            return last.text
        }
    }
}
