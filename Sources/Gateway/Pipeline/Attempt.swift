import Dialects
import NIOCore
import Wire

/// One upstream request: planned, sent, judged and answered from.
struct Attempt {
    let call: GenerationCall
    let target: Target
    let engine: Engine

    var record: CallRecord { call.call.record }
    var isOnOwnCredential: Bool { call.call.principal.ownCredential != nil }

    func run(_ reply: any ReplyWriter) async throws(GatewayError) {
        record.begin(target)
        let plan = try await plan()
        record.losses = plan.losses
        record.beginAttempt(target, billed: !isOnOwnCredential)
        do throws(GatewayError) {
            try await send(plan, reply)
            record.note { $0.code = record.code }
        } catch {
            record.note {
                $0.code = error.code
                if error.isUnbilled { $0.cost = .nothing }
            }
            throw error
        }
    }

    private func send(_ planned: Plan, _ reply: any ReplyWriter) async throws(GatewayError) {
        var plan = planned
        let request = upstreamRequest(plan)
        plan.body = ByteBuffer()
        let sent = engine.effects.monotonic()
        let answer = try await engine.upstream(of: target.provider).send(request, for: call.call.caller)
        record.note { $0.status = answer.head.status }
        record.firstByte = engine.effects.monotonic()
        record.upstreamRequestID = answer.head.fields.first("x-request-id") ?? answer.head.fields.first("request-id")
        var settled = false
        // Whatever is thrown from here on, the upstream socket must not stay open behind it.
        defer { if !settled { answer.cancel() } }
        guard (200..<300).contains(answer.head.status) else {
            throw await UpstreamRefusal.read(
                answer, from: target.provider, dialect: plan.endpoint.dialect, onOwnCredential: isOnOwnCredential)
        }
        let exchange = Exchange(attempt: self, plan: plan, answer: answer, sent: sent)
        switch (plan.isRelay, answer.isEventStream) {
        case (_, true) where !call.facts.isStream: try await exchange.foldStream(to: reply)
        case (true, true): try await exchange.relayStream(to: reply)
        // The provider answered in one piece though a stream was asked for: its meaning is told as one.
        case (true, false) where call.facts.isStream: try await exchange.translateWhole(to: reply)
        case (true, false): try await exchange.relayWhole(to: reply)
        case (false, true): try await exchange.translateStream(to: reply)
        case (false, false): try await exchange.translateWhole(to: reply)
        }
        settled = true
    }

    private func plan() async throws(GatewayError) -> Plan {
        if let relay = Plan.relay(call, target) { return relay }
        var translation = try Translation(call, target)
        while let missing = try translation.write() {
            try await translation.fetch(missing, with: engine)
        }
        return try translation.plan
    }

    private func upstreamRequest(_ plan: Plan) -> UpstreamRequest {
        let endpoint = plan.endpoint
        var fields = endpoint.prepared
        if let own = call.call.principal.ownCredential {
            fields = target.provider.requestFields(for: endpoint, ownCredential: own)
        }
        if plan.isRelay { ForwardedFields.append(from: call.call.head.fields, to: &fields, own: isOnOwnCredential) }
        if target.provider.transport == .mock, let scenario = call.call.head.fields.first("x-mock-scenario") {
            fields.set("x-mock-scenario", scenario)
        }
        let path = (call.facts.isStream ? endpoint.streamPath : nil) ?? endpoint.path
        return UpstreamRequest(
            origin: target.provider.origin, method: .post,
            path: PathTemplate.fill(path, model: target.model), fields: fields,
            body: plan.body, timeouts: call.call.snapshot.timeouts, deadline: call.deadline)
    }
}

extension UpstreamAnswer {
    /// Whether the body is server-sent events.
    var isEventStream: Bool {
        head.fields.withFirst("content-type") { $0.hasPrefix("text/event-stream") } ?? false
    }
}
