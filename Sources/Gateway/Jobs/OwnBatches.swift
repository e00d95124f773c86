import Wire

/// `/v1/batches` that the gateway runs itself.
struct OwnBatches {
    /// Of one key, that have not ended.
    private static let mostOpen = 1_000

    let call: Call
    let jobs: JobBoard
    let effects: Effects
    let makeID: () -> String

    private var owner: String { call.principal.owner }

    func run(_ path: JobPath, _ reply: any ReplyWriter) async throws(GatewayError) {
        switch (path, call.head.method.kind) {
        case (.batches, .post): try json(try await create().told, reply)
        case (.batches, _): try json(try await list(), reply)
        case (.cancel(let id), _): try json(try await cancel(id, path).told, reply)
        case (.batch(let id), _): try json(jobs.current(try await find(id, path)).told, reply)
        default: throw path.notFound()
        }
    }

    private func json(_ value: JSONValue, _ reply: any ReplyWriter) throws(GatewayError) {
        try reply.reply(
            ReplyHead(status: 200, fields: ReplyFields.make(call, contentType: "application/json", answer: nil)),
            body: value.bytes)
    }

    private func find(_ id: String, _ path: JobPath) async throws(GatewayError) -> StoredBatch {
        guard let batch = try await jobs.stores.batches.find(id), batch.owner == owner else { throw path.notFound() }
        return batch
    }

    private func create() async throws(GatewayError) -> StoredBatch {
        let (root, input) = try BatchOrder.read(call.record.body, maxDepth: call.snapshot.limits.jsonDepth)
        let order = try BatchOrder(root, inputFile: input)
        let files = OwnFiles(call: call, jobs: jobs, effects: effects, makeID: makeID)
        let file = try await files.find(input, .file(input), param: "input_file_id")
        guard file.purpose == "batch" else {
            throw GatewayError(
                .invalidRequest, "The file's purpose is \"\(file.purpose)\".",
                hint: "Upload the input of a batch with `purpose=batch`.", param: "input_file_id")
        }
        let open = try await jobs.stores.batches.list().count { $0.owner == owner && !$0.status.isFinal }
        guard open < Self.mostOpen else {
            throw GatewayError(
                .rateLimited, "\(open) batches of the key have not ended.",
                hint: "Wait for some to end, or cancel them.", retryAfter: 60)
        }
        let now = effects.now()
        let age = call.snapshot.files.maxAge
        var batch = StoredBatch(
            id: "batch_\(makeID())", owner: owner, endpoint: order.endpoint, inputFile: input, window: order.window,
            created: now, expires: now + order.length, outputFile: "file-\(makeID())",
            errorFile: "file-\(makeID())", outputAge: min(order.outputAge ?? age, age))
        batch.metadata = order.metadata
        batch.times[.validating] = now
        try await jobs.stores.batches.add(batch)
        jobs.post(.created(batch.id))
        return batch
    }

    private func list() async throws(GatewayError) -> JSONValue {
        let own = try await jobs.stores.batches.list().filter { $0.owner == owner }
        let page = try ListPage(
            own, query: QueryItems.read(call.head.target), mostPerPage: 100, usualPage: 20, created: \.created,
            id: \.id)
        return page.json(page.items.map { jobs.current($0).told })
    }

    private func cancel(_ id: String, _ path: JobPath) async throws(GatewayError) -> StoredBatch {
        let before = try await find(id, path)
        let now = effects.now()
        guard let batch = try await jobs.stores.batches.update(id, { $0.apply(.cancel, at: now) }) else {
            throw path.notFound()
        }
        guard batch.status == .cancelling || batch.status == .cancelled else {
            throw GatewayError(
                .invalidRequest, "The batch is \(before.status.rawValue): there is nothing to cancel.",
                hint: "Only a batch that is validating or in progress can be cancelled.", param: "batch_id")
        }
        jobs.post(.cancelled(id))
        return jobs.current(batch)
    }
}
