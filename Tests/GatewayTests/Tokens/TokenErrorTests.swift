import Foundation
import GatewayTesting
import Testing

@testable import Gateway

/// How far estimates are from what was billed, over all recordings: docs/reference/tokens.md has the table, and this is
/// what makes it. `WRITE_TOKENS_PAGE=1 swift test --filter TokenErrorTests` writes it anew.
struct TokenErrorTests {
    private static let page = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("docs/reference/tokens.md")

    /// Estimates for a token that was billed, of many prompts.
    private struct Spread {
        private var ratios: [Double] = []

        mutating func add(_ estimate: Int, for actual: Int) { ratios.append(Double(estimate) / Double(actual)) }

        var count: Int { ratios.count }

        /// `0.98 · 1.21 · 2.40 · 9.10`: the least, the middle, the 95th of a hundred, the most.
        var text: String {
            let sorted = ratios.sorted()
            let at = { (share: Double) in sorted[Int((Double(sorted.count - 1) * share).rounded())] }
            return [at(0), at(0.5), at(0.95), at(1)].map { String(format: "%.2f", $0) }.joined(separator: " | ")
        }
    }

    private static func row(_ name: String, _ how: String, _ spread: Spread) -> [String] {
        spread.count == 0 ? [] : ["| \(name) | \(how) | \(spread.count) | \(spread.text) |"]
    }

    private static func rows(_ group: RecordedPrompts.Group) async throws -> [String] {
        let vocabularies = [BytePairVocabularyTests.cl100k, BytePairVocabularyTests.o200k].compactMap { $0 }
        let table = VocabularyTable(vocabularies.map { .init(vocabulary: $0, models: []) })
        let isOpenAI = group.kind == "openai" || group.kind == "azure"
        var (plain, other, counted, ceiling, near) = (Spread(), Spread(), Spread(), Spread(), Spread())
        for prompt in RecordedPrompts.prompts(group) {
            let estimate = TokenCounting.estimate(prompt.request)
            let vocabulary = isOpenAI ? table.vocabulary(id: "", kind: "openai", model: prompt.model) : nil
            if prompt.isPlain {
                plain.add(estimate, for: prompt.tokens)
            } else {
                other.add(estimate, for: prompt.tokens)
            }
            if let vocabulary, prompt.isPlain {
                counted.add(await TokenCounting.estimate(prompt.request, by: vocabulary).tokens, for: prompt.tokens)
            }
            guard let demand = try prompt.demand, !HiddenPrompts.has(kind: group.kind, model: prompt.model) else {
                continue
            }
            ceiling.add(demand.input, for: prompt.tokens)
            guard let vocabulary else { continue }
            let savings = await PromptTexts(prompt.request).savings(by: vocabulary)
            near.add(demand.input - savings, for: prompt.tokens)
        }
        return row(group.name, "estimate, text alone", plain) + row(group.name, "estimate, with tools or files", other)
            + row(group.name, "counted by the vocabulary, text alone", counted)
            + row(group.name, "ceiling of budgets", ceiling)
            + row(group.name, "ceiling with the vocabulary", near)
    }

    @Test func `the published errors are those of the recordings`() async throws {
        guard Recordings.shared != nil, BytePairVocabularyTests.cl100k != nil else { return }
        var lines: [String] = []
        for group in RecordedPrompts.groups { lines += try await Self.rows(group) }
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let (start, end) = ("<!-- measured -->\n", "\n<!-- end -->")
        let from = try #require(text.range(of: start)), to = try #require(text.range(of: end))
        let head = ["| recordings | number | calls | least | median | 95 % | most |", "|---|---|--:|--:|--:|--:|--:|"]
        let measured = (head + lines).joined(separator: "\n")
        if ProcessInfo.processInfo.environment["WRITE_TOKENS_PAGE"] != nil {
            let page = text[..<from.upperBound] + measured + text[to.lowerBound...]
            try String(page).write(to: Self.page, atomically: true, encoding: .utf8)
        } else {
            #expect(
                String(text[from.upperBound..<to.lowerBound]) == measured, "WRITE_TOKENS_PAGE=1 writes the page anew")
        }
    }
}
