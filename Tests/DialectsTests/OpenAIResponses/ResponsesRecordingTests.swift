import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Every recorded exchange of the Responses API, whoever serves it.
@Suite struct `Recorded Responses` {
    private static let codec = OpenAIResponsesCodec()

    private static var exchanges: [Exchange] {
        Recordings.shared?.exchanges { $0.endpoint == "responses" && $0.wire != "events" } ?? []
    }

    private func again(_ request: GenerationRequest) throws -> (GenerationRequest, Losses) {
        var json = JSONWriter()
        var losses = Losses()
        try Self.codec.encode(request, for: TargetTraits(model: request.model), into: &json, losses: &losses)
        return (try Self.codec.decodeRequest(JSONDocument(validating: json.buffer, maxDepth: 512).root), losses)
    }

    private func detailed(_ part: Part) -> Part {
        switch part {
        case .media(var media) where media.kind == .image:
            media.detail = media.detail ?? "auto"
            return .media(media)
        case .toolResult(var result):
            result.content = result.content.map(detailed)
            return .toolResult(result)
        default: return part
        }
    }

    /// Where a function does not say whether it is strict, it is written as not.
    private func plain(_ request: GenerationRequest) -> GenerationRequest {
        var request = request
        request.tools = request.tools.map { tool in
            guard case .function(var function) = tool else { return tool }
            function.strict = function.strict ?? false
            function.parameters = function.parameters ?? ["type": "object", "properties": .object(JSONObject())]
            return .function(function)
        }
        for index in request.messages.indices {
            request.messages[index].parts.removeAll { part in
                guard case .reasoning(let reasoning) = part else { return false }
                // Valid only where it was made, and not without its proof.
                return reasoning.signature?.dialect != .openAIResponses
            }
            // What an image is looked at with where nothing is said, which OpenAI's description requires to be said.
            request.messages[index].parts = request.messages[index].parts.map(detailed)
        }
        request.messages.removeAll { $0.parts.isEmpty }
        return request
    }

    @Test func `every request means the same when it is read, written and read`() throws {
        var count = 0
        for exchange in Self.exchanges {
            guard let body = exchange.request?.body, body.readableBytes > 0, exchange.response.status < 400 else {
                continue
            }
            let root = try JSONDocument(validating: body, maxDepth: 512).root
            // What OpenAI keeps is refused, with a hint.
            if root["conversation"] != nil || root["prompt"] != nil { continue }
            // Goes on from an answer, with nothing of its own.
            if root["input"]?.count == 0, root["input"]?.string == nil { continue }
            count += 1
            let request = try Self.codec.decodeRequest(root)
            let (read, losses) = try again(request)
            #expect(losses.entries.allSatisfy { $0.path.hasSuffix("reasoning") }, "\(exchange.name): \(losses.entries)")
            let (one, other) = (plain(read), plain(request))
            let isSame = one == other
            #expect(isSame, "\(exchange.name): \(Difference(other, one))")
        }
        print("Responses: \(count) recorded requests")
    }

    @Test func `every answer means the same when it is read, written and read`() throws {
        for exchange in Self.exchanges where exchange.wire == "json" && exchange.response.status < 400 {
            let root = try JSONDocument(validating: exchange.response.body, maxDepth: 512).root
            guard root["output"] != nil else { continue }
            let response = try Self.codec.decodeResponse(root)
            var json = JSONWriter()
            var losses = Losses()
            try Self.codec.encode(response, into: &json, losses: &losses)
            #expect(losses.isEmpty, "\(exchange.name): \(losses.entries)")
            let read = try Self.codec.decodeResponse(JSONDocument(validating: json.buffer, maxDepth: 512).root)
            let isSame = read.candidates == response.candidates && read.usage?.output == response.usage?.output
            #expect(isSame, "\(exchange.name): \(Difference(response.candidates, read.candidates))")
            #expect(ResponseFold(response.events).response.candidates == response.candidates, "\(exchange.name)")
        }
    }

    @Test func `every stream folds into the answer of its last event, however its bytes are cut`() throws {
        var random = SystemRandomNumberGenerator()
        var count = 0
        for exchange in Self.exchanges where exchange.isEventStream && exchange.response.status < 400 {
            count += 1
            let body = exchange.response.body
            let events = Self.codec.events(of: body)
            let fold = ResponseFold(events)
            let last = String(buffer: body).split(separator: "\n").last { $0.hasPrefix("data:") } ?? "data:{}"
            let end = try JSONDocument(validating: ByteBuffer(string: String(last.dropFirst(5))), maxDepth: 512).root
            guard let answer = end["response"], end["type"]?.string != "response.failed" else { continue }
            let response = try Self.codec.decodeResponse(answer)
            let (got, said) = (try #require(fold.response.candidates.first), try #require(response.candidates.first))
            #expect(fold.isWhole == (said.finish != nil), "\(exchange.name)")
            #expect(got.finish == said.finish, "\(exchange.name)")
            #expect(fold.response.usage == response.usage, "\(exchange.name)")
            let areAlike = Brief(got.parts) == Brief(said.parts)
            #expect(areAlike, "\(exchange.name): \(Brief(said.parts)) \(Brief(got.parts))")
            let cuts = (0..<32).map { _ in Int.random(in: 1...90, using: &random) }
            #expect(Self.codec.events(of: body, cuts: cuts) == events, "\(exchange.name) cut at \(cuts)")
            if body.readableBytes < 20_000 {
                #expect(Self.codec.events(of: body, cuts: [1]) == events, "\(exchange.name)")
            }
            try expectAgain(fold.response, events, exchange.name)
        }
        print("Responses: \(count) recorded streams")
    }

    /// Written as a stream of our own, it tells the same, piece by piece and in its last event.
    private func expectAgain(_ response: GenerationResponse, _ events: [GenerationEvent], _ name: String) throws {
        var encoder = Self.codec.makeStreamEncoder(
            StreamContext(id: "resp_1", model: "m", created: 0, includeUsage: true))
        var bytes = ByteBuffer()
        for event in events { encoder.encode(event, into: &bytes) }
        encoder.finish(into: &bytes)
        #expect(encoder.losses.isEmpty, "\(name): \(encoder.losses.entries)")
        let again = ResponseFold(Self.codec.events(of: bytes)).response
        let (got, said) = (again.candidates.first?.parts ?? [], response.candidates.first?.parts ?? [])
        #expect(Brief(got) == Brief(said), "\(name): \(Brief(said)) \(Brief(got))")
        #expect(again.candidates.first?.finish == response.candidates.first?.finish, "\(name)")
        var usage = response.usage
        // The form requires this count; servers of older versions leave it out.
        if usage?.cacheWrite == nil { usage?.cacheWrite = 0 }
        #expect(again.usage == usage, "\(name)")
    }

    @Test(.enabled(if: !Self.exchanges.isEmpty, "no recordings here"))
    func `a stream cut before its last event is not whole`() throws {
        let exchange = try #require(Self.exchanges.first { $0.isEventStream && $0.response.status < 400 })
        let events = String(buffer: exchange.response.body).split(separator: "event: ").dropLast()
        let cut = events.map { "event: \($0)" }.joined()
        let fold = ResponseFold(Self.codec.events(of: ByteBuffer(string: cut)))
        #expect(!fold.isWhole)
    }
}

/// What parts say, whichever members stand beside it.
private struct Brief: Equatable, CustomStringConvertible {
    var description = ""

    init(_ parts: [Part]) {
        for part in parts {
            switch part {
            case .text(let text): description += "says \(text.text); "
            case .refusal(let text): description += "refuses \(text); "
            case .reasoning(let reasoning):
                // The same reasoning is encrypted anew each time it is told.
                description += "thinks \(reasoning.text)\(reasoning.signature == nil ? "" : ", signed"); "
            case .toolCall(let call): description += "calls \(call.id) \(call.name) \(call.arguments); "
            case .opaque(let opaque): description += "does \(opaque.kind); "
            case .citation(let citation): description += "cites \(citation.url ?? ""); "
            case .media, .toolResult, .cacheMarker: description += "shows; "
            }
        }
    }
}

/// Where two values begin to differ, in their descriptions.
private struct Difference: CustomStringConvertible {
    let description: String

    init(_ one: some Any, _ other: some Any) {
        let (one, other) = ("\(one)", "\(other)")
        let same = zip(one, other).prefix { $0 == $1 }.count
        let from = max(0, same - 80)
        description = "\(one.dropFirst(from).prefix(260)) | \(other.dropFirst(from).prefix(260))"
    }
}
