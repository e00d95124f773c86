import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Every recorded exchange of Bedrock's Converse and ConverseStream.
@Suite struct `Recorded Converse` {
    private static let codec = BedrockConverseCodec()

    private static var exchanges: [Exchange] {
        Recordings.shared?.exchanges {
            $0.provider == "bedrock" && $0.endpoint.hasPrefix("converse") && $0.wire != "events"
        } ?? []
    }

    private func encoded(_ request: GenerationRequest) throws -> (JSONValue, Losses) {
        var json = JSONWriter()
        var losses = Losses()
        try Self.codec.encode(request, for: TargetTraits(model: "m"), into: &json, losses: &losses)
        return (try JSONValue(parsing: json.buffer, maxDepth: 512), losses)
    }

    /// One way to say what there are several for: turns of one side in a row are one, empty members are nothing.
    private static func plain(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): return .array(elements.map(plain))
        case .object(let object):
            var rest = JSONObject()
            for (key, value) in object {
                let value = plain(value)
                let isEmpty = value.array?.isEmpty ?? value.object?.isEmpty ?? false
                let keeps = ["auto", "any", "input", "properties", "json"].contains(key)
                if value.isNull || isEmpty && !keeps { continue }
                if key == "status", value == "success" { continue }
                if key == "name", object["source"] != nil { continue }
                // Text of JSON, written anew; and a type beside the member that names it.
                if key == "schema" || key == "type", object["text"] != nil { continue }
                if key == "schema", value.string != nil { continue }
                rest.append(key, value)
            }
            return .object(rest)
        default: return value
        }
    }

    /// Less texts that say nothing.
    private static func spoken(_ candidate: Candidate) -> Candidate {
        var candidate = candidate
        candidate.parts.removeAll { $0 == .text(TextPart("")) }
        candidate.stopSequence = nil
        candidate.parts = candidate.parts.map(compact)
        return candidate
    }

    /// Arguments and other JSON without blanks.
    private static func compact(_ part: Part) -> Part {
        switch part {
        case .toolCall(var call):
            call.arguments = (try? JSONValue(parsing: call.arguments))?.text ?? call.arguments
            return .toolCall(call)
        case .toolResult(var result):
            result.content = result.content.map(compact)
            return .toolResult(result)
        case .text(var text) where text.preserved != nil:
            text.text = (try? JSONValue(parsing: text.text))?.text ?? text.text
            return .text(text)
        default: return part
        }
    }

    private static func hasAlternatingTurns(_ root: JSONView) -> Bool {
        let roles = (root["messages"]?.elements).map { $0.map { $0["role"]?.string } } ?? []
        return zip(roles, roles.dropFirst()).allSatisfy { $0 != $1 }
    }

    @Test func `every request is read and written with every member`() throws {
        var count = 0
        for exchange in Self.exchanges where exchange.response.status < 400 {
            // One recorder kept a body that ends early.
            guard let body = exchange.request?.body, body.readableBytes > 0,
                let root = try? JSONDocument(validating: body, maxDepth: 512).root
            else { continue }
            guard Self.hasAlternatingTurns(root) else { continue }
            count += 1
            let (again, losses) = try encoded(try Self.codec.decodeRequest(root))
            #expect(
                losses.entries.allSatisfy { $0.path.hasSuffix("reasoning") }, "\(exchange.name): \(losses.entries)")
            guard losses.isEmpty else { continue }
            let (got, said) = (Self.plain(again), Self.plain(JSONValue(root)))
            let isSame = got.isEquivalent(to: said)
            #expect(isSame, "\(exchange.name): \(got.text.prefix(900)) \(said.text.prefix(900))")
        }
        print("Converse: \(count) recorded requests")
    }

    @Test func `every answer is read and written with every member`() throws {
        for exchange in Self.exchanges where exchange.wire == "json" && exchange.response.status < 400 {
            let root = try JSONDocument(validating: exchange.response.body, maxDepth: 512).root
            let response = try Self.codec.decodeResponse(root)
            var json = JSONWriter()
            var losses = Losses()
            try Self.codec.encode(response, into: &json, losses: &losses)
            #expect(losses.isEmpty, "\(exchange.name): \(losses.entries)")
            let again = try JSONDocument(validating: json.buffer, maxDepth: 512).root
            let (got, said) = (try Self.codec.decodeResponse(again).candidates, response.candidates)
            let isSame = got.map(Self.spoken) == said.map(Self.spoken)
            #expect(isSame, "\(exchange.name): \("\(got)".prefix(900)) \("\(said)".prefix(900))")
            for count in ["inputTokens", "outputTokens", "totalTokens"] where root["usage"]?[named: count] != nil {
                #expect(
                    again["usage"]?[named: count]?.int == root["usage"]?[named: count]?.int, "\(exchange.name) \(count)"
                )
            }
            #expect(ResponseFold(response.events).response.candidates == response.candidates, "\(exchange.name)")
        }
    }

    @Test func `every stream folds the same, however its bytes are cut, and is written again`() throws {
        var random = SystemRandomNumberGenerator()
        var count = 0
        for exchange in Self.exchanges where exchange.wire == "eventstream" && exchange.response.status < 400 {
            count += 1
            let body = exchange.response.body
            let events = Self.codec.events(of: body)
            let fold = ResponseFold(events)
            #expect(fold.isWhole, "\(exchange.name)")
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
            #expect(again.response.candidates == fold.response.candidates, "\(exchange.name)")
            #expect(again.response.usage == fold.response.usage, "\(exchange.name)")
            #expect(encoder.losses.isEmpty, "\(exchange.name): \(encoder.losses.entries)")
            let cut = body.getSlice(at: body.readerIndex, length: body.readableBytes / 6) ?? body
            #expect(!ResponseFold(Self.codec.events(of: cut)).isWhole, "\(exchange.name)")
        }
        print("Converse: \(count) recorded streams")
    }

    @Test func `an error keeps its text`() throws {
        for exchange in Self.exchanges where exchange.response.status >= 400 {
            let root = try? JSONDocument(validating: exchange.response.body).root
            let failure = Self.codec.decodeFailure(status: exchange.response.status, root)
            #expect(failure.message == root?["message"]?.string ?? root?["Message"]?.string, "\(exchange.name)")
        }
    }

    @Test(arguments: [
        (TargetTraits.ModelFields.anthropic, #"{"thinking":{"type":"enabled","budget_tokens":4096}}"#),
        (.nova, #"{"reasoningConfig":{"type":"enabled","maxReasoningEffort":"medium"}}"#),
    ])
    func `reasoning is asked for in the model's own words`(_ fields: TargetTraits.ModelFields, _ wanted: String) throws
    {
        var request = GenerationRequest(model: "m", messages: [Message(role: .user, parts: [.text(TextPart("Hi"))])])
        request.reasoning = ReasoningRequest(effort: "medium")
        var traits = TargetTraits(model: "m")
        traits.modelFields = fields
        var json = JSONWriter()
        var losses = Losses()
        try Self.codec.encode(request, for: traits, into: &json, losses: &losses)
        let body = try JSONValue(parsing: json.buffer)
        #expect(body["additionalModelRequestFields"] == (try JSONValue(parsing: wanted)))
        #expect(losses.isEmpty)
    }
}
