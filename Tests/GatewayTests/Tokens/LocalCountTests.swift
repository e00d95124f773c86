import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

@testable import Gateway

/// Tokens counted here, where a vocabulary says how many they are.
struct LocalCountTests {
    private static func table(_ models: [String] = ["p/gpt-4o"]) throws -> VocabularyTable {
        VocabularyTable([.init(vocabulary: try BytePairVocabularyTests.small(["Hello", " world"]), models: models)])
    }

    private func counted(
        _ kind: ProviderKind, _ door: Dialect, _ body: String, model: String = "gpt-4o", table: VocabularyTable? = nil
    ) async throws -> PricedCall.Outcome {
        let call = PricedCall(
            kind: kind, operation: .countTokens, door: door, model: model,
            vocabularies: try table ?? Self.table(["p/\(model)"]), catalog: .standard)
        return try await call.run(body, .json(#"{"object":"response.input_tokens","input_tokens":99}"#))
    }

    private static let plain =
        #"{"model":"p/gpt-4o","max_tokens":1,"messages":[{"role":"user","content":"Hello world"}]}"#
    private static let tools =
        #"{"model":"p/gpt-4o","max_tokens":1,"messages":[{"role":"user","content":"Hello world"}],"#
        + #""tools":[{"name":"f","description":"d","input_schema":{"type":"object"}}]}"#

    @Test func `plain text is answered here, exactly, and the provider is not asked`() async throws {
        let outcome = try await counted(.openAI, .anthropicMessages, Self.plain)
        // Two of text, four around the turn, three around all.
        #expect(outcome.text == #"{"input_tokens":9}"#)
        #expect(outcome.sent.isEmpty)
        #expect(outcome.reply.head?.fields.first("x-llmgateway-estimated") == nil)
    }

    @Test func `what is more than text is asked of a provider that counts`() async throws {
        let outcome = try await counted(.openAI, .anthropicMessages, Self.tools)
        #expect(outcome.text == #"{"input_tokens":99}"#)
        #expect(outcome.sent.count == 1)
    }

    @Test func `and estimated, with what can be counted, where it does not count`() async throws {
        let outcome = try await counted(.openAICompatible, .anthropicMessages, Self.tools)
        #expect(outcome.sent.isEmpty)
        #expect(outcome.reply.head?.fields.first("x-llmgateway-estimated") == "true")
    }

    @Test func `of a model that thinks, what is put around a turn is not known`() async throws {
        let body = Self.plain.replacing("gpt-4o", with: "gpt-5")
        let outcome = try await counted(.openAI, .anthropicMessages, body, model: "gpt-5")
        #expect(outcome.sent.count == 1)
    }

    private func bounded(_ table: VocabularyTable, budget: String = "1") async throws -> PricedCall.Outcome {
        let row = PricedCall.row { $0.classes.input = Price(usdPerMillionTokens: "1000") }
        let call = PricedCall(model: "gpt-4o", row: row, budget: budget, vocabularies: table)
        let text = String(repeating: "Hello world", count: 40)
        return try await call.run(
            #"{"model":"p/gpt-4o","messages":[{"role":"user","content":"\#(text)"}],"max_tokens":1}"#,
            .json(
                #"{"choices":[{"index":0,"message":{"content":"x"},"finish_reason":"stop"}],"usage":{"prompt_tokens":87,"completion_tokens":1}}"#
            ))
    }

    @Test func `what was said before was no part of the ceiling of a call that goes on from it`() throws {
        let provider = Provider(
            id: "p", kind: .openAICompatible, origin: Origin(isTLS: true, host: "host", port: 443), basePath: "",
            authorization: .none, credential: nil, endpoints: ProviderKind.openAICompatible.endpoints)
        let call = Call(
            id: "r", snapshot: Snapshot(auth: .init(mode: .none, keys: []), providers: [provider]),
            dialect: .openAIResponses, operation: .generate,
            head: RequestHead(method: .post, target: "/", fields: HeaderFields()),
            body: ByteBuffer(string: #"{"model":"p/m","input":"?","previous_response_id":"resp_1"}"#),
            principal: Principal(name: "app"), caller: TestCaller(), arrived: .now())
        let understood = try GenerationCall(understanding: call)
        // A digit and a blank are two tokens to many vocabularies: an estimate by three bytes is too low for them.
        let before = String(repeating: "1 ", count: 3_000)
        let whole = #"{"model":"p/m","input":[{"role":"user","content":"\#(before)"},{"role":"user","content":"?"}]}"#
        call.record.earlierTurns = EarlierTurns(
            provider: nil, document: try JSONDocument(validating: ByteBuffer(string: whole)))
        let translation = try Translation(understood, Target(provider: provider, model: "m"), 0)
        #expect(translation.demand.input >= 6_000)
    }

    @Test func `a budget holds what a vocabulary counts, and a byte for a token where there is none`() async throws {
        let near = try await bounded(try Self.table()).ceilings.first?.intent.ceiling
        let far = try await bounded(.empty).ceilings.first?.intent.ceiling
        // 440 bytes of text, of which 80 tokens and a joint stay; everything around it at a token for a byte.
        let saved = Money(nanoUSD: (440 - 80 - 8) * 1_000_000)
        #expect(near.map { $0 + saved } == far)
        #expect(try await bounded(try Self.table(), budget: "0.4").status == 200)
        #expect(try await bounded(.empty, budget: "0.4").status == 402)
    }
}
