import Dialects
import NIOCore
import Wire

/// One upstream request: planned, sent, judged and answered from.
///
/// A class: each of the frames it is handed through would else hold a copy.
final class Attempt: Sendable {
    let call: GenerationCall
    let target: Target
    /// Which of the provider's.
    let credential: Int
    let engine: Engine

    init(call: GenerationCall, target: Target, credential: Int, engine: Engine) {
        self.call = call
        self.target = target
        self.credential = credential
        self.engine = engine
    }

    var record: CallRecord { call.call.record }
    var isOnOwnCredential: Bool { call.call.principal.ownCredential != nil }

    // What is rare stands apart, and is not inlined: the frames of `run`, `open` and `send` are kept for as long as the
    // provider takes, of every call, and memory that is not looked at meanwhile has left the cache by then.

    func run(_ reply: any ReplyWriter) async throws(GatewayError) {
        defer { settleHold() }
        if call.call.operation != .generate, try await runOther(reply) { return }
        let exchange = try await open()
        if call.call.snapshot.hasShadows { engine.copyForShadow(call) }
        do throws(GatewayError) {
            try await exchange.tell(to: reply)
            record.note { $0.code = record.code }
        } catch {
            fail(exchange, error)
            throw error
        }
    }

    /// Whether it is one of the operations whose way is their own, and has been run.
    @inline(never)
    private func runOther(_ reply: any ReplyWriter) async throws(GatewayError) -> Bool {
        if call.call.operation == .countTokens, try await tellTokensHere(reply) { return true }
        if call.call.operation == .realtime {
            try await converse(reply)
            return true
        }
        guard let plans = try OtherTranslation.plansOneByOne(call, target, credential) else { return false }
        try await embedOneByOne(plans, reply)
        return true
    }

    @inline(never)
    private func fail(_ exchange: Exchange, _ error: GatewayError) {
        // The upstream socket must not stay open behind it.
        exchange.answer.cancel()
        note(error, sent: exchange.sent)
    }

    /// Sends the request, and returns when a good answer begins. The plan, and the body in it, end with this step.
    private func open() async throws(GatewayError) -> Exchange {
        record.begin(target)
        guard let endpoint = Plan.relayed(call, target) else { return try await openTranslated() }
        if let plan = try relayAtOnce(at: endpoint) { return try await send(plan) }
        return try await send(try await relay(at: endpoint))
    }

    /// nil: something has to be waited for.
    @inline(never)
    private func relayAtOnce(at endpoint: Endpoint) throws(GatewayError) -> Plan? {
        let held = try holdAtOnce(within: try call.maxCost) { () throws(GatewayError) in try CostDemand(relayed: call) }
        return held.map { Plan.relay(call, target, credential, endpoint, outputLimit: $0.limit) }
    }

    @inline(never)
    private func relay(at endpoint: Endpoint) async throws(GatewayError) -> Plan {
        let limit = try await holdInTime(
            within: try call.maxCost, { () throws(GatewayError) in try CostDemand(relayed: call) },
            texts: { call.promptTexts })
        return Plan.relay(call, target, credential, endpoint, outputLimit: limit)
    }

    @inline(never)
    private func openTranslated() async throws(GatewayError) -> Exchange { try await send(try await translation()) }

    func send(_ plan: Plan) async throws(GatewayError) -> Exchange {
        let (request, sent) = begin(plan)
        do throws(GatewayError) {
            let upstream = engine.upstream(of: target.provider)
            let answer =
                if target.provider.authorizer == nil || isOnOwnCredential || engine.isRehearsal {
                    try await upstream.send(request, for: call.call.caller)
                } else {
                    try await sendAuthorized(request, through: upstream)
                }
            note(answer.head)
            guard (200..<300).contains(answer.head.status) else { throw await refusal(answer, plan) }
            return Exchange(attempt: self, endpoint: plan.endpoint, isRelay: plan.isRelay, answer: answer, sent: sent)
        } catch {
            note(error, sent: sent)
            throw error
        }
    }

    /// From here on there is an attempt.
    @inline(never)
    private func begin(_ plan: Plan) -> (UpstreamRequest, NIODeadline) {
        record.losses = plan.losses
        record.isRelay = plan.isRelay
        record.credential = credential
        record.beginAttempt(target, billed: !isOnOwnCredential && call.call.operation != .countTokens)
        return (
            plan.request.mark == nil ? plan.request.marked(record.sendMark) : plan.request, engine.effects.monotonic()
        )
    }

    @inline(never)
    private func refusal(_ answer: any UpstreamAnswer, _ plan: Plan) async -> GatewayError {
        let refusal = await UpstreamRefusal.read(
            answer, from: target.provider, codec: plan.endpoint.codec, onOwnCredential: isOnOwnCredential)
        answer.cancel()
        return refusal
    }

    /// Apart: few providers need it, and its frame should not lie in that of every call.
    @inline(never)
    func sendAuthorized(
        _ request: UpstreamRequest, through upstream: any Upstream
    ) async throws(GatewayError) -> any UpstreamAnswer {
        let caller = call.call.caller
        let fields = try await target.provider.authorizer?.fields(for: request, through: engine.network, caller: caller)
        return try await upstream.send(fields.map { request.with($0) } ?? request, for: caller)
    }

    @inline(never)
    func note(_ head: ResponseHead) {
        record.note { $0.status = head.status }
        record.firstByte = engine.effects.monotonic()
        let id = head.fields.first("x-request-id") ?? head.fields.first("request-id")
        record.upstreamRequestID = (200..<300).contains(head.status) ? id : id.map(target.provider.redacted)
    }

    @inline(never)
    func note(_ error: GatewayError, sent: NIODeadline) {
        record.wasted = record.wasted + (engine.effects.monotonic() - sent)
        record.note {
            $0.code = error.code == .callerGone && call.call.caller.isOutrun ? .hedgeLost : error.code
            if error.isUnbilled { $0.cost = .nothing }
        }
    }

    private var snapshotHasVocabularies: Bool { !call.call.snapshot.vocabularies.isEmpty }

    private func translation() async throws(GatewayError) -> Plan {
        switch call.call.operation {
        case .transcribe, .translateSpeech, .editImage, .varyImage:
            throw OtherTranslation.none(target, call.call)
        case .embed, .embedBatch, .rerank:
            let plan = try OtherTranslation.plan(call, target, credential)
            _ = try await hold(
                within: try call.maxCost, { () throws(GatewayError) in try CostDemand(relayed: call) },
                texts: { call.promptTexts })
            return plan
        default: break
        }
        var translation = try Translation(call, target, credential)
        let demand = translation.demand
        let texts = snapshotHasVocabularies ? PromptTexts(translation.request) : nil
        if let limit = try await hold(within: try translation.maxCost, { demand }, texts: { texts }) {
            translation.request.maxOutputTokens = limit
            translation.isBounded = true
        }
        if call.call.dialect == .gatewayChat { await translation.estimateCost(at: engine.effects.now()) }
        while let missing = try translation.write() {
            guard !engine.isRehearsal else { throw missing.isNotFetched }
            try await translation.fetch(missing, with: engine)
        }
        return try translation.plan
    }
}

extension UpstreamRequest {
    /// One attempt's request. A relay's carries those of the caller's fields that the provider is to see.
    convenience init(
        _ call: GenerationCall, _ target: Target, credential: Int, _ endpoint: Endpoint, isRelay: Bool,
        body: ByteBuffer, head: RequestHeadParts? = nil
    ) {
        let provider = target.provider
        let own = call.call.principal.ownCredential
        var fields =
            own.map { provider.requestFields(for: endpoint, ownCredential: $0) } ?? endpoint.prepared[credential]
        if call.call.operation.takesForm, let type = call.call.head.fields.first("content-type") {
            // With the boundary.
            fields.set("content-type", type)
        }
        if isRelay { ForwardedFields.append(from: call.call.head.fields, to: &fields, own: own != nil) }
        if provider.transport == .mock, let scenario = call.call.head.fields.first("x-mock-scenario") {
            fields.set("x-mock-scenario", scenario)
        }
        if let head {
            for field in head.fields { fields.set(field.name, field.value) }
            self.init(
                origin: provider.origin, method: head.method, path: head.path, fields: fields,
                body: head.method == .get ? ByteBuffer() : body, timeouts: call.timeouts(of: provider),
                deadline: target.end ?? call.deadline, mark: call.call.record.sendMark)
            return
        }
        let path = (call.facts.isStream ? endpoint.streamPath : nil) ?? endpoint.path
        self.init(
            origin: provider.origin, method: .post,
            path: provider.putsModelsInPaths ? PathTemplate.fill(path, model: target.model) : path, fields: fields,
            body: body, rest: isRelay ? call.call.record.rest : nil, timeouts: call.timeouts(of: provider),
            deadline: target.end ?? call.deadline, mark: call.call.record.sendMark)
    }
}

extension UpstreamAnswer {
    /// Whether the body is server-sent events.
    var isEventStream: Bool { isStream(.serverSentEvents) }

    /// Whether the body is a stream of this framing.
    func isStream(_ framing: StreamFraming) -> Bool {
        switch framing {
        case .serverSentEvents: head.fields.valueBegins("content-type", with: "text/event-stream")
        case .jsonLines:
            head.fields.valueBegins("content-type", with: "application/x-ndjson")
                || head.fields.valueBegins("content-type", with: "application/ndjson")
                || head.fields.valueBegins("content-type", with: "application/jsonl")
        case .eventStream: head.fields.valueBegins("content-type", with: "application/vnd.amazon.eventstream")
        }
    }
}
