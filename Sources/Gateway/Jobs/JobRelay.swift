import Dialects
import NIOCore
import Wire

/// Files and batches at a provider. Those made with the gateway's credential belong to the key that made them, and are
/// there for no other.
struct JobRelay {
    let call: Call
    let path: JobPath
    let place: RelayPlace
    let stores: JobStores
    let engine: Engine

    private var provider: Provider { place.provider }
    private var owner: String { call.principal.owner }
    /// Nobody shares a caller's own credential.
    private var isShared: Bool { call.principal.ownCredential == nil }

    func run(_ reply: any ReplyWriter) async throws(GatewayError) {
        call.record.provider = provider.id
        let known = try await knownObject()
        // Chosen once: what is made now is found again under the credential that it was made with.
        let credential = place(of: known)
        switch (path, call.head.method.kind) {
        case (.files, .get), (.files, .head), (.batches, .get), (.batches, .head):
            if isShared { return try await list(reply) }
            try await pass(try await send(.get, credential), reply)
        case (.content, _): try await pass(try await send(.get, credential), reply)
        case (.file(let id), .delete):
            let answer = try await forgetting(known) { () async throws(GatewayError) in
                try await send(.delete, credential)
            }
            if isShared { _ = try await stores.relayed.remove(RelayedObject.key(provider: provider.id, id: id)) }
            try await pass(answer, reply)
        case (.files, _), (.batches, _), (.cancel, _):
            try await passObject(try await send(.post, credential), known?.credential ?? mark(of: credential), reply)
        case (.file, _), (.batch, _):
            try await passObject(try await send(.get, credential), known?.credential ?? mark(of: credential), reply)
        }
    }

    /// What the call is about, or its input; the owner's, or the call ends here.
    private func knownObject() async throws(GatewayError) -> RelayedObject? {
        guard isShared else { return nil }
        var (id, wanted, param) = (path.id, path, String?.none)
        if path == .batches, call.head.method.kind == .post {
            let input = try BatchOrder.read(call.record.body, maxDepth: call.snapshot.limits.jsonDepth).inputFile
            (id, wanted, param) = (input, .file(input), "input_file_id")
        }
        guard let id else { return nil }
        let found = try await stores.relayed.find(RelayedObject.key(provider: provider.id, id: id))
        let isBatch =
            switch wanted {
            case .batch, .cancel: true
            default: false
            }
        guard let found, found.owner == owner, found.isBatch == isBatch else { throw wanted.notFound(param: param) }
        return found
    }

    // MARK: Answers

    /// The provider's bytes as they come.
    private func pass(_ answer: any UpstreamAnswer, _ reply: any ReplyWriter) async throws(GatewayError) {
        try await reply.relay(head(of: answer), first: [], from: answer, through: PlainTap(call.record))
    }

    private func head(of answer: any UpstreamAnswer) -> ReplyHead {
        ReplyHead(
            status: answer.head.status,
            fields: ReplyFields.make(call, contentType: nil, answer: answer.head.fields))
    }

    /// An answer that is a file or a batch, which is the caller's from now on.
    private func passObject(
        _ answer: any UpstreamAnswer, _ mark: String, _ reply: any ReplyWriter
    ) async throws(GatewayError) {
        let body = try await whole(answer)
        if isShared { try await note(body, credential: mark) }
        try reply.reply(head(of: answer), body: body)
    }

    private func whole(_ answer: any UpstreamAnswer) async throws(GatewayError) -> ByteBuffer {
        var body = ByteBuffer()
        while let piece = try await answer.next() {
            body.writeImmutableBuffer(piece)
            guard body.readableBytes <= Exchange.judgedBytes else {
                answer.cancel()
                throw GatewayError(
                    .upstreamError, "The provider's answer was too large.", origin: .upstream(provider.id))
            }
        }
        return body
    }

    /// Remembers whose the object is, and the files that a batch has made.
    private func note(_ body: ByteBuffer, credential: String) async throws(GatewayError) {
        guard let object = try? JSONValue(parsing: body, maxDepth: 64), let id = object["id"]?.string else { return }
        let isBatch = call.operation == .batches
        let created = object["created_at"]?.int ?? engine.effects.now()
        func add(_ id: String, isBatch: Bool, _ object: JSONValue) async throws(GatewayError) {
            try await stores.relayed.add(
                RelayedObject(
                    owner: owner, provider: provider.id, theirs: id, credential: credential, created: created,
                    isBatch: isBatch, object: object))
        }
        try await add(id, isBatch: isBatch, object)
        guard isBatch else { return }
        for name in ["output_file_id", "error_file_id"] {
            guard let file = object[name]?.string, !file.isEmpty else { continue }
            let key = RelayedObject.key(provider: provider.id, id: file)
            if try await stores.relayed.find(key) == nil { try await add(file, isBatch: false, .null) }
        }
    }

    /// The caller's own of them, from what is remembered; what may have changed since is asked for again.
    private func list(_ reply: any ReplyWriter) async throws(GatewayError) {
        let isBatches = call.operation == .batches
        let query = QueryItems.read(call.head.target)
        let own = try await stores.relayed.list().filter { object in
            object.owner == owner && object.provider == provider.id && object.isBatch == isBatches
                && query["purpose"].map { isBatches || object.object["purpose"]?.string == $0 } ?? true
        }
        let page = try ListPage(
            own, query: query, mostPerPage: isBatches ? 100 : 10_000, usualPage: isBatches ? 20 : 10_000,
            created: \.created, id: \.theirs)
        var told: [JSONValue] = []
        for object in page.items { if let current = try await current(object) { told.append(current) } }
        try reply.reply(
            ReplyHead(status: 200, fields: ReplyFields.make(call, contentType: "application/json", answer: nil)),
            body: page.json(told).bytes)
    }

    /// nil: it is not there any more.
    private func current(_ object: RelayedObject) async throws(GatewayError) -> JSONValue? {
        let isFinal =
            object.isBatch
            ? StoredBatch.Status(rawValue: object.object["status"]?.string ?? "")?.isFinal ?? false
            : !object.object.isNull
        if isFinal { return object.object }
        do throws(GatewayError) {
            let body = try await forgetting(object) { () async throws(GatewayError) in
                let place = object.isBatch ? JobPath.batch(object.theirs) : .file(object.theirs)
                return try await whole(try await send(.get, self.place(of: object), to: place))
            }
            try await note(body, credential: object.credential)
            return (try? JSONValue(parsing: body, maxDepth: 64)) ?? object.object
        } catch {
            // What was known last, rather than no list at all.
            if error.status == 404 || object.object.isNull { return Optional.none }
            return object.object
        }
    }

    /// What the provider does not have any more is nobody's.
    private func forgetting<Answer>(
        _ object: RelayedObject?, _ ask: () async throws(GatewayError) -> Answer
    ) async throws(GatewayError) -> Answer {
        do throws(GatewayError) {
            return try await ask()
        } catch {
            if error.status == 404, let object { _ = try await stores.relayed.remove(object.id) }
            throw error
        }
    }
}

extension JobRelay {
    private func mark(of credential: Int) -> String {
        RelayedObject.mark(
            of: provider.credentials.indices.contains(credential) ? provider.credentials[credential] : nil)
    }

    /// The credential that made the object; where it is not there any more, the one that took its place. For a new
    /// object the one whose turn it is, which may be another the next time.
    private func place(of object: RelayedObject?) -> Int {
        guard let object else { return provider.nextCredential(at: engine.effects.monotonic(), besides: 0) ?? 0 }
        return provider.credentials.firstIndex { RelayedObject.mark(of: $0) == object.credential } ?? 0
    }

    private func send(
        _ method: HTTPMethod, _ credential: Int, to path: JobPath? = nil
    ) async throws(GatewayError) -> any UpstreamAnswer {
        let path = path ?? self.path
        // No provider gives such an id, and `..` would be another of its paths.
        guard path.isPlain else { throw path.notFound() }
        let request = request(method, credential, path)
        let upstream = engine.upstream(of: provider)
        var authorized = request
        if isShared, let authorizer = provider.authorizer {
            let fields = try await authorizer.fields(for: request, through: engine.network, caller: call.caller)
            authorized = request.with(fields)
        }
        // What a batch costs is known to its provider alone.
        let target = Target(provider: provider, model: "")
        let isBilled = isShared && path == .batches && method == .post
        try await call.hold(target, isBilled: isBilled, in: engine.ledger, at: engine.effects)
        call.record.beginAttempt(target, billed: isBilled)
        defer { call.settleHold(in: engine.ledger, at: engine.effects) }
        do throws(GatewayError) {
            let answer = try await upstream.send(authorized.marked(call.record.sendMark), for: call.caller)
            call.record.note { $0.status = answer.head.status }
            guard (200..<300).contains(answer.head.status) else {
                let refusal = await UpstreamRefusal.read(
                    answer, from: provider, codec: Dialect.openAIChat.codec, onOwnCredential: !isShared)
                answer.cancel()
                throw refusal
            }
            return answer
        } catch {
            let error = error.named(provider)
            call.record.note {
                $0.code = error.code
                if error.isUnbilled { $0.cost = .nothing }
            }
            throw error
        }
    }

    private func request(_ method: HTTPMethod, _ credential: Int, _ path: JobPath) -> UpstreamRequest {
        let own = call.principal.ownCredential
        var fields =
            own.map { provider.requestFields(for: place.endpoint, ownCredential: $0) }
            ?? place.endpoint.prepared[min(credential, place.endpoint.prepared.count - 1)]
        ForwardedFields.append(from: call.head.fields, to: &fields, own: own != nil)
        let isForm = path == .files && method == .post
        if isForm, let type = call.head.fields.first("content-type") { fields.set("content-type", type) }
        let sends = method == .post && path.id == nil
        return UpstreamRequest(
            origin: provider.origin, method: method, path: target(path), fields: fields,
            body: sends ? call.record.body : ByteBuffer(), timeouts: call.snapshot.timeouts,
            deadline: call.arrived + call.snapshot.timeouts.total)
    }

    /// The endpoint's path with what is asked for behind it; its own query stays, and the caller's that is no key.
    private func target(_ path: JobPath) -> String {
        let parts = place.endpoint.path.split(separator: "?", maxSplits: 1)
        let suffix = PathTemplate.fill(path.suffix, model: path.id ?? "")
        var query = parts.count > 1 ? [String(parts[1])] : []
        if !isShared, let said = call.head.target.split(separator: "?", maxSplits: 1).dropFirst().first {
            let own = said.split(separator: "&").filter { !$0.hasPrefix("key=") && !$0.hasPrefix("api-version=") }
            query += own.map(String.init)
        }
        return parts[0] + suffix + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }
}

/// Lets everything pass; what is cut stays cut.
private final class PlainTap: RelayTap {
    private let record: CallRecord

    init(_ record: CallRecord) { self.record = record }

    func pass(_ piece: ByteBuffer) -> ByteBuffer { piece }

    func end(_ failure: GatewayError?) -> ByteBuffer? {
        guard let failure else { return ByteBuffer() }
        record.code = failure.code
        record.cause = failure.cause ?? failure.message
        return nil
    }
}
