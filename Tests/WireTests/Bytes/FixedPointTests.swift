import Testing
import Wire

struct FixedPointTests {
    @Test func `whole units stand with their decimals`() {
        #expect(FixedPoint.text(1_234, decimals: 3, trimmed: false) == "1.234")
        #expect(FixedPoint.text(7, decimals: 3, trimmed: false) == "0.007")
        #expect(FixedPoint.text(0, decimals: 0, trimmed: false) == "0")
        #expect(FixedPoint.text(10, decimals: 0, trimmed: false) == "10")
        #expect(FixedPoint.text(.max, decimals: 0, trimmed: false) == "18446744073709551615")
        #expect(FixedPoint.text(.max, decimals: 19, trimmed: false) == "1.8446744073709551615")
        #expect(FixedPoint.text(1, decimals: 19, trimmed: false) == "0.0000000000000000001")
    }

    @Test func `trimmed, no zero and no point stands at the end`() {
        #expect(FixedPoint.text(1_500_000_000, decimals: 9, trimmed: true) == "1.5")
        #expect(FixedPoint.text(12_000_000_000, decimals: 9, trimmed: true) == "12")
        #expect(FixedPoint.text(0, decimals: 9, trimmed: true) == "0")
        #expect(FixedPoint.text(123_000, decimals: 9, trimmed: true) == "0.000123")
    }

    @Test func `every number of digits is written whole`() {
        var number: UInt64 = 1
        for _ in 0..<20 {
            for near in [number &- 1, number, number &+ 1] {
                #expect(FixedPoint.text(near, decimals: 0, trimmed: false) == String(near))
            }
            number = number &* 10
        }
    }

    @Test func `what has no room is not written`() {
        withUnsafeTemporaryAllocation(byteCount: 4, alignment: 1) { out in
            #expect(FixedPoint.write(12_345, decimals: 0, trimmed: false, to: out) == nil)
            #expect(FixedPoint.write(1_234, decimals: 2, trimmed: false, to: out) == nil)
            #expect(FixedPoint.write(1_234, decimals: 0, trimmed: false, to: out) == 4)
        }
    }
}
