/// Days as people write them, in UTC.
package enum CalendarDay {
    /// `2026-12-01` of a time in seconds since 1970.
    package static func date(_ time: Int) -> String {
        let days = BudgetPeriod.days(time)
        let (year, month) = BudgetPeriod.month(of: days)
        return "\(year)-\(two(month))-\(two(days - BudgetPeriod.firstDay(year, month) + 1))"
    }

    /// `2026-12-01T13:00:00Z`.
    package static func hour(_ time: Int) -> String {
        "\(date(time))T\(two((time - BudgetPeriod.days(time) * 86_400) / 3_600)):00:00Z"
    }

    /// `2026-12-01 00:00 UTC`.
    static func text(_ time: Int) -> String { "\(date(time)) 00:00 UTC" }

    /// When a day such as `2026-12-01` begins, in seconds since 1970; nil for what is no day.
    package static func time(_ text: String) -> Int? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2], let year = Int(parts[0]),
            (1_970...9_998).contains(year),
            let month = Int(parts[1]), (1...12).contains(month), let day = Int(parts[2]), day >= 1
        else { return nil }
        let first = BudgetPeriod.firstDay(year, month)
        let next = month == 12 ? BudgetPeriod.firstDay(year + 1, 1) : BudgetPeriod.firstDay(year, month + 1)
        guard first + day - 1 < next else { return nil }
        return (first + day - 1) * 86_400
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
