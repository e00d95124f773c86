import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Recorded exchanges through the Anthropic and the Gemini door: byte for byte to their own provider, by meaning to
/// others.
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
            ByteBuffer(
                string: dialect == .geminiGenerate
                    ? #"{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}"#
                    : #"{"model":"\#(Replay.provider)/m","max_tokens":99,"stream":\#(isStream),"#
                        + #""messages":[{"role":"user","content":"Hi"}]}"#)
        }
    }

    static let anthropic = Door(dialect: .anthropicMessages, kind: .anthropic) { Told.anthropic($0, isStream: $1) }
    static let gemini = Door(dialect: .geminiGenerate, kind: .gemini) { Told.gemini($0, isEvents: $1) }

    private static func recorded(_ door: Door) -> [Exchange] {
        let side: `Recorded answers of other dialects come back in the OpenAI form`.Side =
            door.dialect == .anthropicMessages
            ? `Recorded answers of other dialects come back in the OpenAI form`.anthropic
            : `Recorded answers of other dialects come back in the OpenAI form`.gemini
        return side.exchanges
    }

    @Test func `Anthropic's own are relayed byte for byte`() async throws { try await relay(Self.anthropic) }

    @Test func `Gemini's own are relayed byte for byte`() async throws { try await relay(Self.gemini) }

    private func relay(_ door: Door) async throws {
        var count = ReplayCount("\(door.kind.name), relayed")
        for exchange in Self.recorded(door) where exchange.response.status < 400 && exchange.wire != "json-array" {
            let said = door.read(exchange.response.body, exchange.isEventStream)
            guard said.error == nil, !said.isCut else {
                count.leaveOut("that tell an error or were cut")
                continue
            }
            count.run()
            let isStream = exchange.isEventStream
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
        guard door.dialect == .anthropicMessages else { return (bytes, bytes) }
        guard let model = document.root["model"]?.string, (document.root["stream"]?.bool ?? false) == isStream else {
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
            let differences = said.differences(from: door.read(replay.reply.body, isStream))
            let tellsTheSame = differences.isEmpty
            #expect(tellsTheSame, "\(exchange.name): \(differences)")
        }
        count.say()
    }
}
