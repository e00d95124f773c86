import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Recorded exchanges through every door but OpenAI's chat: byte for byte to their own provider, by meaning to others.
@Suite struct `Recorded exchanges through every door` {
    /// A dialect as a door: how it is asked, and how its answers are read.
    struct Door {
        let dialect: Dialect
        let kind: ProviderKind
        let read: @Sendable (ByteBuffer, Bool) -> Told

        func path(isStream: Bool, model: String = "m") -> PathFacts {
            guard dialect == .geminiGenerate else { return .none }
            return PathFacts(model: "\(Replay.provider)/\(model)", isStream: isStream)
        }

        func plain(isStream: Bool) -> ByteBuffer {
            if dialect == .openAIResponses {
                return ByteBuffer(string: #"{"model":"\#(Replay.provider)/m","input":"Hi","stream":\#(isStream)}"#)
            }
            return ByteBuffer(
                string: dialect == .geminiGenerate
                    ? #"{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}"#
                    : #"{"model":"\#(Replay.provider)/m","max_tokens":99,"stream":\#(isStream),"#
                        + #""messages":[{"role":"user","content":"Hi"}]}"#)
        }
    }

    static let anthropic = Door(dialect: .anthropicMessages, kind: .anthropic) { Told.anthropic($0, isStream: $1) }
    static let gemini = Door(dialect: .geminiGenerate, kind: .gemini) { Told.gemini($0, isEvents: $1) }

    static let ollama = Door(dialect: .ollamaChat, kind: .ollama) { Told.ollama($0, isStream: $1) }

    static let cohere = Door(dialect: .cohereChat, kind: .cohere) { Told.cohere($0, isStream: $1) }

    static let responses = Door(dialect: .openAIResponses, kind: .openAI) { Told.responses($0, isStream: $1) }

    private static func recorded(_ door: Door) -> [Exchange] {
        if door.dialect == .openAIResponses {
            return Recordings.shared?.exchanges { $0.endpoint == "responses" && $0.wire != "events" } ?? []
        }
        if door.dialect == .cohereChat {
            return Recordings.shared?.exchanges { $0.provider == "cohere" && $0.endpoint == "v2.chat" } ?? []
        }
        if door.dialect == .ollamaChat {
            return Recordings.shared?.exchanges { $0.provider == "ollama" && $0.endpoint == "api.chat" } ?? []
        }
        let side: `Recorded answers of other dialects come back in the OpenAI form`.Side =
            door.dialect == .anthropicMessages
            ? `Recorded answers of other dialects come back in the OpenAI form`.anthropic
            : `Recorded answers of other dialects come back in the OpenAI form`.gemini
        return side.exchanges
    }

    @Test func `Anthropic's own are relayed byte for byte`() async throws { try await relay(Self.anthropic) }

    @Test func `Gemini's own are relayed byte for byte`() async throws { try await relay(Self.gemini) }

    @Test func `Ollama's own are relayed byte for byte`() async throws { try await relay(Self.ollama) }

    @Test func `Cohere's own are relayed byte for byte`() async throws { try await relay(Self.cohere) }

    @Test func `Responses are relayed byte for byte`() async throws { try await relay(Self.responses) }

    private func relay(_ door: Door) async throws {
        var count = ReplayCount("\(door.kind.name), relayed")
        for exchange in Self.recorded(door) where exchange.response.status < 400 && exchange.wire != "json-array" {
            let isStream = exchange.isEventStream || exchange.wire == "ndjson"
            let said = door.read(exchange.response.body, isStream)
            guard said.error == nil, !said.isCut else {
                count.leaveOut("that tell an error or were cut")
                continue
            }
            guard exchange.name != "ollama/api-chat-6e342d99a795.json" else {
                count.leaveOut("whose recorder left out the content-type")
                continue
            }
            count.run()
            let (body, recorded) = try request(exchange, door, isStream: isStream)
            let replay = await Replay(
                body, to: door.kind, answer: ScriptedUpstream.Script(exchange, cuts: Replay.cuts),
                door: door.dialect, path: door.path(isStream: isStream))
            #expect(replay.status == 200, "\(exchange.name): \(String(buffer: replay.reply.body).prefix(300))")
            if let recorded {
                let isAsRecorded = replay.sent == recorded
                #expect(isAsRecorded, "\(exchange.name): \(replay.sent.map { String(buffer: $0).prefix(300) } ?? "")")
            }
            let isUntouched = replay.reply.body == exchange.response.body
            #expect(isUntouched, "\(exchange.name): \(String(buffer: replay.reply.body).suffix(300))")
            if let spent = said.count { #expect(replay.log?.usage?.input == spent.prompt, "\(exchange.name)") }
        }
        count.say()
    }

    /// The recorded request, addressed to the replay's provider, and what must be sent of it; nil where none was
    /// recorded, or one that asks for the other form.
    private func request(
        _ exchange: Exchange, _ door: Door, isStream: Bool
    ) throws -> (body: ByteBuffer, recorded: ByteBuffer?) {
        guard let bytes = exchange.request?.body, bytes.readableBytes > 0,
            let document = try? JSONDocument(validating: bytes, maxDepth: 512)
        else { return (door.plain(isStream: isStream), nil) }
        guard door.dialect != .geminiGenerate else { return (bytes, bytes) }
        let asked = document.root["stream"]?.bool ?? (door.dialect == .ollamaChat)
        guard let model = document.root["model"]?.string, asked == isStream else {
            return (door.plain(isStream: isStream), nil)
        }
        var name = JSONWriter()
        name.string("\(Replay.provider)/\(model)")
        var edits = JSONEdits()
        edits.set("model", to: name.buffer, in: document.root)
        return (edits.applied(to: document), bytes)
    }

    @Test func `OpenAI's answers tell the same through the Anthropic door`() async throws {
        try await translate(Self.anthropic)
    }

    @Test func `OpenAI's answers tell the same through the Gemini door`() async throws {
        try await translate(Self.gemini)
    }

    @Test func `OpenAI's answers tell the same through the Ollama door`() async throws {
        try await translate(Self.ollama)
    }

    @Test func `OpenAI's answers tell the same through the Cohere door`() async throws {
        try await translate(Self.cohere)
    }

    @Test func `OpenAI's answers tell the same through the Responses door`() async throws {
        try await translate(Self.responses)
    }

    private func translate(_ door: Door) async throws {
        var count = ReplayCount("OpenAI chat, told as \(door.kind.name)")
        for exchange in `Recorded chat completions are relayed byte for byte`.exchanges()
        where exchange.response.status < 400 {
            let isStream = exchange.isEventStream
            let said = Told.openAI(exchange.response.body, isStream: isStream)
            if said.error != nil || said.isCut {
                count.leaveOut("that tell an error or were cut")
                continue
            }
            count.run()
            let replay = await Replay(
                door.plain(isStream: isStream), to: .openAICompatible,
                answer: ScriptedUpstream.Script(exchange, cuts: Replay.cuts), door: door.dialect,
                path: door.path(isStream: isStream))
            guard replay.status == 200 else {
                Issue.record("\(exchange.name): \(replay.status) \(String(buffer: replay.reply.body).prefix(400))")
                continue
            }
            // Of three in a row one is enough: they are recorded in series.
            if count.ran % 3 == 0 {
                let faults = DoorSpecification.faults(replay.reply.body, isStream: isStream, of: door.dialect)
                let fits = faults.isEmpty
                #expect(fits, "\(exchange.name): \(faults.prefix(3))")
            }
            if isStream, door.dialect == .openAIResponses { expectOneMeaning(replay.reply.body, exchange.name) }
            let got = comparable(door.read(replay.reply.body, isStream), door, saysUsage: said.count != nil)
            let differences = readable(comparable(said, door), beside: got).differences(from: got)
            let tellsTheSame = differences.isEmpty
            #expect(tellsTheSame, "\(exchange.name): \(differences)")
        }
        count.say()
    }

    /// The last event of a Responses stream holds what the others told.
    private func expectOneMeaning(_ body: ByteBuffer, _ name: String) {
        let told = Told.responses(body, isStream: true)
        let last = Told.lastResponse(body)
        let differences = last.map { told.differences(from: $0) } ?? ["no last event"]
        #expect(differences.isEmpty, "\(name): \(differences)")
    }

    /// What compatible servers say in ways of their own, which the plain reading does not know, is left to the tests of
    /// the codec: parts of content, calls in odd pieces, arguments that are no object.
    private func readable(_ said: Told, beside got: Told) -> Told {
        var said = said
        for (index, voice) in said.voices {
            guard let other = got.voices[index] else { continue }
            var voice = voice
            if other.text.hasSuffix(voice.text) { voice.text = other.text }
            if voice.reasoning.isEmpty { voice.reasoning = other.reasoning }
            if voice.links.isSubset(of: other.links) || other.links.isEmpty { voice.links = other.links }
            let isPlain = voice.calls.allSatisfy { call in
                !call.name.isEmpty && (try? JSONValue(parsing: call.arguments ?? "{}"))?.object != nil
            }
            if !isPlain || voice.calls.isEmpty { voice.calls = other.calls }
            if let finish = voice.finish { voice.finish = Self.finish(finish, calls: !voice.calls.isEmpty) }
            said.voices[index] = voice
        }
        if said.count?.cached == nil { said.count?.cached = got.count?.cached }
        return said
    }

    private static func finish(_ said: String, calls: Bool) -> String? {
        switch said {
        case "": nil
        case "stop" where calls, "function_call": "tool_calls"
        case "eos": "stop"
        default: said
        }
    }

    /// Less what the door's form has no place for.
    private func comparable(_ told: Told, _ door: Door, saysUsage: Bool = true) -> Told {
        var told = told
        told.hasEndMark = false
        if door.dialect == .ollamaChat || door.dialect == .cohereChat {
            // Nor do they name pages as others do.
            for index in told.voices.keys { told.voices[index]?.links = [] }
        }
        // Others' answers are one.
        if door.dialect != .geminiGenerate { told.voices = told.voices.filter { $0.key == 0 } }
        // Both forms must say a usage; neither says a reasoning of nothing.
        guard var count = told.count, saysUsage else {
            told.count = nil
            return told
        }
        count.reasoning = count.reasoning.map { min($0, count.completion) }
        if count.reasoning == 0 { count.reasoning = nil }
        if count.cached == 0 { count.cached = nil }
        if door.dialect == .ollamaChat || door.dialect == .cohereChat {
            // They count no parts.
            (count.cached, count.reasoning) = (nil, nil)
        }
        // Scrubbed recordings have more cached tokens than tokens.
        count.prompt = max(count.prompt, count.cached ?? 0)
        told.count = count
        return told
    }
}
