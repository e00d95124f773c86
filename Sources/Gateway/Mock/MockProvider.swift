import Dialects
package import NIOCore
import Wire

/// The provider that answers without a provider: deterministic, in every dialect.
///
/// Tokens are words: runs of bytes between white space. The same request gets the same bytes.
package enum MockProvider {
    package static var listedModels: [String] { MockScenario.allCases.filter(\.isListed).map(\.rawValue) }

    /// - Parameters:
    ///   - path: chooses the dialect, and for Gemini the model and the streaming.
    ///   - scenario: of the field `x-mock-scenario`; overrides the model.
    package static func answer(path: String, scenario: String?, body: ByteBuffer) -> MockScript {
        let door = Door(path: path)
        var request: GenerationRequest
        do throws(DialectError) {
            guard let document = try? JSONDocument(validating: body) else {
                return refusal(400, "The body is not valid JSON.", door.dialect)
            }
            request = try door.dialect.codec.decodeRequest(document.root)
        } catch {
            return refusal(400, error.message, door.dialect)
        }
        if let model = door.model { request.model = model }
        if door.streams { request.stream = true }
        guard let chosen = MockScenario.named(scenario ?? request.model) else {
            return refusal(404, "The mock has no model \"\(request.model)\".", door.dialect)
        }
        if let fault = fault(chosen, request, door.dialect) { return fault }
        let response = MockAnswering(request: request, scenario: chosen.scenario, seed: body).response
        var script = play(response, request, door.dialect)
        shape(&script, chosen.scenario)
        return script
    }

    /// What a path says of the request.
    private struct Door {
        var dialect = Dialect.openAIChat
        var model: String?
        var streams = false

        init(path: String) {
            let path = path.split(separator: "?", maxSplits: 1).first.map(String.init) ?? ""
            if path.hasSuffix("/messages") {
                dialect = .anthropicMessages
            } else if let colon = path.lastIndex(of: ":"), path[colon...].hasSuffix("enerateContent") {
                dialect = .geminiGenerate
                model = path[..<colon].split(separator: "/").last.map(String.init)
                streams = path.hasSuffix(":streamGenerateContent")
            }
        }
    }

    private static func refusal(_ status: Int, _ message: String, _ dialect: Dialect) -> MockScript {
        var script = MockScript(status: status, contentType: "application/json")
        var json = JSONWriter()
        dialect.codec.encode(Failure(status: status, message: message), into: &json)
        script.pieces = [json.buffer]
        if status == 429 || status == 503 { script.head.fields.append("retry-after", "7") }
        return script
    }

    private static func fault(
        _ chosen: (scenario: MockScenario, status: Int), _ request: GenerationRequest, _ dialect: Dialect
    ) -> MockScript? {
        switch chosen.scenario {
        case .error:
            return refusal(chosen.status, "The mock was asked for status \(chosen.status).", dialect)
        case .hang:
            var script = MockScript(status: 200, contentType: "application/json")
            script.hangs = true
            return script
        case .html:
            var script = MockScript(status: 200, contentType: "text/html")
            script.pieces = [ByteBuffer(string: "<html><body>Bad gateway</body></html>")]
            return script
        case .empty:
            return MockScript(
                status: 200, contentType: request.stream ? "text/event-stream" : "application/json")
        case .malformed:
            var script = MockScript(
                status: 200, contentType: request.stream ? "text/event-stream" : "application/json")
            script.pieces = [ByteBuffer(string: request.stream ? "data: {\"choices\":[\n\n" : "{\"choices\":[")]
            return script
        case .errorInside:
            var script = refusal(500, "The mock failed inside a success.", dialect)
            script.head.status = 200
            guard request.stream, let body = script.pieces.first else { return script }
            var bytes = ByteBuffer()
            SSEWriter.event(data: String(buffer: body), into: &bytes)
            script.pieces = [bytes]
            script.head.fields.set("content-type", "text/event-stream")
            return script
        default: return nil
        }
    }

    private static func play(
        _ response: GenerationResponse, _ request: GenerationRequest, _ dialect: Dialect
    ) -> MockScript {
        guard request.stream else {
            var script = MockScript(status: 200, contentType: "application/json")
            var json = JSONWriter()
            var losses = Losses()
            do throws(DialectError) {
                try dialect.codec.encode(response, into: &json, losses: &losses)
            } catch {
                return refusal(500, error.message, dialect)
            }
            script.pieces = [json.buffer]
            return script
        }
        var script = MockScript(status: 200, contentType: "text/event-stream; charset=utf-8")
        var encoder = dialect.codec.makeStreamEncoder(
            StreamContext(
                id: response.id, model: response.model, created: response.created ?? 0,
                includeUsage: dialect != .openAIChat || request.includeUsage))
        for event in response.events.flatMap(cut) {
            var bytes = ByteBuffer()
            encoder.encode(event, into: &bytes)
            if bytes.readableBytes > 0 { script.pieces.append(bytes) }
        }
        var end = ByteBuffer()
        encoder.finish(into: &end)
        if end.readableBytes > 0 { script.pieces.append(end) }
        return script
    }

    /// Text comes in at least three deltas where it has three characters.
    private static func cut(_ event: GenerationEvent) -> [GenerationEvent] {
        guard case .delta(let candidate, let index, let delta) = event else { return [event] }
        let make: (String) -> PartDelta
        let text: String
        switch delta {
        case .text(let said): (text, make) = (said, { .text($0) })
        case .arguments(let said): (text, make) = (said, { .arguments($0) })
        default: return [event]
        }
        let size = max(1, min(16, text.count / 3))
        var rest = text[...]
        var events: [GenerationEvent] = []
        while !rest.isEmpty {
            events.append(.delta(candidate: candidate, index: index, make(String(rest.prefix(size)))))
            rest = rest.dropFirst(size)
        }
        return events.isEmpty ? [event] : events
    }

    private static func shape(_ script: inout MockScript, _ scenario: MockScenario) {
        switch scenario {
        case .slow: script.pause = .milliseconds(200)
        case .cut:
            script.ending = .cut
            if script.pieces.count > 3 {
                script.pieces.removeLast(script.pieces.count - 3)
            } else if let whole = script.pieces.first {
                script.pieces = [whole.getSlice(at: whole.readerIndex, length: whole.readableBytes / 2) ?? whole]
            }
        case .noEnd where script.pieces.count > 3: script.pieces.removeLast(script.pieces.count - 3)
        default: break
        }
    }
}
