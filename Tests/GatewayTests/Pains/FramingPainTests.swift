import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// A character or a line that was cut between two pieces came out broken (pain 22).
@Suite struct `A recorded stream says the same wherever its bytes are cut` {
    /// Streams of one dialect, the provider they come from, and a door of another dialect.
    struct Side: Sendable, CustomTestStringConvertible {
        var dialect: Dialect
        var other: Dialect
        var isWanted: @Sendable (Recordings.Entry) -> Bool
        var testDescription: String { dialect.rawValue }

        func kind(of exchange: Exchange) -> ProviderKind {
            switch dialect {
            case .anthropicMessages: .anthropic
            case .geminiGenerate: .gemini
            case .bedrockConverse: .bedrock
            case .cohereChat: .cohere
            case .openAIResponses: `Recorded answers of other dialects come back in the OpenAI form`.responses.kind
            case .ollamaChat: .ollama
            default: `Recorded chat completions are relayed byte for byte`.kind(of: exchange.provider)
            }
        }

        var exchanges: [Exchange] {
            let all = Recordings.shared?.exchanges { isWanted($0) && $0.status < 400 } ?? []
            return all.filter { ($0.isStream || $0.wire == "ndjson") && $0.wire != "json-array" && $0.wire != "events" }
        }
    }

    static let sides: [Side] = [
        Side(dialect: .openAIChat, other: .anthropicMessages) { $0.endpoint == "chat.completions" },
        Side(dialect: .openAIResponses, other: .openAIChat) { $0.endpoint == "responses" },
        Side(dialect: .anthropicMessages, other: .openAIChat) {
            $0.provider == "anthropic" && $0.endpoint == "messages"
        },
        Side(dialect: .geminiGenerate, other: .openAIChat) { $0.endpoint == "streamGenerateContent" },
        Side(dialect: .bedrockConverse, other: .openAIChat) {
            $0.provider == "bedrock" && $0.endpoint.hasPrefix("converse")
        },
        Side(dialect: .cohereChat, other: .openAIChat) { $0.provider == "cohere" && $0.endpoint == "v2.chat" },
        Side(dialect: .ollamaChat, other: .openAIChat) { $0.provider == "ollama" && $0.endpoint == "api.chat" },
    ]

    private struct Told: Equatable {
        var text: String
        var isWhole: Bool
    }

    private func reply(_ exchange: Exchange, _ side: Side, at door: Dialect, _ sizes: [Int]) async -> Told {
        let namesModel = door == .geminiGenerate || door == .bedrockConverse
        let body =
            switch door {
            case .geminiGenerate: #"{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}"#
            case .bedrockConverse: #"{"messages":[{"role":"user","content":[{"text":"Hi"}]}]}"#
            case .openAIResponses: #"{"model":"up/m","input":"Hi","stream":true}"#
            default:
                #"{"model":"up/m","max_tokens":99,"stream":true,"messages":[{"role":"user","content":"Hi"}]}"#
            }
        let replay = await Replay(
            ByteBuffer(string: body), to: side.kind(of: exchange),
            answer: ScriptedUpstream.Script(exchange, cuts: sizes), door: door,
            path: namesModel ? PathFacts(model: "up/m", isStream: true) : .none)
        // Where the provider named no answer, its id is the call's.
        let text = String(decoding: replay.reply.body.readableBytesView, as: UTF8.self)
        return Told(
            text: replay.log.map { text.replacing($0.id, with: "ID") } ?? text, isWhole: replay.log?.code == nil)
    }

    private func expectSame(_ exchange: Exchange, _ side: Side, _ cuts: [[Int]]) async {
        for door in [side.dialect, side.other] {
            let whole = await reply(exchange, side, at: door, [Int.max])
            // An error that comes with the first bytes is a refusal, one that comes later an event.
            guard whole.isWhole else { continue }
            for sizes in cuts {
                let cut = await reply(exchange, side, at: door, sizes)
                let isSame = cut == whole
                #expect(
                    isSame,
                    "\(exchange.name) at \(door.rawValue), cut into \(sizes.prefix(40)): \(cut.text.debugDescription.suffix(80)) \(whole.text.debugDescription.suffix(80))"
                )
            }
        }
    }

    @Test(arguments: sides)
    func `at 32 random places`(_ side: Side) async {
        var random = SplitMix64(seed: 22)
        var count = 0
        for exchange in side.exchanges where exchange.response.body.readableBytes < 100_000 {
            count += 1
            let mean = max(2, exchange.response.body.readableBytes / 16)
            let sizes = (0..<32).map { _ in Int.random(in: 1...mean, using: &random) }
            await expectSame(exchange, side, [sizes])
        }
        print("Framing: \(count) recorded streams of \(side.dialect.rawValue)")
    }

    /// The last byte was kept back where it came alone.
    @Test(arguments: ["\n\n", "\r\n\r\n", "\r\r"])
    func `the end of the last line comes through, wherever it is cut`(_ end: String) async {
        let text = #"data: {"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"STOP"}]}"# + end
        var fields = HeaderFields()
        fields.append("content-type", "text/event-stream")
        for last in 1...text.utf8.count {
            let pieces = ScriptedUpstream.Script.cut(
                ByteBuffer(string: text), into: [max(1, text.utf8.count - last), text.utf8.count])
            let replay = await Replay(
                ByteBuffer(string: #"{"contents":[{"parts":[{"text":"x"}]}]}"#), to: .gemini,
                answer: ScriptedUpstream.Script(fields: fields, pieces: pieces), door: .geminiGenerate,
                path: PathFacts(model: "up/m", isStream: true))
            #expect(String(buffer: replay.reply.body) == text, "\(last)")
        }
    }

    /// The shortest stream of each dialect, at every place there is: enough to meet all states of a parser. The codecs are
    /// cut at each byte by their own tests.
    @Test(arguments: sides)
    func `at each place`(_ side: Side) async {
        let short = side.exchanges.filter { $0.response.body.readableBytes < 2_000 }
        let sorted = short.sorted { $0.response.body.readableBytes < $1.response.body.readableBytes }
        for exchange in sorted.prefix(1) {
            let size = exchange.response.body.readableBytes
            await expectSame(exchange, side, (1..<max(size, 2)).map { [$0, size] } + [[1]])
        }
    }
}
