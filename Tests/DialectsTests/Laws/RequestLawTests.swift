import Dialects
import GatewayTesting
import Testing
import Wire

/// What every codec holds for requests, whatever they say.
@Suite struct `Laws of requests` {
    static let seeds: ClosedRange<UInt64> = 1...80

    /// What survived one way through a dialect survives every further one, and nothing more is lost.
    @Test(arguments: Dialect.allCases)
    func `an encoder's request is read by its own decoder, and is the same from then on`(_ dialect: Dialect) throws {
        let law = Law(dialect: dialect)
        var said = 0
        for seed in Self.seeds {
            var draw = Draw(from: SplitMix64(seed: seed), home: dialect)
            let isPrompt = dialect == .openAICompletions || dialect == .ollamaGenerate
            let drawn = isPrompt ? draw.prompt() : draw.request()
            guard let once = try? law.written(drawn) else { continue }
            said += 1
            do {
                let known = try law.request(once)
                let again = try law.written(known)
                #expect(again.losses.isEmpty, "seed \(seed): \(again.losses.entries)")
                let second = try law.request(again)
                let isSame = second == known
                #expect(isSame, "seed \(seed): \(difference(known, second))")
                let isFixed = try law.written(second).text == again.text
                #expect(isFixed, "seed \(seed): \(again.text.prefix(2000))")
            } catch {
                Issue.record("seed \(seed): \(error): \(once.text.prefix(2000))")
            }
        }
        #expect(said > Self.seeds.count / 3, "\(said)")
    }
}
