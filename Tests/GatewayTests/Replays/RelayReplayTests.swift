import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Every recorded chat completion goes in through the front door as it was sent, and comes back as it was answered.
@Suite struct `Recorded chat completions are relayed byte for byte` {
    /// Requests the gateway refuses, as it should, by recording.
    static let refused: [String: String] = [:]

    static func kind(of provider: String) -> ProviderKind {
        switch provider {
        case "openai", "azure": .openAI
        case "mistral": .mistral
        case "huggingface": .huggingFace
        case "ollama": .ollama
        default: .openAICompatible
        }
    }

    static func exchanges() -> [Exchange] {
        let own: Set<String> = ["openai", "azure", "mistral", "ollama", "huggingface", "bedrock"]
        return Recordings.shared?.exchanges {
            ($0.endpoint == "chat.completions" || $0.endpoint == "openai.chat.completions")
                && (own.contains($0.provider) || $0.provider.hasPrefix("compat-"))
        } ?? []
    }

    @Test func `every good answer comes back as it was`() async throws {
        var counts: [String: ReplayCount] = [:]
        for exchange in Self.exchanges() where exchange.response.status < 400 {
            let kind = Self.kind(of: exchange.provider)
            var count = counts[kind.name] ?? ReplayCount("\(kind.name), relayed")
            defer { counts[kind.name] = count }
            if let reason = Self.refused[exchange.name] {
                count.leaveOut(reason)
                continue
            }
            count.run()
            let call = try RelayedCall(exchange)
            let replay = await Replay(
                call.body, to: kind, answer: ScriptedUpstream.Script(exchange, cuts: Replay.cuts))
            expectRequest(replay, call, exchange)
            expectAnswer(replay, call, exchange)
        }
        for name in counts.keys.sorted() { counts[name]?.say() }
        if counts.isEmpty { ReplayCount("OpenAI chat, relayed").say() }
    }

    private func expectRequest(_ replay: Replay, _ call: RelayedCall, _ exchange: Exchange) {
        guard let sent = replay.sent else {
            Issue.record("\(exchange.name): nothing was sent, \(replay.status) \(String(buffer: replay.reply.body))")
            return
        }
        let isAsRecorded = call.isAsRecorded(sent)
        #expect(isAsRecorded, "\(exchange.name): \(String(buffer: sent).prefix(300))")
    }

    private func expectAnswer(_ replay: Replay, _ call: RelayedCall, _ exchange: Exchange) {
        let name = exchange.name
        if let error = RecordedAnswer.errorInsideSuccess(exchange) {
            #expect(replay.status == 502 || exchange.isEventStream, "\(name)")
            #expect(String(buffer: replay.reply.body).contains(error), "\(name)")
            return
        }
        #expect(replay.status == 200, "\(name): \(String(buffer: replay.reply.body).prefix(300))")
        let expected = RecordedAnswer.expected(exchange, keepsUsage: call.asksForUsage)
        let isUntouched = Array(replay.reply.body.readableBytesView) == expected
        #expect(isUntouched, "\(name): \(String(buffer: replay.reply.body).suffix(300))")
        #expect(replay.reply.isFinished, "\(name)")
        let told = Told.openAI(exchange.response.body, isStream: exchange.isEventStream)
        if let count = told.count {
            #expect(replay.log?.usage?.input == count.prompt, "\(name)")
            #expect(replay.log?.usage?.output == count.completion, "\(name)")
        }
    }

    @Test func `every failure maps by the table and keeps its members`() async throws {
        var count = ReplayCount("OpenAI chat, failures relayed")
        for exchange in Self.exchanges() where exchange.response.status >= 400 {
            count.run()
            let call = try RelayedCall(exchange)
            let replay = await Replay(
                call.body, to: Self.kind(of: exchange.provider), answer: ScriptedUpstream.Script(exchange))
            RecordedFailure.expect(replay, exchange)
        }
        count.say()
    }
}

/// A recorded request, addressed to the replay's provider.
struct RelayedCall {
    let body: ByteBuffer
    let asksForUsage: Bool
    private let namesModel: Bool
    private let recordedBytes: ByteBuffer

    /// Where no request was recorded, a plain one.
    init(_ exchange: Exchange) throws {
        let isStream = exchange.isEventStream
        let plain = #"{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":\#(isStream)}"#
        var bytes = ByteBuffer(string: plain)
        if let given = exchange.request?.body, given.readableBytes > 0 { bytes = given }
        let root = try JSONDocument(validating: bytes, maxDepth: 512)
        var model = JSONWriter()
        model.string("\(Replay.provider)/\(root.root["model"]?.string ?? exchange.model ?? "m")")
        var edits = JSONEdits()
        edits.set("model", to: model.buffer, in: root.root)
        body = edits.applied(to: root)
        recordedBytes = bytes
        namesModel = root.root["model"]?.string != nil && exchange.request != nil
        asksForUsage = root.root["stream_options"]?["include_usage"]?.bool == true
    }

    /// Whether these bytes are the recorded ones, less the opt-in to the usage chunk.
    func isAsRecorded(_ sent: ByteBuffer) -> Bool {
        guard namesModel else { return true }
        let text = String(buffer: sent)
        let original = String(buffer: recordedBytes)
        if text == original { return true }
        let optIn = #""stream_options":{"include_usage":true}"#
        let optedIn = [optIn + ",", "," + optIn, #","include_usage":true"#, #""include_usage":true"#]
        if optedIn.contains(where: { text.replacingFirst($0, with: "") == original }) { return true }
        return text.replacingFirst(#""include_usage":true"#, with: #""include_usage":false"#) == original
    }
}

extension String {
    fileprivate func replacingFirst(_ part: String, with other: String) -> String? {
        let (whole, piece) = (Array(utf8), Array(part.utf8))
        guard piece.count <= whole.count else { return nil }
        for start in 0...(whole.count - piece.count) where whole[start..<start + piece.count].elementsEqual(piece) {
            return String(
                decoding: whole[..<start] + Array(other.utf8) + whole[(start + piece.count)...], as: UTF8.self)
        }
        return nil
    }
}

/// What a recorded answer must look like to the caller of a relay.
enum RecordedAnswer {
    /// The message of an error under status 200, where there is no answer beside it.
    static func errorInsideSuccess(_ exchange: Exchange) -> String? {
        guard exchange.isEventStream else {
            let root = try? JSONValue(parsing: exchange.response.body, maxDepth: 512)
            guard let error = root?["error"], !error.isNull, root?["choices"] == nil else { return nil }
            return error["message"]?.string ?? error.string ?? ""
        }
        return Told.openAI(exchange.response.body, isStream: true).error
    }

    /// The bytes, less the events that are nothing but usage where nobody asked for them.
    static func expected(_ exchange: Exchange, keepsUsage: Bool) -> [UInt8] {
        let bytes = Array(exchange.response.body.readableBytesView)
        guard exchange.isEventStream, !keepsUsage else { return bytes }
        return PlainEvents.blocks(bytes).filter { !isUsageAlone($0) }.flatMap { $0 }
    }

    private static func isUsageAlone(_ block: ArraySlice<UInt8>) -> Bool {
        let data = PlainEvents.data(String(decoding: block, as: UTF8.self))
        guard let first = data.first, let json = try? JSONValue(parsing: first, maxDepth: 512) else { return false }
        guard let usage = json["usage"], !usage.isNull else { return false }
        return json["choices"]?.array?.isEmpty == true
    }
}
