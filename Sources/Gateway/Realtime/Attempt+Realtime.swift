import Dialects
import NIOCore
import Wire

/// An attempt at a realtime session: opened, judged by what the provider says first, and only then accepted.
extension Attempt {
    /// How long a provider's first event is waited for. Most send one at once; of one that waits to be spoken to the
    /// caller learns nothing earlier either.
    private static let firstEventPatience = TimeAmount.seconds(2)

    /// Apart: its frame should not lie in that of every stream.
    @inline(never)
    func converse(_ reply: any ReplyWriter) async throws(GatewayError) {
        guard let endpoint = target.provider.endpoint(for: .realtime, model: target.model) else {
            throw OtherTranslation.none(target, call.call)
        }
        record.begin(target)
        // Of a session no more than the window of one answer is bounded, and a budget needs more.
        _ = try await hold(
            within: try call.maxCost,
            { () throws(GatewayError) in
                guard try !isBounded else { throw sessionUnbounded }
                return try CostDemand(relayed: call)
            }, texts: { nil })
        record.isRelay = true
        record.credential = credential
        record.beginAttempt(target, billed: !isOnOwnCredential)
        let sent = engine.effects.monotonic()
        let session: RealtimeSession
        do throws(GatewayError) {
            let answer = try await open(endpoint)
            session = try makeSession(answer)
            try await judge(session)
            do throws(GatewayError) {
                session.begin(try reply.upgrade(replyHead(answer.head)))
                record.releaseBody()
            } catch {
                session.abandon()
                throw error
            }
        } catch {
            note(error, sent: sent)
            throw error
        }
        do throws(GatewayError) {
            try await session.run()
        } catch {
            settle(session.meter)
            record.note { $0.code = error.code }
            throw error
        }
        settle(session.meter)
    }

    private func open(_ endpoint: Endpoint) async throws(GatewayError) -> any UpstreamAnswer {
        let key = WebSocketOpening.makeKey(engine.effects.random)
        let request = try request(to: endpoint, key: key)
        let upstream = engine.upstream(of: target.provider)
        let answer =
            if target.provider.authorizer == nil || isOnOwnCredential {
                try await upstream.send(request, for: call.call.caller)
            } else {
                try await sendAuthorized(request, through: upstream)
            }
        note(answer.head)
        let head = answer.head
        guard head.status == 101 else {
            defer { answer.cancel() }
            guard !(200..<300).contains(head.status) else { throw noSocket("status \(head.status)") }
            throw await UpstreamRefusal.read(
                answer, from: target.provider, codec: endpoint.dialect.codec, onOwnCredential: isOnOwnCredential)
        }
        guard head.fields.first("sec-websocket-accept") == WebSocketOpening.accept(key),
            !head.fields.contains("sec-websocket-extensions")
        else {
            answer.cancel()
            throw noSocket("a 101 that is no answer to the handshake")
        }
        return answer
    }

    private func request(to endpoint: Endpoint, key: String) throws(GatewayError) -> UpstreamRequest {
        let provider = target.provider
        let own = call.call.principal.ownCredential
        var fields =
            own.map { provider.requestFields(for: endpoint, ownCredential: $0) } ?? endpoint.prepared[credential]
        fields.remove("content-type")
        fields.remove("accept-encoding")
        ForwardedFields.append(from: call.call.head.fields, to: &fields, own: own != nil)
        ForwardedFields.append(fromSubprotocols: call.call.head.fields, to: &fields, own: own != nil)
        fields.append("sec-websocket-version", "13")
        fields.append("sec-websocket-key", key)
        return UpstreamRequest(
            origin: provider.origin, method: .get,
            path: try RealtimeQuery(call.call.head.target).path(at: endpoint, model: target.model), fields: fields,
            body: ByteBuffer(), timeouts: call.timeouts(of: provider), deadline: target.end ?? call.deadline,
            opensSocket: true, mark: record.sendMark)
    }

    private func makeSession(_ answer: any UpstreamAnswer) throws(GatewayError) -> RealtimeSession {
        guard let socket = answer.takeSocket() else {
            answer.cancel()
            throw noSocket("no socket behind the 101")
        }
        let isTranscription = try RealtimeQuery(call.call.head.target).isTranscription
        let random = engine.effects.random
        let makeMask: @Sendable () -> WebSocketMask = { WebSocketMask(key: UInt32(truncatingIfNeeded: random())) }
        let (snapshot, provider, now) = (call.call.snapshot, target.provider, engine.effects.now)
        let meter = SessionMeter(model: target.model, isTranscription: isTranscription) { model in
            snapshot.prices.row(provider: provider, model: model, at: now())
        }
        let model = SessionModel(called: call.facts.model, target: target, isTranscription: isTranscription)
        return RealtimeSession(
            call.call, upstream: socket,
            sent: CallerMessages(model, limit: snapshot.limits.body, makeMask: makeMask),
            said: ProviderMessages(meter: meter), makeMask: makeMask)
    }

    /// A session that begins with an error is refused while that can still be told by a status, or by another target.
    private func judge(_ session: RealtimeSession) async throws(GatewayError) {
        do throws(GatewayError) {
            let first = try await session.firstEvent(within: Self.firstEventPatience)
            guard case .failed(let failure)? = first else { return }
            throw RealtimeRefusal.read(failure, target.provider, onOwnCredential: isOnOwnCredential)
        } catch {
            session.abandon()
            throw error
        }
    }

    private func replyHead(_ answer: ResponseHead) throws(GatewayError) -> ReplyHead {
        var fields = ReplyFields.make(call.call, contentType: nil, answer: answer.fields)
        fields.remove("content-type")
        for line in try WebSocketOpening(call.call.head).replyFields() { fields.append(line.field, line.value) }
        return ReplyHead(status: 101, fields: fields)
    }

    private func noSocket(_ cause: String) -> GatewayError {
        var error = GatewayError(
            .upstreamError, "The provider did not open a WebSocket.", origin: .upstream(target.provider.id),
            retry: .nextTarget, cause: cause)
        error.isUnbilled = true
        return error
    }

    private var isBounded: Bool {
        get throws(GatewayError) {
            try call.maxCost != nil || !call.call.snapshot.budgets.claims(of: call.call.principal, at: target).isEmpty
        }
    }

    private var sessionUnbounded: GatewayError {
        GatewayError(
            .priceUnknown, "What a session costs is not bounded, so a budget cannot be held.",
            hint: "Use a key without a budget for sessions, or give the model a price per request.")
    }

    private func settle(_ meter: SessionMeter) {
        record.note { $0.usage = meter.usage }
        if let error = meter.lastError, record.cause == nil { record.cause = "the session had an error: \(error)" }
        guard !isOnOwnCredential else { return }
        record.note { $0.cost = meter.cost.map(AttemptRecord.Cost.known) ?? .unknown }
    }
}

extension ForwardedFields {
    /// What browsers say by subprotocols, having no fields. The organisation and project belong to a credential, so they
    /// go only with the caller's own.
    fileprivate static func append(fromSubprotocols caller: HeaderFields, to fields: inout HeaderFields, own: Bool) {
        for name in WebSocketOpening.subprotocols(of: caller) {
            if name.hasPrefix("openai-beta.") {
                // `realtime-v1` for what the field says as `realtime=v1`.
                let beta = name.dropFirst("openai-beta.".count)
                fields.set("openai-beta", beta == "realtime-v1" ? "realtime=v1" : String(beta))
            }
            for prefix in ["openai-organization.", "openai-project."] where own && name.hasPrefix(prefix) {
                fields.set(String(prefix.dropLast()), String(name.dropFirst(prefix.count)))
            }
        }
    }
}
