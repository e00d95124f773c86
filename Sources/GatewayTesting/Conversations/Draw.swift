package import Dialects

/// Draws conversations and answers at random, rich in all that the canonical model holds.
///
/// What is drawn is what a caller may say and a provider may answer: roles take turns, a tool's result names a call.
package struct Draw<Random: RandomNumberGenerator> {
    var random: Random
    /// Whose signatures, files and unknown members are drawn most of the time.
    let home: Dialect
    /// Whether members that no description names are drawn.
    let drawsUnknownMembers: Bool
    /// Whether arguments of tool calls may be what is no JSON.
    let drawsBrokenArguments: Bool

    package init(
        from random: Random, home: Dialect, unknownMembers: Bool = true, brokenArguments: Bool = false
    ) {
        self.random = random
        self.home = home
        drawsUnknownMembers = unknownMembers
        drawsBrokenArguments = brokenArguments
    }

    /// True once in `count` times.
    mutating func once(in count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    mutating func one<Value>(of values: [Value], else fallback: Value) -> Value {
        values.randomElement(using: &random) ?? fallback
    }

    mutating func maybe<Value>(_ count: Int = 2, _ make: (inout Draw) -> Value) -> Value? {
        once(in: count) ? make(&self) : nil
    }

    mutating func list<Value>(_ range: ClosedRange<Int>, _ make: (inout Draw, Int) -> Value) -> [Value] {
        (0..<number(range)).map { make(&self, $0) }
    }

    /// Mostly `home`, else any.
    mutating func dialect() -> Dialect { once(in: 4) ? one(of: Dialect.allCases, else: home) : home }
}
