import Dialects
package import NIOCore
package import Wire

/// The provider that answers without a provider: deterministic, in every dialect.
///
/// Tokens are words: runs of bytes between white space. The same request gets the same bytes.
package enum MockProvider {
    package static var listedModels: [String] { MockScenario.allCases.filter(\.isListed).map(\.rawValue) }

    /// What the mock's own server answers to any request.
    /// - Parameter scenario: of the field `x-mock-scenario`; overrides the model.
    package static func serve(
        method: HTTPMethod, target: String, scenario: String?, body: ByteBuffer
    ) -> MockScript {
        let path = MockPath(target)
        let isGet = method.kind == .get || method.kind == .head
        switch path.operation {
        case .unknown:
            return refusal(404, "The mock has nothing at this path.", path.dialect)
        case .generate where method.kind != .post, .embed where method.kind != .post,
            .rerank where method.kind != .post, .models where !isGet, .health where !isGet:
            var script = refusal(405, "\(method.text) is not served at this path.", path.dialect)
            script.head.fields.append("allow", path.allow)
            return script
        case .models:
            return whole(ModelListWriter(form: .openAI, created: created).list(listedModels))
        case .health:
            return whole(ByteBuffer(string: #"{"status":"ok"}"#))
        case .generate, .embed, .rerank:
            return answer(target: target, scenario: scenario, body: body)
        }
    }

    /// - Parameter scenario: of the field `x-mock-scenario`; overrides the model.
    package static func answer(target: String, scenario: String?, body: ByteBuffer) -> MockScript {
        let path = MockPath(target)
        var request: GenerationRequest
        do throws(DialectError) {
            guard let document = try? JSONDocument(validating: body) else {
                return refusal(400, "The body is not valid JSON.", path.dialect)
            }
            switch path.operation {
            case .embed(let form):
                let name: String = scenario ?? path.model ?? document.root["model"]?.string ?? ""
                if let chosen = MockChoice(name: name),
                    let fault = fault(chosen, GenerationRequest(model: name, messages: []), path.dialect)
                {
                    return fault
                }
                return whole(try MockVectors.answer(form, model: path.model, document.root))
            case .rerank(let form): return whole(try MockVectors.answer(form, document.root))
            default: request = try path.dialect.codec.decodeRequest(document.root)
            }
        } catch {
            return refusal(400, error.message, path.dialect)
        }
        if let model = path.model { request.model = model }
        if path.streams { request.stream = true }
        guard let chosen = MockChoice(name: scenario ?? request.model) else {
            return refusal(404, "The mock has no model \"\(scenario ?? request.model)\".", path.dialect)
        }
        if let fault = fault(chosen, request, path.dialect) { return fault }
        let response = MockAnswering(request: request, scenario: chosen.scenario, seed: body).response
        var script = play(response, request, path.dialect)
        if path.isArray { script.becomeArray() }
        shape(&script, chosen)
        return script
    }

    /// When every answer was made.
    static let created = 1_750_000_000

    private static func whole(_ body: ByteBuffer) -> MockScript {
        var script = MockScript(status: 200, contentType: "application/json")
        script.pieces = [body]
        return script
    }

    private static func refusal(
        _ status: Int, _ message: String, _ dialect: Dialect, retryAfter: Int? = nil
    ) -> MockScript {
        var script = MockScript(status: status, contentType: "application/json")
        var json = JSONWriter()
        dialect.codec.encode(Failure(status: status, message: message), into: &json)
        script.pieces = [json.buffer]
        if let retryAfter { script.head.fields.append("retry-after", String(retryAfter)) }
        return script
    }

    private static func fault(
        _ chosen: MockChoice, _ request: GenerationRequest, _ dialect: Dialect
    ) -> MockScript? {
        switch chosen.scenario {
        case .error:
            return refusal(
                chosen.status, "The mock was asked for status \(chosen.status).", dialect,
                retryAfter: chosen.retryAfter)
        case .hang:
            var script = MockScript(status: 200, contentType: "application/json")
            script.hangs = true
            return script
        case .html:
            var script = MockScript(status: 200, contentType: "text/html")
            script.pieces = [ByteBuffer(string: "<html><body>Bad gateway</body></html>")]
            return script
        case .empty:
            return MockScript(status: 200, contentType: contentType(request, dialect))
        case .malformed:
            var script = MockScript(status: 200, contentType: contentType(request, dialect))
            script.pieces = [ByteBuffer(string: request.stream ? "data: {\"choices\":[\n\n" : "{\"choices\":[")]
            return script
        case .errorInside:
            var script = refusal(500, "The mock failed inside a success.", dialect)
            script.head.status = 200
            guard request.stream, let body = script.pieces.first else { return script }
            var bytes = ByteBuffer()
            switch dialect.codec.streamFraming {
            case .serverSentEvents: SSEWriter.event(data: String(buffer: body), into: &bytes)
            case .jsonLines:
                bytes = body
                bytes.writeString("\n")
            case .eventStream:
                var encoder = dialect.codec.makeStreamEncoder(
                    StreamContext(id: "", model: "", created: 0, includeUsage: true))
                encoder.fail(Failure(status: 500, message: "The mock failed inside a success."), into: &bytes)
            }
            script.pieces = [bytes]
            script.head.fields.set("content-type", contentType(request, dialect))
            return script
        default: return nil
        }
    }

    private static func contentType(_ request: GenerationRequest, _ dialect: Dialect) -> String {
        request.stream ? dialect.codec.streamContentType : "application/json"
    }

    private static func play(
        _ response: GenerationResponse, _ request: GenerationRequest, _ dialect: Dialect
    ) -> MockScript {
        guard request.stream else {
            var json = JSONWriter()
            var losses = Losses()
            do throws(DialectError) {
                try dialect.codec.encode(response, into: &json, losses: &losses)
            } catch {
                return refusal(500, error.message, dialect)
            }
            return whole(json.buffer)
        }
        var script = MockScript(status: 200, contentType: contentType(request, dialect))
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

    private static func shape(_ script: inout MockScript, _ chosen: MockChoice) {
        switch chosen.scenario {
        case .slow: script.pause = chosen.pause
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
