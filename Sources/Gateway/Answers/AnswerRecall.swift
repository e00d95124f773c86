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
    private var query: [String: String] { QueryItems.read(call.head.target) }

    func run(_ reply: any ReplyWriter) async throws(GatewayError) {
        let now = engine.effects.now()
        let found = try await store.find(path.id, of: owner, within: call.snapshot.answers, now: now)
        guard let answer = found else {
            throw GatewayError(.answerNotFound, "There is no answer \"\(path.id)\".", param: "response_id")
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

    private func json(_ body: ByteBuffer, _ reply: any ReplyWriter) throws(GatewayError) {
        try reply.reply(
            ReplyHead(status: 200, fields: ReplyFields.make(call, contentType: "application/json", answer: nil)),
            body: body)
    }

    private func root(of body: ByteBuffer) -> JSONView? { (try? JSONDocument(validating: body, maxDepth: 512))?.root }

    private func status(of body: ByteBuffer) -> String { root(of: body)?["status"]?.string ?? "completed" }

    private func isUnderWay(_ body: ByteBuffer) -> Bool { ["queued", "in_progress"].contains(status(of: body)) }

    /// An answer in the background is the provider's until it is finished.
    private func current(_ answer: StoredAnswer) async throws(GatewayError) -> StoredAnswer {
        guard isUnderWay(answer.answer), let asked = try await ask(answer, .get, ""), asked.status == 200 else {
            return answer
        }
        return try await kept(answer, as: asked.body)
    }

    private func kept(_ answer: StoredAnswer, as body: ByteBuffer) async throws(GatewayError) -> StoredAnswer {
        var answer = answer
        let asked = answer.answer
        answer.answer = body
        let before = try await store.update(answer, within: call.snapshot.answers, now: engine.effects.now())
        // Its end says what it cost: to the first who brings it.
        if isUnderWay(before?.answer ?? asked), !isUnderWay(body) { settle(answer, body) }
        return answer
    }

    /// Counts what an answer made in the background used: the call that began it could not know.
    private func settle(_ answer: StoredAnswer, _ body: ByteBuffer) {
        guard let root = root(of: body), let model = answer.model,
            let provider = answer.provider.flatMap({ call.snapshot.providersByID[$0] })
        else { return }
        let reading = Dialect.openAIResponses.codec.readUsage(root)
        let record = call.record
        record.beginAttempt(Target(provider: provider, model: model), billed: call.principal.ownCredential == nil)
        record.finish = reading.finish
        let row = call.snapshot.prices.row(
            provider: provider, model: model, at: engine.effects.now(), tier: reading.serviceTier)
        record.note {
            $0.usage = reading.usage
            // A price per request was known, and counted, when the answer was asked for.
            guard call.principal.ownCredential == nil, row?.fixedCost == nil,
                let cost = row?.settledCost(of: reading.usage)
            else { return }
            $0.cost = .known(cost)
        }
    }

    private func remove(_ answer: StoredAnswer, _ reply: any ReplyWriter) async throws(GatewayError) {
        if let asked = try await ask(answer, .delete, ""), !(200..<300).contains(asked.status), asked.status != 404 {
            throw GatewayError(
                .upstreamError, "The provider keeps the answer too, and did not delete it (status \(asked.status)).",
                origin: .upstream(answer.provider ?? ""))
        }
        _ = try await store.remove(path.id, of: owner)
        let told: JSONValue = ["id": .string(path.id), "object": "response.deleted", "deleted": true]
        try json(told.bytes, reply)
    }

    private func cancel(_ answer: StoredAnswer, _ reply: any ReplyWriter) async throws(GatewayError) {
        guard isUnderWay(answer.answer), let asked = try await ask(answer, .post, "/cancel") else {
            throw GatewayError(
                .invalidRequest,
                "The answer \"\(path.id)\" is \(status(of: answer.answer)): there is nothing to cancel.",
                hint: "Only answers made in the background (`background: true`) can be cancelled.")
        }
        guard (200..<300).contains(asked.status) else {
            throw GatewayError(
                .upstreamError, "The provider did not cancel the answer (status \(asked.status)).",
                origin: .upstream(answer.provider ?? ""))
        }
        try json(try await kept(answer, as: asked.body).answer, reply)
    }

    /// The answer told as the stream it was, or would have been.
    private func tell(_ answer: StoredAnswer, _ reply: any ReplyWriter) throws(GatewayError) {
        guard !isUnderWay(answer.answer) else {
            throw GatewayError(
                .invalidRequest, "The answer is not finished, and is told as a stream when it is.",
                hint: "Ask again without `stream` until its `status` says so.", param: "stream")
        }
        let codec = Dialect.openAIResponses.codec
        guard let root = root(of: answer.answer), let response = try? codec.decodeResponse(root) else {
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

    /// The events behind the one of that number; always the last one, which holds the whole answer.
    private func behind(_ number: String?, _ bytes: ByteBuffer) -> ByteBuffer {
        guard let number = number.flatMap(Int.init) else { return bytes }
        var parser = SSEParser()
        parser.feed(bytes)
        var rest = ByteBuffer()
        var last: SSEEvent?
        while let event = try? parser.next() {
            last = event
            let root = (try? JSONDocument(validating: event.data, maxDepth: 512))?.root
            guard let place = root?["sequence_number"]?.int, place > number else { continue }
            SSEWriter.event(name: event.name, data: event.data, into: &rest)
        }
        if rest.readableBytes == 0, let last { SSEWriter.event(name: last.name, data: last.data, into: &rest) }
        return rest
    }

    /// Asks the provider that keeps the answer too. nil where there is none.
    private func ask(
        _ answer: StoredAnswer, _ method: HTTPMethod, _ suffix: String
    ) async throws(GatewayError) -> (status: Int, body: ByteBuffer)? {
        guard let provider = answer.provider.flatMap({ call.snapshot.providersByID[$0] }),
            let endpoint = provider.endpoint(for: .generate, dialect: .openAIResponses, model: answer.model ?? "")
        else { return nil }
        call.record.provider = provider.id
        let parts = endpoint.path.split(separator: "?", maxSplits: 1)
        let name = PathTemplate.fill("{segment}", model: path.id)
        let target = "\(parts[0])/\(name)\(suffix)" + (parts.count > 1 ? "?\(parts[1])" : "")
        let own = call.principal.ownCredential
        let credential = min(answer.credential, endpoint.prepared.count - 1)
        var request = UpstreamRequest(
            origin: provider.origin, method: method, path: target,
            fields: own.map { provider.requestFields(for: endpoint, ownCredential: $0) }
                ?? endpoint.prepared[credential],
            body: ByteBuffer(), timeouts: call.snapshot.timeouts,
            deadline: call.arrived + call.snapshot.timeouts.total)
        let upstream = engine.upstream(of: provider)
        if own == nil, let authorizer = provider.authorizer {
            request = request.with(
                try await authorizer.fields(for: request, through: engine.network, caller: call.caller))
        }
        // What the answer cost is counted where it was asked for; asking how far it is costs nothing.
        let asked = Target(provider: provider, model: answer.model ?? "")
        try await call.hold(asked, isBilled: false, in: engine.ledger, at: engine.effects)
        defer { call.settleHold(in: engine.ledger, at: engine.effects) }
        let reached = try await upstream.send(request.marked(call.record.sendMark), for: call.caller)
        var body = ByteBuffer()
        while let piece = try await reached.next() {
            body.writeImmutableBuffer(piece)
            guard body.readableBytes <= Exchange.translatedBytes else {
                reached.cancel()
                throw GatewayError(
                    .upstreamError, "The provider's answer was too large.", origin: .upstream(provider.id))
            }
        }
        return (reached.head.status, body)
    }
}
