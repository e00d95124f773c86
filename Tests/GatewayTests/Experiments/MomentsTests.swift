import GatewayTesting
import Testing
import Wire

@testable import Gateway

struct MomentsTests {
    @Test func `mean and variance are exact where values are large and nearly equal`() {
        var moments = Moments()
        for value in [1_000_000_000_000_001, 1_000_000_000_000_002, 1_000_000_000_000_003] { moments.add(value) }
        #expect(moments.mean == 1_000_000_000_000_002)
        #expect(moments.variance == 1)
    }

    @Test func `one value and none have no variance`() {
        var moments = Moments()
        #expect(moments.mean == 0 && moments.variance == 0)
        moments.add(7)
        #expect(moments.mean == 7 && moments.variance == 0)
    }

    @Test func `sums stop at the end of their range instead of wrapping`() {
        var moments = Moments()
        for _ in 0..<20 { moments.add(.max) }
        #expect(moments.sum > 0 && moments.count < 20 && moments.variance == 0)
        var twice = moments
        for _ in 0..<10 { twice.add(moments) }
        #expect(twice.sum == .max)
    }

    @Test func `what was added apart is what was added together`() {
        let seed: UInt64 = 0x5EED_0010
        var random = SplitMix64(seed: seed)
        var (one, other, all) = (Moments(), Moments(), Moments())
        for index in 0..<1_000 {
            let value = Int(random.next() % 1_000_000_000)
            if index % 3 == 0 { one.add(value) } else { other.add(value) }
            all.add(value)
        }
        one.add(other)
        #expect(one == all, "seed \(seed)")
        #expect(Moments(json: all.json) == all, "seed \(seed)")
    }

    @Test(arguments: [
        #"{}"#, #"{"count":-1,"sum":0,"squares":"0"}"#, #"{"count":1,"sum":0,"squares":"-4"}"#,
        #"{"count":1,"sum":0,"squares":"x"}"#,
    ])
    func `what is none is not read as one`(_ text: String) throws {
        #expect(Moments(json: try .init(parsing: text)) == nil)
    }
}
