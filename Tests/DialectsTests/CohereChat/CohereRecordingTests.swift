import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Every recorded exchange of Cohere's chat.
@Suite struct `Recorded Cohere chats` {
    private static let codec = CohereChatCodec()

    private static var exchanges: [Exchange] {
        Recordings.shared?.exchanges { $0.provider == "cohere" && $0.endpoint == "v2.chat" } ?? []
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

    /// One way to say what there are several for: a text is blocks of one text, empty lists and empty texts of an
    /// assistant are nothing, a JSON schema has one name.
    private static func plain(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): return .array(elements.map(plain))
        case .object(let object):
            var rest = JSONObject()
            for (key, value) in object {
                var value = plain(value)
                if key == "content", let text = value.string {
                    value = [["type": "text", "text": .string(text)]]
                }
                if key == "content", object["role"] == "assistant" || object["message"] == nil,
                    let blocks = value.array
                {
                    value = .array(
                        blocks.filter { $0 != ["type": "text", "text": ""] && $0 != ["text": "", "type": "text"] })
                }
                let isEmpty = value.array?.isEmpty ?? value.object?.isEmpty ?? false
                if value.isNull || isEmpty && key != "properties" || key == "tool_plan" && value == "" { continue }
                rest.append(key == "json_schema" ? "schema" : key, value)
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
            var sent = JSONValue(root)
            sent["stream"] = .bool(root["stream"]?.bool ?? false)
            let (got, said) = (Self.plain(again), Self.plain(sent))
            let isSame = got.isEquivalent(to: said)
            #expect(isSame, "\(exchange.name): \(got.text.prefix(900)) \(said.text.prefix(900))")
        }
        print("Cohere chat: \(count) recorded requests")
    }

    @Test func `every answer is read and written with every member`() throws {
        for exchange in Self.exchanges where exchange.wire == "json" && exchange.response.status < 400 {
            let root = try JSONDocument(validating: exchange.response.body, maxDepth: 512).root
            let response = try Self.codec.decodeResponse(root)
            let (again, losses) = try encoded(response)
            #expect(losses.isEmpty, "\(exchange.name): \(losses.entries)")
            let (got, said) = (Self.plain(again), Self.plain(JSONValue(root)))
            let isSame = got.isEquivalent(to: said)
            #expect(isSame, "\(exchange.name): \(got.text.prefix(900)) \(said.text.prefix(900))")
            #expect(ResponseFold(response.events).response.candidates == response.candidates, "\(exchange.name)")
        }
    }

    @Test func `every stream folds into what its events say, however its bytes are cut`() throws {
        var random = SystemRandomNumberGenerator()
        var count = 0
        for exchange in Self.exchanges where exchange.isEventStream && exchange.response.status < 400 {
            count += 1
            let body = exchange.response.body
            let events = Self.codec.events(of: body)
            let fold = ResponseFold(events)
            let said = SaidByCohere(body)
            let candidate = try #require(fold.response.candidates.first, "\(exchange.name)")
            #expect(fold.isWhole == !said.hasError, "\(exchange.name)")
            guard !said.hasError else { continue }
            #expect(candidate.text == said.text, "\(exchange.name)")
            #expect(candidate.reasoning == said.reasoning, "\(exchange.name)")
            #expect(candidate.arguments == said.arguments, "\(exchange.name)")
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
        print("Cohere chat: \(count) recorded streams")
    }

    @Test func `an error keeps its text, and a stream cut before its end is not whole`() throws {
        for exchange in Self.exchanges where exchange.response.status >= 400 {
            let root = try? JSONDocument(validating: exchange.response.body).root
            let failure = Self.codec.decodeFailure(status: exchange.response.status, root)
            #expect(failure.message == root?["message"]?.string, "\(exchange.name)")
        }
        let cut = ByteBuffer(
            string:
                #"data: {"type":"content-start","index":0,"delta":{"message":{"content":{"type":"text","text":"a"}}}}"#
                + "\n\n")
        #expect(!ResponseFold(Self.codec.events(of: cut)).isWhole)
    }
}

/// A stream read as simply as can be.
private struct SaidByCohere {
    var text = ""
    var reasoning = ""
    var arguments: [String] = []
    var hasError = false

    init(_ body: ByteBuffer) {
        for line in String(buffer: body).split(separator: "\n") where line.hasPrefix("data:") {
            guard let json = try? JSONValue(parsing: String(line.dropFirst(5))) else { continue }
            let message = json["delta"]?["message"]
            if json["delta"]?["error"]?.string?.isEmpty == false { hasError = true }
            if json["type"]?.string?.hasPrefix("content") == true {
                text += message?["content"]?["text"]?.string ?? ""
                reasoning += message?["content"]?["thinking"]?.string ?? ""
            }
            if json["type"] == "tool-plan-delta" { reasoning += message?["tool_plan"]?.string ?? "" }
            if json["type"] == "tool-call-start" { arguments.append("") }
            if json["type"]?.string?.hasPrefix("tool-call") == true, !arguments.isEmpty {
                arguments[arguments.count - 1] += message?["tool_calls"]?["function"]?["arguments"]?.string ?? ""
            }
        }
    }
}
