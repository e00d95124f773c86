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

    /// A text in UTC (`Z` at its end), as whole seconds; nil for any other.
    package static func seconds(_ text: String) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"), bytes.last == UInt8(ascii: "Z") else { return nil }
        let number: (Int, Int) -> Int? = { Int(String(decoding: bytes[$0..<$0 + $1], as: UTF8.self)) }
        guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2),
            let minute = number(14, 2), let second = number(17, 2), (1...12).contains(month)
        else { return nil }
        let days = CivilDate(year: year, month: month, day: day).daysSince1970
        return ((days * 24 + hour) * 60 + minute) * 60 + second
    }
}
