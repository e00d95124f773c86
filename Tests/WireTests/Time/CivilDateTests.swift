import Testing
import Wire

struct CivilDateTests {
    @Test(arguments: [
        (0, 1970, 1, 1), (-1, 1969, 12, 31), (58, 1970, 2, 28), (59, 1970, 3, 1), (11_016, 2000, 2, 29),
        (11_017, 2000, 3, 1), (21_243, 2028, 2, 29), (47_540, 2100, 2, 28), (47_541, 2100, 3, 1),
        (-719_468, 0, 3, 1), (-719_469, 0, 2, 29),
    ])
    func `days and dates are each other's inverse`(_ days: Int, _ year: Int, _ month: Int, _ day: Int) {
        let date = CivilDate(year: year, month: month, day: day)
        #expect(CivilDate(daysSince1970: days) == date)
        #expect(date.daysSince1970 == days)
    }
}
