import Dialects
import GatewayTesting
import Testing
import Wire

/// What every codec holds for answers, whatever they say.
@Suite struct `Laws of answers` {
    static let seeds: ClosedRange<UInt64> = 1...80

    private func answer(_ seed: UInt64, _ dialect: Dialect, broken: Bool = false) -> GenerationResponse {
        var draw = Draw(from: SplitMix64(seed: seed), home: dialect, brokenArguments: broken)
        return draw.answer()
    }

    @Test(arguments: Dialect.allCases)
    func `an encoder's answer is read by its own decoder, and is the same from then on`(_ dialect: Dialect) throws {
        let law = Law(dialect: dialect)
        for seed in Self.seeds {
            let once = try law.written(answer(seed, dialect, broken: true))
            let known = try law.answer(once)
            let again = try law.written(known)
            #expect(again.losses.isEmpty, "seed \(seed): \(again.losses.entries)")
            let second = try law.answer(again)
            let isSame = second == known
            #expect(isSame, "seed \(seed): \(difference(known, second))")
        }
    }

    @Test(arguments: Dialect.allCases)
    func `a stream folds into what the whole answer says`(_ dialect: Dialect) throws {
        let law = Law(dialect: dialect)
        for seed in Self.seeds {
            let drawn = answer(seed, dialect)
            let whole = try law.answer(try law.written(drawn))
            // As another dialect's answer, and as one of this dialect: but Gemini's keeps its sources in what streams
            // have no event for.
            for told in dialect == .geminiGenerate ? [drawn] : [drawn, whole] {
                let stream = law.streamed(told)
                let fold = ResponseFold(law.events(stream))
                #expect(fold.isWhole && fold.failure == nil, "seed \(seed): \(stream.text.prefix(2000))")
                let (one, other) = (Spoken.of(whole, dialect), Spoken.of(fold.response, dialect))
                let isSame = one == other
                #expect(isSame, "seed \(seed): \(difference(one, other))")
            }
        }
    }

    @Test(arguments: Dialect.allCases)
    func `a stream says the same, however its bytes are cut`(_ dialect: Dialect) {
        let law = Law(dialect: dialect)
        for seed in Self.seeds.prefix(20) {
            let stream = law.streamed(answer(seed, dialect, broken: true))
            let events = law.events(stream)
            var random = SplitMix64(seed: seed)
            let cuts = (0..<32).map { _ in Int.random(in: 1...60, using: &random) }
            let isSame = law.events(stream, cuts: cuts) == events
            #expect(isSame, "seed \(seed): \(cuts)")
            let isSameByByte = seed > 5 || law.events(stream, cuts: [1]) == events
            #expect(isSameByByte, "seed \(seed)")
        }
    }
}
