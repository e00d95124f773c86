import NIOCore
import Wire

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The `date` line of replies (RFC 9110 §5.6.7), made once a second.
struct DateField {
    private var second = -1
    private(set) var line = ByteBuffer()

    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Brings the line up to the present.
    mutating func refresh() { refresh(at: Int(time(nil))) }

    /// `now`: seconds since 1970, not negative.
    mutating func refresh(at now: Int) {
        guard now != second else { return }
        second = now
        let days = now / 86_400
        let rest = now % 86_400
        let date = CivilDate(daysSince1970: days)
        let (weekday, month) = (Self.weekdays[days % 7], Self.months[date.month - 1])
        var text = "date: \(weekday), \(Self.padded(date.day)) \(month) \(date.year) "
        text += "\(Self.padded(rest / 3_600)):\(Self.padded(rest / 60 % 60)):\(Self.padded(rest % 60)) GMT\r\n"
        line = ByteBuffer(string: text)
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
