import Gateway
import Testing

/// When budgets begin anew.
struct BudgetPeriodTests {
    /// A time, and when the day, the week and the month that hold it begin and end. Reckoned with Python's `datetime`.
    private static let rows: [(time: Int, day: Range<Int>, week: Range<Int>, month: Range<Int>)] = [
        (0, 0..<86_400, -259_200..<345_600, 0..<2_678_400),
        // 2024-02-29 23:59:59, a leap day and a Thursday.
        (1_709_251_199, 1_709_164_800..<1_709_251_200, 1_708_905_600..<1_709_510_400, 1_706_745_600..<1_709_251_200),
        // 2026-11-29 18:00:00, a Sunday.
        (1_795_975_200, 1_795_910_400..<1_795_996_800, 1_795_392_000..<1_795_996_800, 1_793_491_200..<1_796_083_200),
        // 2026-12-31 00:00:00.
        (1_798_675_200, 1_798_675_200..<1_798_761_600, 1_798_416_000..<1_799_020_800, 1_796_083_200..<1_798_761_600),
    ]

    @Test func `periods follow the calendar in UTC, weeks from Monday`() {
        for row in Self.rows {
            #expect(BudgetPeriod.day.bounds(at: row.time) == row.day)
            #expect(BudgetPeriod.week.bounds(at: row.time) == row.week)
            #expect(BudgetPeriod.month.bounds(at: row.time) == row.month)
            #expect(BudgetPeriod.total.bounds(at: row.time) == 0..<Int.max)
        }
    }

    @Test func `each period ends where the next begins`() {
        for period in BudgetPeriod.allCases where period != .total {
            var time = 0
            for _ in 0..<1_000 {
                let bounds = period.bounds(at: time)
                #expect(bounds.contains(time) && period.bounds(at: bounds.upperBound - 1) == bounds)
                #expect(period.bounds(at: bounds.upperBound).lowerBound == bounds.upperBound)
                time = bounds.upperBound
            }
        }
    }
}
