import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Every recorded message of Anthropic's and every recorded answer of Gemini's, asked for through the OpenAI door.
@Suite struct `Recorded answers of other dialects come back in the OpenAI form` {
    /// One dialect with its recordings and its plain reading.
    struct Side {
        let kind: ProviderKind
        let dialect: Dialect
        let read: @Sendable (Exchange) -> Told
        let exchanges: [Exchange]
    }

    static let anthropic = Side(
        kind: .anthropic, dialect: .anthropicMessages,
        read: { Told.anthropic($0.response.body, isStream: $0.isEventStream) },
        exchanges: Recordings.shared?.exchanges {
            $0.provider == "anthropic" && $0.endpoint == "messages"
        } ?? [])

    static let gemini = Side(
        kind: .gemini, dialect: .geminiGenerate,
        read: { Told.gemini($0.response.body, isEvents: $0.isEventStream) },
        exchanges: Recordings.shared?.exchanges {
            ($0.provider == "gemini" || $0.provider == "vertex")
                && ($0.endpoint == "generateContent" || $0.endpoint == "streamGenerateContent")
        } ?? [])

    static let cohere = Side(
        kind: .cohere, dialect: .cohereChat,
        read: { Told.cohere($0.response.body, isStream: $0.isEventStream) },
        exchanges: Recordings.shared?.exchanges {
            $0.provider == "cohere" && $0.endpoint == "v2.chat" && $0.wire != "events"
        } ?? [])

    /// A provider that answers in no other form.
    static let responses = Side(
        kind: ProviderKind(
            name: "openai", baseURL: nil, version: "/v1", authorization: .bearer,
            endpoints: [Endpoint(operation: .generate, dialect: .openAIResponses, path: "/responses")]),
        dialect: .openAIResponses,
        read: { Told.responses($0.response.body, isStream: $0.isEventStream) },
        exchanges: Recordings.shared?.exchanges { $0.endpoint == "responses" && $0.wire != "events" } ?? [])

    static let bedrock = Side(
        kind: .bedrock, dialect: .bedrockConverse,
        read: { Told.converse($0.response.body, isStream: $0.isStream) },
        exchanges: Recordings.shared?.exchanges {
            $0.provider == "bedrock" && $0.endpoint.hasPrefix("converse") && $0.wire != "events"
        } ?? [])

    @Test func `every Converse answer tells the same`() async throws { try await replay(Self.bedrock) }

    @Test func `every Responses answer tells the same`() async throws { try await replay(Self.responses) }

    @Test func `every Cohere answer tells the same`() async throws { try await replay(Self.cohere) }

    @Test func `every Anthropic answer tells the same`() async throws { try await replay(Self.anthropic) }

    @Test func `every Gemini answer tells the same`() async throws { try await replay(Self.gemini) }

    private func replay(_ side: Side) async throws {
        var asked = ReplayCount("\(side.kind.name), with the recorded request")
        var plain = ReplayCount("\(side.kind.name), with a plain request")
        for exchange in side.exchanges where exchange.response.status < 400 {
            let isStream = exchange.isStream
            var body = TranslatedCall.plain(isStream: isStream)
            if let reason = TranslatedCall.answerOnly[exchange.name] ?? TranslatedCall.whyNotAsked(exchange) {
                asked.leaveOut(reason)
                plain.run()
            } else {
                do {
                    body = try TranslatedCall.body(exchange, side.dialect, isStream: isStream)
                } catch {
                    Issue.record("\(exchange.name): \(error)")
                }
                asked.run()
            }
            let replay = await Replay(
                body, to: side.kind, answer: ScriptedUpstream.Script(exchange, cuts: Replay.cuts))
            expect(replay, isStream: isStream, tells: side.read(exchange), exchange.name)
        }
        asked.say()
        plain.say()
    }

    private func expect(_ replay: Replay, isStream: Bool, tells said: Told, _ name: String) {
        let got = Told.openAI(replay.reply.body, isStream: isStream)
        if let error = said.error {
            #expect(replay.status == 502 || got.error?.contains(error) == true, "\(name)")
            #expect(!got.hasEndMark, "\(name)")
            return
        }
        if said.isCut {
            #expect(replay.status == 502 || got.error != nil, "\(name): \(replay.status)")
            #expect(!got.hasEndMark, "\(name)")
            return
        }
        guard replay.status == 200 else {
            Issue.record("\(name): \(replay.status) \(String(buffer: replay.reply.body).prefix(400))")
            return
        }
        let differences = said.differences(from: got)
        let tellsTheSame = differences.isEmpty
        #expect(tellsTheSame, "\(name): \(differences)")
        #expect(!isStream || got.hasEndMark, "\(name)")
        AnswerSpecification.expect(CollectedBody(replay.reply.body, isStream: isStream), name)
        #expect(replay.log?.usage?.input == said.count?.prompt, "\(name)")
    }

    @Test(arguments: [false, true])
    func `an answer in one piece is told as a stream, and a stream in one piece`(_ isStream: Bool) async throws {
        for side in [Self.anthropic, Self.gemini] {
            var count = ReplayCount("\(side.kind.name), \(isStream ? "told as streams" : "folded")")
            for exchange in side.exchanges where exchange.response.status < 400 && exchange.isEventStream != isStream {
                let said = side.read(exchange)
                count.run()
                let replay = await Replay(
                    TranslatedCall.plain(isStream: isStream), to: side.kind,
                    answer: ScriptedUpstream.Script(exchange, cuts: Replay.cuts))
                expect(replay, isStream: isStream, tells: said, exchange.name)
            }
            count.say()
        }
    }

    @Test func `every failure maps by the table and keeps its members`() async throws {
        for side in [Self.anthropic, Self.gemini, Self.bedrock] {
            var count = ReplayCount("\(side.kind.name), failures")
            for exchange in side.exchanges where exchange.response.status >= 400 {
                count.run()
                let replay = await Replay(
                    TranslatedCall.plain(isStream: exchange.isEventStream), to: side.kind,
                    answer: ScriptedUpstream.Script(exchange))
                RecordedFailure.expect(replay, exchange)
            }
            count.say()
        }
    }
}

/// A recorded request of another dialect, said in OpenAI's chat form.
enum TranslatedCall {
    /// Recordings whose request is refused on the way: their answers are replayed for a plain one.
    static let answerOnly: [String: String] = [
        "gemini/generatecontent-8e64eb67783b.json": foreignAddress,
        "gemini/streamgeneratecontent-f2f44efce40d.json": foreignAddress,
        "vertex/generatecontent-bb464f157f19.json": foreignAddress,
        "vertex/generatecontent-13b733c04598.json": foreignAddress,
        "vertex/generatecontent-7db19201a987.json": foreignAddress,
        "vertex/generatecontent-7ddafec39761.json": foreignAddress,
        "vertex/generatecontent-274a07f99771.json": foreignAddress,
        "vertex/generatecontent-959d07409bc0.json": "a role that does not exist; Google answered 400 too",
    ]
    private static let foreignAddress = "media at an address outside Google, which the Gemini API does not read"

    static func whyNotAsked(_ exchange: Exchange) -> String? {
        guard let body = exchange.request?.body, body.readableBytes > 0 else { return "recorded without a request" }
        if exchange.provider == "bedrock" {
            let isJSON = (try? JSONDocument(validating: body, maxDepth: 512)) != nil
            if !isJSON { return "whose recorder cut the request" }
            if String(buffer: body).contains("\"guardContent\"") { return "that are only for a guardrail to judge" }
        }
        let root = exchange.endpoint == "responses" ? try? JSONDocument(validating: body, maxDepth: 512).root : nil
        if root?["prompt"] != nil || root?["conversation"] != nil { return "that name what OpenAI keeps" }
        return nil
    }

    static func plain(isStream: Bool) -> ByteBuffer {
        ByteBuffer(
            string: #"{"model":"\#(Replay.provider)/m","messages":[{"role":"user","content":"Hi"}],"#
                + #""stream":\#(isStream),"stream_options":{"include_usage":\#(isStream)}}"#)
    }

    /// A target of the OpenAI form that takes everything, so that as much as can be said is said.
    static func liberal(_ model: String) -> TargetTraits {
        var traits = TargetTraits(model: model)
        traits.takesReasoning = true
        traits.takesTopK = true
        traits.takesCacheMarkers = true
        return traits
    }

    static func body(_ exchange: Exchange, _ dialect: Dialect, isStream: Bool) throws -> ByteBuffer {
        let bytes = exchange.request?.body ?? ByteBuffer()
        var request = try dialect.codec.decodeRequest(JSONDocument(validating: bytes, maxDepth: 512).root)
        request.stream = isStream
        request.includeUsage = isStream
        nameFiles(&request.messages)
        var json = JSONWriter()
        var losses = Losses()
        let model = "\(Replay.provider)/\(exchange.model ?? "m")"
        try OpenAIChatCodec().encode(request, for: liberal(model), into: &json, losses: &losses)
        guard let budget = request.reasoning?.budget else { return json.buffer }
        // Effort words hold no number of tokens; callers who want one say it as Anthropic does.
        var body = try JSONValue(parsing: json.buffer, maxDepth: 512)
        body["reasoning_effort"] = request.reasoning?.effort.map { .string($0) }
        body["thinking"] =
            budget > 0
            ? ["type": "enabled", "budget_tokens": .int(budget)] : ["type": budget == 0 ? "disabled" : "adaptive"]
        return body.bytes
    }

    /// Files stored at the recorded provider are named by their id, as a caller of the OpenAI form would.
    private static func nameFiles(_ messages: inout [Message]) {
        for index in messages.indices {
            for place in messages[index].parts.indices { nameFile(&messages[index].parts[place]) }
        }
    }

    private static func nameFile(_ part: inout Part) {
        switch part {
        case .media(var media):
            switch media.source {
            case .file(let id, _): media.source = .file(id: id, dialect: .openAIChat)
            case .url(let url) where media.kind == .audio: media.source = .file(id: url, dialect: .openAIChat)
            default: return
            }
            media.kind = .document
            part = .media(media)
        case .toolResult(var result):
            for place in result.content.indices { nameFile(&result.content[place]) }
            part = .toolResult(result)
        default: return
        }
    }
}
