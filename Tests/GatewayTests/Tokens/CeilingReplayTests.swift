import Dialects
import GatewayTesting
import Testing

@testable import Gateway

/// The ceilings that budgets hold, beside what real answers said they had read.
struct CeilingReplayTests {
    /// Recorded prompts that were more than what bounds them: none may be.
    @Test(arguments: RecordedPrompts.groups)
    func `no recorded prompt was more than its ceiling`(_ group: RecordedPrompts.Group) async throws {
        for prompt in RecordedPrompts.prompts(group) {
            guard let demand = try prompt.demand, !HiddenPrompts.has(kind: group.kind, model: prompt.model) else {
                continue
            }
            #expect(demand.input >= prompt.tokens, "\(prompt.name): \(prompt.tokens)")
        }
    }

    @Test(arguments: RecordedPrompts.groups.filter { $0.name.hasPrefix("OpenAI") || $0.name.hasPrefix("Azure") })
    func `with the vocabulary the ceiling is nearer, and holds`(_ group: RecordedPrompts.Group) async throws {
        guard let cl100k = BytePairVocabularyTests.cl100k, let o200k = BytePairVocabularyTests.o200k else { return }
        let table = VocabularyTable([.init(vocabulary: cl100k, models: []), .init(vocabulary: o200k, models: [])])
        var (compared, saved, spent) = (0, 0, 0)
        for prompt in RecordedPrompts.prompts(group) {
            guard let vocabulary = table.vocabulary(id: "openai", kind: "openai", model: prompt.model),
                let demand = try prompt.demand, !HiddenPrompts.has(kind: "openai", model: prompt.model)
            else { continue }
            let savings = await PromptTexts(prompt.request).savings(by: vocabulary)
            #expect(demand.input - savings >= prompt.tokens, "\(prompt.name): \(prompt.tokens)")
            (compared, saved, spent) = (compared + 1, saved + savings, spent + demand.input)
        }
        #expect(compared > 30)
        #expect(saved * 9 > spent)
    }

    @Test func `what a vocabulary counts alone is what OpenAI counted`() async throws {
        guard let cl100k = BytePairVocabularyTests.cl100k, let o200k = BytePairVocabularyTests.o200k else { return }
        let table = VocabularyTable([.init(vocabulary: cl100k, models: []), .init(vocabulary: o200k, models: [])])
        var compared = 0
        for prompt in RecordedPrompts.prompts(RecordedPrompts.groups[0]) {
            guard let vocabulary = table.vocabulary(id: "openai", kind: "openai", model: prompt.model),
                let facts = ModelCatalog.standard.facts(kind: "openai", model: prompt.model), facts.reasons == false,
                facts.mode == .chat
            else { continue }
            let (tokens, isExact) = await TokenCounting.estimate(prompt.request, by: vocabulary)
            guard isExact else { continue }
            compared += 1
            #expect(tokens == prompt.tokens, "\(prompt.name)")
        }
        #expect(compared > 80)
    }
}
