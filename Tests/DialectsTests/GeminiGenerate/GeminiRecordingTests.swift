import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Laws over every recorded exchange of the Gemini API and Vertex AI.
struct GeminiRecordingTests {
    let codec = GeminiGenerateCodec()

    /// Sent with a role that does not exist, and answered with a 400.
    static let invalidRequests: Set<String> = ["vertex/generatecontent-959d07409bc0.json"]
    /// An answer made up by an SDK's tests that is no answer at all.
    static let invalidAnswers: Set<String> = ["vertex/generatecontent-d46ac6d79162.json"]

    @Test func `every member of a request survives decoding and encoding`() throws {
        var count = 0
        for exchange in GeminiFixtures.exchanges {
            guard let sent = exchange.request, let body = GeminiFixtures.json(sent.body) else { continue }
            if Self.invalidRequests.contains(exchange.name) {
                #expect(throws: DialectError.self) { try codec.decodeRequest(GeminiFixtures.view(body)) }
                continue
            }
            let request = try codec.decodeRequest(GeminiFixtures.view(body))
            let (written, losses) = try GeminiFixtures.encode(request) {
                $0.model = request.model
                $0.usesThinkingLevel = request.reasoning?.effort != nil
            }
            let missing = GeminiNormal.missing(GeminiNormal.form(body), in: GeminiNormal.form(written))
            #expect(missing == nil, "\(exchange.name)")
            #expect(losses.isEmpty, "\(exchange.name): \(losses.entries)")
            let again = try codec.decodeRequest(GeminiFixtures.view(written))
            #expect(
                again.messages.flatMap(\.parts).count == request.messages.flatMap(\.parts).count, "\(exchange.name)")
            count += 1
        }
        print("Gemini: \(count) recorded requests decoded and encoded")
    }

    @Test func `every member of an answer survives decoding and encoding`() throws {
        var count = 0
        for exchange in GeminiFixtures.exchanges where exchange.response.status == 200 {
            guard let body = GeminiFixtures.json(exchange.response.body), body.object != nil,
                !Self.invalidAnswers.contains(exchange.name)
            else { continue }
            let response = try codec.decodeResponse(GeminiFixtures.view(body))
            let written = try GeminiFixtures.encode(response)
            let missing = GeminiNormal.missing(GeminiNormal.form(body), in: GeminiNormal.form(written))
            #expect(missing == nil, "\(exchange.name)")
            var again = try codec.decodeResponse(GeminiFixtures.view(written))
            if response.usage?.total == nil { again.usage?.total = nil }
            #expect(again == response, "\(exchange.name)")
            count += 1
        }
        print("Gemini: \(count) recorded answers decoded and encoded")
    }

    @Test func `a stream folds into the text, calls and usage that its events say`() throws {
        var count = 0
        for exchange in GeminiFixtures.exchanges where exchange.endpoint == "streamGenerateContent" {
            let events = GeminiFixtures.streamEvents(exchange)
            guard exchange.response.status == 200, !events.isEmpty else { continue }
            let fold = ResponseFold(GeminiFixtures.decode(events))
            let said = SaidByStream(events)
            let parts = fold.response.candidates.first?.parts ?? []
            #expect(parts.answerText == said.text, "\(exchange.name)")
            #expect(parts.thoughtText == said.thoughts, "\(exchange.name)")
            #expect(parts.callNames == said.calls, "\(exchange.name)")
            #expect(fold.response.usage?.total == said.total, "\(exchange.name)")
            if said.reason != nil { #expect(fold.isWhole, "\(exchange.name)") }
            count += 1
        }
        print("Gemini: \(count) recorded streams folded")
    }

    @Test func `a written stream is read as the same answer`() throws {
        for exchange in GeminiFixtures.exchanges where exchange.endpoint == "streamGenerateContent" {
            let events = GeminiFixtures.decode(GeminiFixtures.streamEvents(exchange))
            let first = ResponseFold(events)
            guard first.failure == nil, !first.response.candidates.isEmpty else { continue }
            var encoder = codec.makeStreamEncoder(
                StreamContext(id: "fallback", model: "fallback", created: 0, includeUsage: true))
            var bytes = ByteBuffer()
            for event in events { encoder.encode(event, into: &bytes) }
            encoder.finish(into: &bytes)
            let second = ResponseFold(GeminiFixtures.decode(GeminiFixtures.sse(bytes)))
            let (one, other) = (first.response.candidates[0], second.response.candidates.first)
            #expect(other?.parts.answerText == one.parts.answerText, "\(exchange.name)")
            #expect(other?.parts.thoughtText == one.parts.thoughtText, "\(exchange.name)")
            #expect(other?.parts.callNames == one.parts.callNames, "\(exchange.name)")
            #expect(other?.parts.signatures == one.parts.signatures, "\(exchange.name)")
            #expect(other?.finish == one.finish, "\(exchange.name)")
            var usage = second.response.usage
            if first.response.usage?.total == nil { usage?.total = nil }
            #expect(usage == first.response.usage, "\(exchange.name)")
        }
    }

    @Test func `every cut of a stream gives the same events`() throws {
        let streams = GeminiFixtures.exchanges.filter { $0.isEventStream && $0.response.body.readableBytes < 20_000 }
        for exchange in streams {
            let whole = GeminiFixtures.decode(GeminiFixtures.sse(exchange.response.body))
            for size in [1, 7, 1000] {
                #expect(
                    GeminiFixtures.decode(GeminiFixtures.sse(exchange.response.body, cutAt: size)) == whole,
                    "\(exchange.name) in pieces of \(size)")
            }
        }
    }

    @Test func `every recorded failure is read with its status and message and keeps its members`() throws {
        for exchange in GeminiFixtures.exchanges where exchange.response.status >= 400 {
            guard let body = GeminiFixtures.json(exchange.response.body) else { continue }
            let failure = codec.decodeFailure(status: exchange.response.status, try GeminiFixtures.view(body))
            let error = (body.array?.first ?? body)["error"]
            #expect(failure.status == exchange.response.status)
            #expect(failure.message == error?["message"]?.string, "\(exchange.name)")
            #expect(failure.type == error?["status"]?.string, "\(exchange.name)")
            var writer = JSONWriter()
            codec.encode(failure, into: &writer)
            let written = try JSONValue(parsing: writer.buffer)
            #expect(GeminiNormal.missing(["error": error ?? nil], in: written) == nil, "\(exchange.name)")
        }
    }
}

/// The plain reading of a stream's events, to compare the decoder with.
private struct SaidByStream {
    var text = ""
    var thoughts = ""
    var calls: [String] = []
    var total: Int?
    var reason: JSONValue?

    init(_ events: [SSEEvent]) {
        for event in events {
            guard let body = GeminiFixtures.json(event.data) else { continue }
            total = body["usageMetadata"]?["totalTokenCount"]?.int ?? total
            guard let candidate = body["candidates"]?.array?.first else { continue }
            reason = candidate["finishReason"] ?? reason
            for part in candidate["content"]?["parts"]?.array ?? [] {
                if let piece = part["text"]?.string {
                    if part["thought"]?.bool == true { thoughts += piece } else { text += piece }
                }
                if let name = part["functionCall"]?["name"]?.string { calls.append(name) }
            }
        }
    }
}

extension [Part] {
    var answerText: String {
        compactMap { if case .text(let part) = $0 { part.text } else { nil } }.joined()
    }
    var thoughtText: String {
        compactMap { if case .reasoning(let part) = $0 { part.text } else { nil } }.joined()
    }
    var callNames: [String] { compactMap { if case .toolCall(let call) = $0 { call.name } else { nil } } }
    var signatures: [String] {
        compactMap { part in
            switch part {
            case .text(let text): text.signature?.value
            case .reasoning(let reasoning): reasoning.signature?.value
            case .toolCall(let call): call.signature?.value
            default: nil
            }
        }
    }
}
