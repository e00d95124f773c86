import NIOCore

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
        let (year, month, day) = Self.civil(days)
        var text = "date: \(Self.weekdays[days % 7]), \(Self.padded(day)) \(Self.months[month - 1]) \(year) "
        text += "\(Self.padded(rest / 3_600)):\(Self.padded(rest / 60 % 60)):\(Self.padded(rest % 60)) GMT\r\n"
        line = ByteBuffer(string: text)
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Year, month and day of the `days`th day after 1 January 1970, counted in years that begin in March.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
