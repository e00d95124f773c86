import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Every recorded exchange of Ollama's own chat.
@Suite struct `Recorded Ollama chats` {
    private static let codec = OllamaChatCodec()

    private static var exchanges: [Exchange] {
        Recordings.shared?.exchanges { $0.provider == "ollama" && $0.endpoint == "api.chat" } ?? []
    }

    private func encoded(_ request: GenerationRequest) throws -> (JSONValue, Losses) {
        var json = JSONWriter()
        var losses = Losses()
        try Self.codec.encode(request, for: TargetTraits(model: request.model), into: &json, losses: &losses)
        return (try JSONValue(parsing: json.buffer, maxDepth: 512), losses)
    }

    private func encoded(_ response: GenerationResponse) throws -> (JSONValue, Losses) {
        var json = JSONWriter()
        var losses = Losses()
        try Self.codec.encode(response, into: &json, losses: &losses)
        return (try JSONValue(parsing: json.buffer, maxDepth: 512), losses)
    }

    /// What means nothing: null, empty texts of `format` and empty lists and objects of options.
    private static func plain(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): return .array(elements.map(plain))
        case .object(let object):
            var rest = JSONObject()
            for (key, value) in object {
                let value = plain(value)
                let isEmpty = value.array?.isEmpty ?? value.object?.isEmpty ?? false
                if value.isNull || isEmpty && key != "arguments" || key == "format" && value == "" { continue }
                rest.append(key, value)
            }
            return .object(rest)
        default: return value
        }
    }

    @Test func `every request is read and written with every member`() throws {
        var count = 0
        for exchange in Self.exchanges {
            guard let body = exchange.request?.body, body.readableBytes > 0 else { continue }
            count += 1
            let root = try JSONDocument(validating: body, maxDepth: 512).root
            let request = try Self.codec.decodeRequest(root)
            let (again, losses) = try encoded(request)
            #expect(losses.isEmpty, "\(exchange.name): \(losses.entries)")
            var sent = Self.plain(JSONValue(root))
            sent["stream"] = .bool(root["stream"]?.bool ?? true)
            let isSame = Self.plain(again).isEquivalent(to: sent)
            #expect(isSame, "\(exchange.name): \(Self.plain(again).text.prefix(600)) \(sent.text.prefix(600))")
            let reread = try Self.codec.decodeRequest(JSONDocument(validating: again.bytes, maxDepth: 512).root)
            #expect(try encoded(reread).0 == again, "\(exchange.name)")
        }
        print("Ollama chat: \(count) recorded requests")
    }

    @Test func `every answer is read and written with every member`() throws {
        for exchange in Self.exchanges where exchange.wire == "json" && exchange.response.status < 400 {
            let root = try JSONDocument(validating: exchange.response.body, maxDepth: 512).root
            let response = try Self.codec.decodeResponse(root)
            let (again, losses) = try encoded(response)
            #expect(losses.isEmpty, "\(exchange.name): \(losses.entries)")
            var said = JSONValue(root)
            // Older versions leave it out.
            if said["done_reason"] == nil { said["done_reason"] = "stop" }
            // Of a prompt that was in the cache whole nothing was counted.
            if said["prompt_eval_count"] == nil { said["prompt_eval_count"] = 0 }
            let isSame = Self.plain(again).isEquivalent(to: Self.plain(said))
            #expect(isSame, "\(exchange.name): \(again.text.prefix(500))")
            #expect(ResponseFold(response.events).response.candidates == response.candidates, "\(exchange.name)")
        }
    }

    @Test func `every stream folds into what its lines say, however its bytes are cut`() throws {
        var random = SystemRandomNumberGenerator()
        var count = 0
        for exchange in Self.exchanges where exchange.wire == "ndjson" && exchange.response.status < 400 {
            count += 1
            let body = exchange.response.body
            let events = Self.codec.events(of: body)
            let fold = ResponseFold(events)
            let lines = String(buffer: body).split(separator: "\n").compactMap { try? JSONValue(parsing: String($0)) }
            let said = { (member: String) in lines.compactMap { $0["message"]?[member]?.string }.joined() }
            let candidate = try #require(fold.response.candidates.first, "\(exchange.name)")
            #expect(fold.isWhole, "\(exchange.name)")
            #expect(candidate.text == said("content"), "\(exchange.name)")
            #expect(candidate.reasoning == said("thinking"), "\(exchange.name)")
            #expect(fold.response.usage?.output == lines.last?["eval_count"]?.int, "\(exchange.name)")
            let cuts = (0..<32).map { _ in Int.random(in: 1...90, using: &random) }
            #expect(Self.codec.events(of: body, cuts: cuts) == events, "\(exchange.name) cut at \(cuts)")
            if body.readableBytes < 20_000 {
                #expect(Self.codec.events(of: body, cuts: [1]) == events, "\(exchange.name)")
            }
            var encoder = Self.codec.makeStreamEncoder(
                StreamContext(id: "", model: "m", created: 0, includeUsage: true))
            var bytes = ByteBuffer()
            for event in events { encoder.encode(event, into: &bytes) }
            encoder.finish(into: &bytes)
            let again = ResponseFold(Self.codec.events(of: bytes))
            #expect(again.response == fold.response, "\(exchange.name)")
            #expect(encoder.losses.isEmpty, "\(exchange.name)")
        }
        print("Ollama chat: \(count) recorded streams")
    }

    @Test func `an error keeps its text, and a stream cut before its last line is not whole`() throws {
        for exchange in Self.exchanges where exchange.response.status >= 400 {
            let root = try? JSONDocument(validating: exchange.response.body).root
            let failure = Self.codec.decodeFailure(status: exchange.response.status, root)
            #expect(failure.message == root?["error"]?.string, "\(exchange.name)")
        }
        let cut = ByteBuffer(
            string: #"{"model":"m","message":{"role":"assistant","content":"hel"},"done":false}"# + "\n")
        #expect(!ResponseFold(Self.codec.events(of: cut)).isWhole)
        let failed = ByteBuffer(string: #"{"error":"out of memory"}"# + "\n")
        #expect(Self.codec.events(of: failed).contains { if case .failure = $0 { true } else { false } })
    }
}
