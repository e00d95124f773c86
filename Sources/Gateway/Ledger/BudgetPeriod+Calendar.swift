extension BudgetPeriod {
    private static let secondsADay = 86_400

    /// When the period that holds `time` began and when the next one begins, in seconds since 1970, by the calendar in
    /// UTC. Weeks begin on Monday. All of time for `total`.
    package func bounds(at time: Int) -> Range<Int> {
        let days = Self.days(time)
        switch self {
        case .day: return days * Self.secondsADay..<(days + 1) * Self.secondsADay
        case .week:
            // The first day of 1970 was a Thursday.
            let monday = days - Self.remainder(days + 3, 7)
            return monday * Self.secondsADay..<(monday + 7) * Self.secondsADay
        case .month:
            let (year, month) = Self.month(of: days)
            let next = month == 12 ? (year + 1, 1) : (year, month + 1)
            return Self.firstDay(year, month) * Self.secondsADay..<Self.firstDay(next.0, next.1) * Self.secondsADay
        case .total: return 0..<Int.max
        }
    }

    /// Whole days since 1970.
    package static func days(_ time: Int) -> Int { (time - remainder(time, secondsADay)) / secondsADay }

    private static func remainder(_ value: Int, _ divisor: Int) -> Int {
        let rest = value % divisor
        return rest < 0 ? rest + divisor : rest
    }

    /// Year and month of a day, in the proleptic Gregorian calendar; the year is taken to begin in March, so that the
    /// day that leap years add comes last (Hinnant, "chrono-compatible low-level date algorithms").
    static func month(of days: Int) -> (year: Int, month: Int) {
        let shifted = days + 719_468
        let era = (shifted - remainder(shifted, 146_097)) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month)
    }

    /// The first of a month, in days since 1970.
    static func firstDay(_ year: Int, _ month: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted - remainder(shifted, 400)) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
