/// Seconds since 1970 as RFC 3339 says them.
package enum Timestamp {
    package static func text(_ seconds: Int) -> String {
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let rest = seconds - days * 86_400
        let date = CivilDate(daysSince1970: days)
        let (month, day) = (two(date.month), two(date.day))
        return "\(date.year)-\(month)-\(day)T\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// A time of RFC 3339, `2027-01-31T00:00:00Z` or with an offset such as `+01:00`, as whole seconds; nil for any other text.
    package static func seconds(_ text: String) -> Int? {
        let bytes = Array(text.utf8)
        func number(_ start: Int, _ count: Int) -> Int? {
            let digits = bytes[start..<start + count]
            guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        guard bytes.count >= 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes[10] & 0xDF == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2),
            let minute = number(14, 2), let second = number(17, 2), (1...12).contains(month), (1...31).contains(day),
            hour < 24, minute < 60, second <= 60
        else { return nil }
        // Fractions of a second count nothing.
        var end = 19
        if bytes[19] == UInt8(ascii: ".") {
            end += 1
            while end < bytes.count, (0x30...0x39).contains(bytes[end]) { end += 1 }
        }
        var offset = 0
        if end == bytes.count - 6, bytes[end + 3] == UInt8(ascii: ":"), "+-".utf8.contains(bytes[end]) {
            guard let hours = number(end + 1, 2), let minutes = number(end + 4, 2), hours < 24, minutes < 60 else {
                return nil
            }
            offset = (bytes[end] == UInt8(ascii: "-") ? -60 : 60) * (hours * 60 + minutes)
        } else {
            guard end == bytes.count - 1, bytes[end] & 0xDF == UInt8(ascii: "Z") else { return nil }
        }
        let days = CivilDate(year: year, month: month, day: day).daysSince1970
        return ((days * 24 + hour) * 60 + minute) * 60 + second - offset
    }
}
