import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// The cost inside an answer, for callers who ask, and nothing inside for all others.
struct CostInBodyTests {
    private static let row = PricedCall.row {
        $0.classes.input = Price(usdPerMillionTokens: "2")
        $0.classes.output = Price(usdPerMillionTokens: "10")
    }

    private func call(_ kind: ProviderKind, _ door: Dialect, asks: Bool = true, row: PriceRow? = row) -> PricedCall {
        let path: PathFacts = door == .geminiGenerate ? PathFacts(model: "p/m", isStream: false) : .none
        return PricedCall(
            kind: kind, door: door, path: path, row: row, fields: asks ? [("x-llmgateway-include-cost", "true")] : [])
    }

    private static let chat = #"{"model":"p/m","messages":[{"role":"user","content":"?"}]"#
    private static let completion =
        #"{"id":"c","choices":[{"index":0,"message":{"role":"assistant","content":"x"},"finish_reason":"stop"}],"#
        + #""usage":{"prompt_tokens":10,"completion_tokens":1}}"#
    private static let message =
        #"{"id":"m","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"x"}],"#
        + #""stop_reason":"end_turn","usage":{"input_tokens":10,"output_tokens":1}}"#
    private static let gemini =
        #"{"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"STOP"}],"#
        + #""usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":1}}"#

    @Test func `an answer that nobody asked the cost of is passed on as it is`() async throws {
        let outcome = try await call(.openAI, .openAIChat, asks: false)
            .run(Self.chat + "}", PricedCall.script(Self.completion))
        #expect(outcome.text == Self.completion)
        #expect(outcome.cost == "0.00003")
    }

    @Test func `one member is spliced into a relayed answer`() async throws {
        let outcome = try await call(.openAI, .openAIChat).run(Self.chat + "}", PricedCall.script(Self.completion))
        #expect(
            outcome.text
                == Self.completion.replacing(
                    #""completion_tokens":1}"#, with: #""completion_tokens":1,"cost":0.00003}"#))
    }

    @Test func `a cost that is not known is null`() async throws {
        let outcome = try await call(.openAI, .openAIChat, row: nil)
            .run(Self.chat + "}", PricedCall.script(Self.completion))
        #expect(outcome.text.contains(#""cost":null"#))
    }

    @Test func `a wish that is none is refused`() async throws {
        var call = call(.openAI, .openAIChat)
        call.fields = [("x-llmgateway-include-cost", "perhaps")]
        #expect(try await call.run(Self.chat + "}", PricedCall.script(Self.completion)).status == 400)
    }

    private struct Door: Sendable {
        var dialect: Dialect
        var body: String
        var place: [String]
    }

    private static let doors = [
        Door(dialect: .openAIChat, body: chat + "}", place: ["usage", "cost"]),
        Door(
            dialect: .anthropicMessages, body: chat + #","max_tokens":5}"#, place: ["usage", "cost"]),
        Door(
            dialect: .geminiGenerate, body: #"{"contents":[{"role":"user","parts":[{"text":"?"}]}]}"#,
            place: ["usageMetadata", "cost"]),
        Door(dialect: .openAIResponses, body: #"{"model":"p/m","input":"?"}"#, place: ["usage", "cost"]),
        Door(dialect: .ollamaChat, body: chat + #","stream":false}"#, place: ["cost"]),
        Door(dialect: .cohereChat, body: chat + "}", place: ["usage", "cost"]),
    ]

    @Test(arguments: doors.map(\.dialect))
    func `every door has a place for it, whoever answers`(_ dialect: Dialect) async throws {
        let door = try #require(Self.doors.first { $0.dialect == dialect })
        for (kind, answer) in [
            (ProviderKind.anthropic, Self.message), (.gemini, Self.gemini), (.openAICompatible, Self.completion),
        ] {
            let outcome = try await call(kind, dialect).run(door.body, PricedCall.script(answer))
            let json = try JSONValue(parsing: outcome.text)
            let cost = door.place.reduce(Optional(json)) { $0?[$1] }
            #expect(cost?.numberText == "0.00003", "\(dialect) by \(kind.name): \(outcome.text)")
        }
    }

    private static func events(_ data: [String]) -> String { data.map { "data: \($0)\n\n" }.joined() }
    private static let chunks = [
        #"{"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":"x"},"finish_reason":null}]}"#,
        #"{"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#,
        #"{"id":"c","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":1}}"#, "[DONE]",
    ]

    @Test func `the usage chunk of a relayed stream tells it, and comes though nobody asked for it otherwise`()
        async throws
    {
        let stream = Self.events(Self.chunks)
        let script = PricedCall.script(stream, type: "text/event-stream")
        let asked = try await call(.openAI, .openAIChat).run(Self.chat + #","stream":true}"#, script)
        #expect(
            asked.text == stream.replacing(#""completion_tokens":1}"#, with: #""completion_tokens":1,"cost":0.00003}"#))
        let not = try await call(.openAI, .openAIChat, asks: false).run(Self.chat + #","stream":true}"#, script)
        #expect(not.text == Self.events([Self.chunks[0], Self.chunks[1], Self.chunks[3]]))
    }

    @Test func `the last event of a translated stream tells it`() async throws {
        let script = PricedCall.script(Self.events(Self.chunks), type: "text/event-stream")
        let told = try await call(.openAICompatible, .anthropicMessages)
            .run(Self.chat + #","max_tokens":5,"stream":true}"#, script)
        let delta = try #require(
            told.text.split(separator: "\n").last { $0.contains("message_delta") && $0.hasPrefix("data") })
        #expect(delta.contains(#""cost":0.00003"#), "\(told.text)")
        #expect(told.text.hasSuffix("\n\n"))
        let responses = try await call(.openAICompatible, .openAIResponses)
            .run(#"{"model":"p/m","input":"?","stream":true}"#, script)
        let completed = try #require(
            responses.text.split(separator: "\n").last { $0.contains("response.completed") && $0.hasPrefix("data") })
        #expect(completed.contains(#""cost":0.00003"#))
    }

    @Test func `vectors tell it too`() async throws {
        var embed = call(.openAI, .openAIChat)
        embed.operation = .embed
        let outcome = try await embed.run(
            #"{"model":"p/m","input":"x"}"#,
            PricedCall.script(
                #"{"object":"list","data":[{"embedding":[0.1],"index":0}],"usage":{"prompt_tokens":5,"total_tokens":5}}"#
            ))
        #expect(outcome.text.contains(#""total_tokens":5,"cost":0.00001}"#))
    }
}
