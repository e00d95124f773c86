import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// What is sent upstream, over all recorded requests, against the providers' own descriptions.
@Suite struct `Bodies sent upstream fit the official descriptions` {
    /// One direction of translation.
    struct Way: Sendable {
        let name: String
        let kind: ProviderKind
        let specification: Specification?
        let schema: String
    }

    static let toAnthropic = Way(
        name: "anthropic", kind: .anthropic, specification: .anthropic, schema: "CreateMessageParams")
    static let toGemini = Way(
        name: "gemini", kind: .gemini, specification: .gemini, schema: "GenerateContentRequest")

    static let toBedrock = Way(
        name: "bedrock", kind: .bedrock, specification: .bedrock, schema: "ConverseRequest")
    static let toResponses = Way(
        name: "responses", kind: `Recorded answers of other dialects come back in the OpenAI form`.responses.kind,
        specification: .openAIClosed, schema: "CreateResponse")

    @Test func `OpenAI chat to Bedrock`() async throws { try await check(Self.toBedrock) }

    @Test func `OpenAI chat to Responses`() async throws { try await check(Self.toResponses) }

    @Test func `OpenAI chat to Anthropic`() async throws { try await check(Self.toAnthropic) }

    @Test func `OpenAI chat to Gemini`() async throws { try await check(Self.toGemini) }

    private func check(_ way: Way) async throws {
        guard let specification = way.specification else { return print("Specifications: \(way.name): data absent") }
        var refused: [String: Int] = [:]
        var count = 0
        for exchange in `Recorded chat completions are relayed byte for byte`.exchanges() {
            guard exchange.request?.body.readableBytes ?? 0 > 0 else { continue }
            let call = try RelayedCall(exchange)
            let replay = await Replay(call.body, to: way.kind, answer: SpecificationAnswer.any)
            guard let sent = replay.sent else {
                #expect(replay.status == 400, "\(exchange.name)")
                #expect(replay.error?["param"]?.string != nil, "\(exchange.name): \(replay.error?.text ?? "")")
                refused[replay.error?["message"]?.string ?? "", default: 0] += 1
                continue
            }
            count += 1
            let body = ResponsesBody.completed(try JSONValue(parsing: sent, maxDepth: 512))
            let faults = specification.faults(body, as: way.schema)
            let fits = faults.isEmpty || Self.outside[exchange.name] != nil
            #expect(fits, "\(exchange.name): \(faults.prefix(3))")
        }
        print("Specifications: OpenAI chat to \(way.name): \(count) bodies fit, refused with a 400: \(refused)")
    }

    /// Recorded requests that were wrong when they were sent, or need what OpenAI's own description lacks.
    static let outside: [String: String] = [
        "anthropic/messages-e607c967dcc4.json": "asks for a temperature of -5",
        "vertex/generatecontent-ad07f9d9d13b.json": "asks for a temperature of 1000",
        "openai/chat-completions-0fd53d2e8c56.json": "asks for a temperature of 99",
        "gemini/generatecontent-b75202891ff2.json": video, "gemini/generatecontent-fadf64aa82fa.json": video,
        "gemini/generatecontent-56cdd5296b15.json": video, "gemini/generatecontent-5aac10f1d3c5.json": video,
        "gemini/generatecontent-c17ebb12573a.json": video, "vertex/generatecontent-996cc034aa2e.json": video,
        "vertex/generatecontent-7ddafec39761.json": video,
    ]
    private static let video = "a video, which compatible servers take as `video_url`"

    @Test func `Anthropic and Gemini to OpenAI chat`() throws {
        guard var specification = Specification.openAI else { return print("Specifications: openai: data absent") }
        specification.check.isClosed = true
        specification.check.alsoKnown = ["annotations"]
        for (dialect, exchanges) in Self.others {
            var count = ReplayCount("\(dialect.rawValue) to OpenAI chat, requests against the specification")
            for exchange in exchanges {
                guard let request = Self.request(exchange, dialect) else { continue }
                if let reason = Self.outside[exchange.name] {
                    count.leaveOut(reason)
                    continue
                }
                var losses = Losses()
                var json = JSONWriter()
                do {
                    let model = TargetTraits(model: exchange.model ?? "m")
                    try OpenAIChatCodec().encode(request, for: model, into: &json, losses: &losses)
                } catch {
                    count.leaveOut("refused: \(error.message)")
                    continue
                }
                count.run()
                let faults = specification.faults(
                    try JSONValue(parsing: json.buffer, maxDepth: 512), as: "CreateChatCompletionRequest")
                let fits = faults.isEmpty
                #expect(fits, "\(exchange.name): \(faults.prefix(3))")
            }
            count.say()
        }
    }

    @Test func `a body that is wrong is found to be wrong`() throws {
        guard let openAI = Specification.openAI, let anthropic = Specification.anthropic,
            let gemini = Specification.gemini, let bedrock = Specification.bedrock
        else { return }
        let wrong: [(Specification, String, String)] = [
            (openAI, "CreateChatCompletionRequest", #"{"model":"m","messages":[{"role":"user","content":[]}]}"#),
            (openAI, "CreateChatCompletionRequest", #"{"model":"m","messages":[{"role":"nobody","content":"x"}]}"#),
            (openAI, "CreateChatCompletionResponse", #"{"id":"a","object":"chat.completion","choices":[]}"#),
            (anthropic, "CreateMessageParams", #"{"model":"m","messages":[{"role":"user","content":"x"}]}"#),
            (
                anthropic, "CreateMessageParams",
                #"{"model":"m","max_tokens":9,"messages":[{"role":"user","content":[{"type":"text","txt":"x"}]}]}"#
            ),
            (
                anthropic, "CreateMessageParams",
                #"{"model":"m","max_tokens":9,"messages":[],"thinking":{"type":"enabled","budget_tokens":9}}"#
            ),
            (gemini, "GenerateContentRequest", #"{"contents":[{"role":"user","parts":[{"txt":"x"}]}]}"#),
            (gemini, "GenerateContentRequest", #"{"contents":[],"generationConfig":{"seed":3000000000}}"#),
            (openAI, "CreateResponse", #"{"model":"m","input":[{"type":"function_call_output"}]}"#),
            (openAI, "Response", #"{"id":"r","object":"response"}"#),
            (bedrock, "ConverseRequest", #"{"messages":[{"role":"user","content":[{"txt":"x"}]}]}"#),
            (bedrock, "ConverseRequest", #"{"messages":[{"role":"user","content":[{}]}]}"#),
            (
                bedrock, "ConverseRequest",
                #"{"messages":[{"role":"assistant","content":[{"toolUse":{"toolUseId":"a b","name":"f","input":{}}}]}]}"#
            ),
            (bedrock, "ConverseStreamOutput", #"{"messageStop":{"stopReason":"done"}}"#),
            (
                gemini, "GenerateContentRequest",
                #"{"contents":[{"parts":[{"text":"x","functionCall":{"name":"f"}}]}]}"#
            ),
        ]
        for (specification, schema, text) in wrong {
            #expect(!specification.faults(try JSONValue(parsing: text), as: schema).isEmpty, "\(text)")
        }
    }

    static let others: [(Dialect, [Exchange])] = [
        (.anthropicMessages, `Recorded answers of other dialects come back in the OpenAI form`.anthropic.exchanges),
        (.geminiGenerate, `Recorded answers of other dialects come back in the OpenAI form`.gemini.exchanges),
    ]

    static func request(_ exchange: Exchange, _ dialect: Dialect) -> GenerationRequest? {
        guard let body = exchange.request?.body, body.readableBytes > 0,
            let root = try? JSONDocument(validating: body, maxDepth: 512).root
        else { return nil }
        return try? dialect.codec.decodeRequest(root)
    }
}

/// An answer good enough for a call whose request is what counts.
enum SpecificationAnswer {
    static var any: ScriptedUpstream.Script {
        var fields = HeaderFields()
        fields.append("content-type", "application/json")
        let body = #"{"type":"message","content":[],"candidates":[]}"#
        return ScriptedUpstream.Script(fields: fields, pieces: [ByteBuffer(string: body)])
    }
}
