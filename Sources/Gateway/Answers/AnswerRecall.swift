import Dialects
import NIOCore
import Wire

/// Answers for what is asked of a kept answer: the answer again, what it was asked with, its end.
struct AnswerRecall {
    let call: Call
    let path: AnswerPath
    let store: any AnswerStore
    let engine: Engine

    private var owner: String { call.principal.owner }

    func run(_ reply: any ReplyWriter) async throws(GatewayError) {
        let now = engine.effects.now()
        let found = try await store.find(path.id, of: owner, within: call.snapshot.answers, now: now)
        guard let answer = found else {
            throw GatewayError(
                .answerNotFound, "There is no answer \"\(path.id)\".", param: "response_id")
        }
        switch (path.part, call.head.method.kind) {
        case (.answer, .delete): try await remove(answer, reply)
        case (.answer, _):
            let current = try await current(answer)
            if query["stream"] == "true" { try tell(current, reply) } else { try json(current.answer, reply) }
        case (.inputItems, _): try json(try InputItemList.json(answer, query: query), reply)
        case (.cancel, _): try await cancel(answer, reply)
        }
    }

    private var query: [String: String] { QueryItems.read(call.head.target) }

    private func json(_ body: ByteBuffer, _ reply: any ReplyWriter) throws(GatewayError) {
        try reply.reply(
            ReplyHead(status: 200, fields: ReplyFields.make(call, contentType: "application/json", answer: nil)),
            body: body)
    }

    private func status(of answer: StoredAnswer) -> String {
        (try? JSONDocument(validating: answer.answer, maxDepth: 512))?.root["status"]?.string ?? "completed"
    }

    private func isUnderWay(_ answer: StoredAnswer) -> Bool {
        ["queued", "in_progress"].contains(status(of: answer))
    }

    /// An answer in the background is the provider's until it is finished.
    private func current(_ answer: StoredAnswer) async throws(GatewayError) -> StoredAnswer {
        guard isUnderWay(answer), let body = try await ask(answer, .get, "") else { return answer }
        return try await kept(answer, as: body)
    }

    private func kept(_ answer: StoredAnswer, as body: ByteBuffer) async throws(GatewayError) -> StoredAnswer {
        var answer = answer
        answer.answer = body
        try await store.keep(answer, within: call.snapshot.answers, now: engine.effects.now())
        return answer
    }

    private func remove(_ answer: StoredAnswer, _ reply: any ReplyWriter) async throws(GatewayError) {
        if answer.provider != nil { _ = try await ask(answer, .delete, "") }
        _ = try await store.remove(path.id, of: owner)
        try json(
            JSONValue.object(
                JSONObject([("id", .string(path.id)), ("object", "response.deleted"), ("deleted", true)])
            ).bytes, reply)
    }

    private func cancel(_ answer: StoredAnswer, _ reply: any ReplyWriter) async throws(GatewayError) {
        guard isUnderWay(answer), let body = try await ask(answer, .post, "/cancel") else {
            throw GatewayError(
                .invalidRequest, "The answer \"\(path.id)\" is \(status(of: answer)): there is nothing to cancel.",
                hint: "Only answers made in the background (`background: true`) can be cancelled.")
        }
        try json(try await kept(answer, as: body).answer, reply)
    }

    /// The answer told as the stream it was, or would have been.
    private func tell(_ answer: StoredAnswer, _ reply: any ReplyWriter) throws(GatewayError) {
        let codec = Dialect.openAIResponses.codec
        guard let root = (try? JSONDocument(validating: answer.answer, maxDepth: 512))?.root,
            let response = try? codec.decodeResponse(root)
        else {
            throw GatewayError(.internalError, "The kept answer cannot be read.", origin: .gateway)
        }
        var encoder = codec.makeStreamEncoder(
            StreamContext(
                id: response.id, model: response.model, created: response.created ?? answer.created,
                includeUsage: true, echo: codec.echo(of: root)))
        var bytes = ByteBuffer()
        for event in response.events { encoder.encode(event, into: &bytes) }
        encoder.finish(into: &bytes)
        let fields = ReplyFields.make(call, contentType: codec.streamContentType, answer: nil)
        try reply.reply(ReplyHead(status: 200, fields: fields), body: behind(query["starting_after"], bytes))
    }

    /// The events behind the one of that number.
    private func behind(_ number: String?, _ bytes: ByteBuffer) -> ByteBuffer {
        guard let number = number.flatMap(Int.init) else { return bytes }
        var parser = SSEParser()
        parser.feed(bytes)
        var rest = ByteBuffer()
        while let event = try? parser.next() {
            let root = (try? JSONDocument(validating: event.data, maxDepth: 512))?.root
            guard let place = root?["sequence_number"]?.int, place > number else { continue }
            SSEWriter.event(name: event.name, data: event.data, into: &rest)
        }
        return rest
    }

    /// Asks the provider that keeps the answer too. nil where there is none, or it is not reached, or refuses.
    private func ask(
        _ answer: StoredAnswer, _ method: HTTPMethod, _ suffix: String
    ) async throws(GatewayError) -> ByteBuffer? {
        guard let provider = answer.provider.flatMap({ call.snapshot.providersByID[$0] }),
            let endpoint = provider.endpoint(for: .generate, dialect: .openAIResponses, model: "")
        else { return nil }
        let own = call.principal.ownCredential
        let request = UpstreamRequest(
            origin: provider.origin, method: method,
            path: endpoint.path + "/" + PathTemplate.fill("{model}", model: path.id) + suffix,
            fields: own.map { provider.requestFields(for: endpoint, ownCredential: $0) } ?? endpoint.prepared[0],
            body: ByteBuffer(), timeouts: call.snapshot.timeouts, deadline: call.arrived + call.snapshot.timeouts.total)
        call.record.provider = provider.id
        let reached = try await engine.upstream(of: provider).send(request, for: call.caller)
        guard (200..<300).contains(reached.head.status) else {
            // It may keep answers for a shorter time than we do.
            reached.cancel()
            return nil
        }
        var body = ByteBuffer()
        while let piece = try await reached.next() { body.writeImmutableBuffer(piece) }
        return body
    }
}
