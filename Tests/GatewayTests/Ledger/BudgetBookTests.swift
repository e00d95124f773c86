import Gateway
import Testing

/// Accounts that are opened while an attempt is under way.
struct BudgetBookTests {
    /// The day was corrected by the beginning of the month, and its account kept the whole ceiling until midnight.
    @Test func `an attempt from before its budgets is settled in each of them`() throws {
        // 2026-11-21.
        let time = 1_795_219_200 + 3_600
        var book = BudgetBook()
        let intent = AttemptIntent(
            call: "c", time: book.time(time), key: "b", model: "m", provider: "p", targetModel: "m",
            ceiling: Money(nanoUSD: 300))
        let number = AttemptNumber(1)
        #expect(book.hold(number, intent, within: []) == .held)
        let scope = BudgetScope(.key, "b")
        let names = [BudgetPeriod.total, .month, .day].map { BudgetBook.AccountName(scope, $0) }
        for name in names {
            book.beginOpening()
            let began = name.period.bounds(at: time).lowerBound
            book.finishOpening(
                name, BudgetBook.Written(began: began, spent: .zero, open: [(number, Money(nanoUSD: 300), time)]))
        }
        #expect(names.map { book.committed($0, at: time)?.nanoUSD } == [300, 300, 300])
        book.settle(number, cost: Money(nanoUSD: 20))
        #expect(names.map { book.committed($0, at: time)?.nanoUSD } == [20, 20, 20])
    }
}
