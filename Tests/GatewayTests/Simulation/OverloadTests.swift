import Gateway
import GatewayTesting
import NIOCore
import Testing

/// Three times as many calls as can be served, for minutes: what is served stays as much as ever, what is not is told in
/// time, and nobody is crowded out by somebody louder.
struct OverloadTests {
    /// Twenty places, 50 ms a call: 400 calls a second at the most.
    private struct World {
        static let places = 20
        static let service = 50_000
        static let wait = 500_000
        static let length = 100

        var line = WaitingLine()
        var random: SplitMix64
        /// When each running call ends, the earliest first, and when it came.
        var running: [(end: Int, key: Int)] = []
        var came: [(key: Int, at: Int)] = []
        /// By key.
        var served: [Int: Int] = [:]
        var refused: [Int: Int] = [:]
        var longestWait = 0
        var now = 0

        init(seed: UInt64) { random = SplitMix64(seed: seed) }

        var time: NIODeadline { .uptimeNanoseconds(UInt64(now) * 1_000) }

        /// Calls of `keys` come at `rate` a second for `seconds`; a key comes as often as it stands there.
        mutating func run(rate: Int, seconds: Int, keys: [Int]) {
            let end = now + seconds * 1_000_000
            var next = now
            while next < end {
                while let first = running.first, first.end <= next { finish(first.end) }
                now = next
                come(keys.randomElement(using: &random) ?? 0)
                next += Int.random(in: 0...(2_000_000 / rate), using: &random)
            }
        }

        mutating func come(_ key: Int) {
            came.append((key, now))
            let id = WaitingLine.ID(came.count)
            let waiter = WaitingLine.Waiter(
                key: "\(key)", priority: .normal, deadline: time + .microseconds(Int64(Self.wait)))
            switch line.enter(id, waiter, places: Self.places, length: Self.length) {
            case .admitted: begin(id)
            case .waits(let other): if let other { refuse(other) }
            case .full: refuse(id)
            }
        }

        mutating func begin(_ id: WaitingLine.ID) {
            let call = came[Int(id) - 1]
            longestWait = max(longestWait, now - call.at)
            served[call.key, default: 0] += 1
            running.append((now + Self.service, call.key))
        }

        mutating func refuse(_ id: WaitingLine.ID) { refused[came[Int(id) - 1].key, default: 0] += 1 }

        mutating func finish(_ end: Int) {
            now = end
            running.removeFirst()
            line.leave()
            while let call = line.next(now: time) {
                switch call {
                case .admitted(let id): begin(id)
                case .late(let id): refuse(id)
                }
            }
        }
    }

    @Test(arguments: UInt64(0)..<3)
    func `goodput stays, and nobody waits longer than he may`(_ seed: UInt64) {
        var world = World(seed: seed)
        world.run(rate: 1_200, seconds: 20, keys: Array(0..<10))
        let served = world.served.values.reduce(0, +)
        #expect(served >= 400 * 20 * 95 / 100, "seed \(seed)")
        #expect(world.longestWait <= World.wait, "seed \(seed)")
        let told = served + world.refused.values.reduce(0, +) + world.line.waiting
        #expect(told == world.came.count, "seed \(seed)")
        // Every key has its tenth.
        for (key, count) in world.served { #expect(count >= served * 7 / 100, "seed \(seed), key \(key)") }
        // When it is over the line is empty within a second.
        world.run(rate: 200, seconds: 1, keys: [0])
        #expect(world.line.waiting == 0, "seed \(seed)")
        let before = world.refused.values.reduce(0, +)
        world.run(rate: 200, seconds: 5, keys: [0])
        #expect(world.refused.values.reduce(0, +) == before, "seed \(seed)")
    }

    @Test(arguments: UInt64(0)..<3)
    func `one key's flood costs another nothing`(_ seed: UInt64) {
        var world = World(seed: seed)
        // Of fifteen calls fourteen are the flood's: the other comes eighty times a second, a fifth of what is served.
        world.run(rate: 1_200, seconds: 20, keys: [1] + Array(repeating: 0, count: 14))
        let quiet = world.came.count { $0.key == 1 }
        #expect(world.served[1, default: 0] >= quiet - 20, "seed \(seed): \(world.served) of \(quiet)")
        #expect(world.refused[1] == nil, "seed \(seed)")
    }
}
