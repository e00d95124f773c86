import GatewayTesting
import Testing

@testable import Gateway

struct AttemptSlotsTests {
    /// Numbers are near one another and come and go in any order: what one leaves behind is another's way.
    @Test(arguments: 0..<20) func `the slots hold what a dictionary holds`(_ seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        var slots = AttemptSlots<Int>()
        var wanted: [AttemptNumber: Int] = [:]
        for step in 0..<4_000 {
            // Some of them an array's length apart, so that they want the same place.
            let number = AttemptNumber(UInt64.random(in: 0..<200, using: &random) * (step % 3 == 0 ? 64 : 1))
            if Bool.random(using: &random) {
                slots.set(number, step)
                wanted[number] = step
            } else {
                #expect(slots.remove(number) == wanted.removeValue(forKey: number), "seed \(seed), step \(step)")
            }
            #expect(slots[number] == wanted[number] && slots.count == wanted.count, "seed \(seed), step \(step)")
        }
        var found: [AttemptNumber: Int] = [:]
        slots.forEach { found[$0] = $1 }
        #expect(found == wanted, "seed \(seed)")
    }
}
