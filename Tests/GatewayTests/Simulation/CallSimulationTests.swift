import Dialects
import GatewayTesting
import NIOCore
import Synchronization
import Testing
import Wire

@testable import Gateway

/// Whole calls through the whole pipeline, with retries, failovers, hedges, a line in front of a provider, streams that
/// break off and callers who leave, on one budget: drawn from a seed, in an order and at times that it decides.
struct CallSimulationTests {
    /// Ten thousand seeds, in parts that run side by side; each has several calls at once.
    @Test(arguments: (0..<20 as Range<UInt64>).map { $0 * 500..<$0 * 500 + 500 })
    func `whatever happens to calls, the bill is whole and no budget is overshot`(_ seeds: Range<UInt64>) {
        for seed in seeds {
            let broken = CallSimulation(seed: seed).run()
            if !broken.isEmpty {
                Issue.record("seed \(seed): \(broken.prefix(3).joined(separator: "; "))")
                return
            }
        }
    }

    /// The simulation would notice what it is there for.
    @Test func `a provider that bills more than it can is found`() {
        let found = (0..<50 as Range<UInt64>).contains { seed in
            let simulation = CallSimulation(seed: seed)
            simulation.upstream.surcharge.set(1_000_000)
            return !simulation.run().isEmpty
        }
        #expect(found)
    }
}

/// Providers that do what the seed says, and bill it.
private final class BillingUpstream: Upstream {
    struct Bill: Sendable {
        var requests = 0
        /// In tenths of a nano-dollar, each request rounded up by itself.
        var sum: Int64 = 0
        /// Answers that came to their end and were taken to it.
        var whole: Int64 = 0
        var open = 0
    }

    private let time: SimulatedTime
    private let random: Mutex<SplitMix64>
    let bill = Mutex(Bill())
    /// What is billed beside, to see that it is noticed.
    let surcharge = Switch(0)

    init(_ time: SimulatedTime, seed: UInt64) {
        self.time = time
        random = Mutex(SplitMix64(seed: seed ^ 0xB111))
    }

    func draw(_ bound: UInt64) -> Int { random.withLock { Int($0.next() % bound) } }

    static func cost(input: Int, output: Int) -> Int64 { Int64((input * 375 + output * 1_230 + 9) / 10) }

    func send(
        _ request: UpstreamRequest, for caller: any CallerLink
    ) async throws(GatewayError) -> any UpstreamAnswer {
        guard !caller.isGone else { throw .callerGone }
        let kind = draw(10)
        if kind == 0 {
            var error = GatewayError(.upstreamError, "Refused.", origin: .upstream(""), retry: .nextTarget)
            error.isUnbilled = true
            error.knownClass = .connect
            throw error
        }
        request.mark?.willSend()
        let root = (try? JSONDocument(validating: request.body))?.root
        let (bytes, most) = (request.body.readableBytes, root?["max_tokens"]?.int ?? 0)
        bill.withLock { $0.requests += 1 }
        if kind == 1 || kind == 2 {
            try await wait(.milliseconds(Int64(draw(200))), caller)
            return SimulatedAnswer(self, time, caller, status: kind == 1 ? 500 : 503, pieces: ["{}"], isWhole: true)
        }
        // From here on it may be billed whatever the gateway learns: all that it can have read and written.
        let worst = Self.cost(input: bytes, output: most) + Int64(surcharge.value)
        if kind == 3 {
            charge(worst)
            try await wait(.milliseconds(Int64(draw(100))), caller)
            throw GatewayError(.upstreamError, "Reset.", origin: .upstream(""), retry: .nextTarget)
        }
        if kind == 4 {
            charge(worst)
            try await wait(.seconds(2), caller)
            throw GatewayError(.upstreamTimeout, "Too slow.", origin: .upstream(""), retry: .nextTarget)
        }
        do throws(GatewayError) {
            try await wait(.milliseconds(Int64(draw(150))), caller)
        } catch {
            charge(worst)
            throw error
        }
        return answer(request, caller, isStream: root?["stream"]?.bool ?? false, bytes, most)
    }

    private func answer(
        _ request: UpstreamRequest, _ caller: any CallerLink, isStream: Bool, _ bytes: Int, _ most: Int
    ) -> SimulatedAnswer {
        let count = draw(5)
        // A token is a byte of what is shown, or more.
        let said = isStream ? min(most, 5 * (count + 1)) : most
        let (input, output) = (1 + draw(UInt64(bytes)), 1 + draw(UInt64(said)))
        let usage =
            #""usage":{"prompt_tokens":\#(input),"completion_tokens":\#(output),"total_tokens":\#(input + output)}"#
        let told = Self.cost(input: input, output: output) + Int64(surcharge.value)
        guard isStream else {
            let body = UpstreamText.completion.replacing(
                #""usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}"#, with: usage)
            return SimulatedAnswer(self, time, caller, status: 200, pieces: [body], isWhole: true, told: told)
        }
        var pieces = (0...count).map { UpstreamText.event("word\($0)") }
        let isWhole = draw(3) > 0
        if isWhole {
            pieces.append(
                UpstreamText.event("", finish: "stop")
                    + #"data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[],\#(usage)}"#
                    + "\n\n" + UpstreamText.done)
        }
        return SimulatedAnswer(
            self, time, caller, status: 200, pieces: pieces, isWhole: isWhole, told: told, input: bytes, most: most)
    }

    func charge(_ cost: Int64, isWhole: Bool = false) {
        bill.withLock { bill in
            bill.sum += cost
            if isWhole { bill.whole += cost }
        }
    }

    func wait(_ amount: TimeAmount, _ caller: any CallerLink) async throws(GatewayError) {
        guard await time.sleep(amount, for: caller) else { throw .callerGone }
    }
}

/// One answer, piece by piece, with waits between.
private final class SimulatedAnswer: UpstreamAnswer {
    private struct State: Sendable {
        var next = 0
        var isOver = false
    }

    let head: ResponseHead
    private let upstream: BillingUpstream
    private let time: SimulatedTime
    private let caller: any CallerLink
    private let pieces: [String]
    private let isWhole: Bool
    /// What its usage says it costs; nil: it is not billed.
    private let told: Int64?
    private let input: Int
    private let most: Int
    private let state = Mutex(State())

    init(
        _ upstream: BillingUpstream, _ time: SimulatedTime, _ caller: any CallerLink, status: Int, pieces: [String],
        isWhole: Bool, told: Int64? = nil, input: Int = 0, most: Int = 0
    ) {
        var fields = HeaderFields()
        fields.append("content-type", pieces[0].hasPrefix("data:") ? "text/event-stream" : "application/json")
        head = ResponseHead(status: status, fields: fields)
        (self.upstream, self.time, self.caller, self.pieces) = (upstream, time, caller, pieces)
        (self.isWhole, self.told, self.input, self.most) = (isWhole, told, input, most)
        upstream.bill.withLock { $0.open += 1 }
    }

    func next() async throws(GatewayError) -> ByteBuffer? {
        let place = state.withLock { state in
            defer { state.next += 1 }
            return state.next
        }
        guard pieces.indices.contains(place) else {
            guard isWhole else {
                end()
                throw GatewayError(.upstreamError, "Cut.", origin: .upstream(""), retry: .nextTarget, cause: "cut")
            }
            end(whole: true)
            return nil
        }
        if place > 0 {
            do throws(GatewayError) {
                try await upstream.wait(.milliseconds(Int64(upstream.draw(80))), caller)
            } catch {
                end()
                throw error
            }
        }
        return ByteBuffer(string: pieces[place])
    }

    func drain(into sink: any PieceSink) async throws(GatewayError) {
        while let piece = try await next() {
            sink.receive(piece)
            _ = sink.flush()
        }
    }

    func resumeReading() {}

    func cancel() { end() }

    /// Bills what was made of it: all that it says where it came to its end, else the pieces that left and a few tokens
    /// that were on their way.
    private func end(whole: Bool = false) {
        let seen = state.withLock { state -> Int? in
            guard !state.isOver else { return nil }
            state.isOver = true
            return min(state.next, pieces.count)
        }
        guard let seen else { return }
        upstream.bill.withLock { $0.open -= 1 }
        guard let told else { return }
        let hasUsage = isWhole && (seen == pieces.count)
        if whole || hasUsage { return upstream.charge(told, isWhole: true) }
        let text = pieces.prefix(seen).reduce(0) { $0 + ($1.contains("word") ? 5 : 0) }
        upstream.charge(BillingUpstream.cost(input: input, output: min(most, text + 20)))
    }
}

/// One drawn course of events.
private struct CallSimulation: Sendable {
    let time: SimulatedTime
    let upstream: BillingUpstream
    private let ledger = InMemoryBudgetLedger()
    private let core: GatewayCore
    private let most: Money
    private let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
        var random = SplitMix64(seed: seed)
        time = SimulatedTime(seed: seed)
        upstream = BillingUpstream(time, seed: seed)
        most = Money(nanoUSD: Int64.random(in: 20_000...200_000, using: &random))
        let hasLine = Bool.random(using: &random)
        let providers = ["a", "b"].map { id in
            Provider(
                id: id, kind: .openAICompatible, origin: Origin(isTLS: true, host: id, port: 443), basePath: "/v1",
                authorization: .bearer, credential: Secret("sk-our-secret"),
                endpoints: ProviderKind.openAICompatible.endpoints,
                maxConcurrent: hasLine ? 2 : nil, queue: hasLine ? .init(length: 3, wait: .seconds(5)) : nil)
        }
        var model = ConfiguredModel(
            name: "any", policy: .priority,
            targets: [.init(provider: "a", model: "m"), .init(provider: "b", model: "m")])
        if Bool.random(using: &random) {
            model.hedge = HedgeRule(delay: .after(.milliseconds(Int64.random(in: 1...120, using: &random))))
        }
        var resilience = Resilience()
        resilience.retries.most = Int.random(in: 0...2, using: &random)
        resilience.budget.perSecond = Int.random(in: 0...10, using: &random)
        var classes = PriceRow.Classes()
        classes.input = Price(usdPerMillionTokens: "0.0375")
        classes.output = Price(usdPerMillionTokens: "0.1230")
        let row = PriceRow(classes: classes, isConfigured: true)
        let key = Snapshot.GatewayKey(
            name: "app", secret: Secret("sk-test-0123456789abcdef"),
            policy: KeyPolicy(budgets: [Budget(most: most, period: .total)]))
        let chance = Mutex(SplitMix64(seed: seed ^ 0xC0DE))
        let time = time
        core = GatewayCore(
            snapshot: Snapshot(
                auth: .init(mode: .gateway, keys: [key]), providers: providers, models: [model],
                prices: PriceBook(configured: ["a/m": row, "b/m": row]), resilience: resilience),
            parts: .init(
                network: upstream, mock: upstream, log: InMemoryRequestLog(capacity: 100),
                effects: Effects(
                    now: { 1_700_000_000 }, monotonic: { time.now }, random: { chance.withLock { $0.next() } },
                    pause: { await time.sleep($0, for: $1) && !$1.isGone }),
                ledger: ledger))
    }

    /// What was broken.
    func run() -> [String] {
        var random = SplitMix64(seed: seed &+ 7)
        let calls = (0..<Int.random(in: 2...6, using: &random)).map { _ in
            Draw(
                starts: .milliseconds(Int64.random(in: 0...300, using: &random)),
                leaves: Int.random(in: 0..<3, using: &random) == 0
                    ? .milliseconds(Int64.random(in: 0...400, using: &random)) : nil,
                isStream: Bool.random(using: &random), maxTokens: Int.random(in: 1...200, using: &random))
        }
        let replies = calls.map { _ in CollectingReply() }
        let overshot = Switch(false)
        let hasEnded = time.run {
            await withTaskGroup(of: Void.self) { group in
                for (call, reply) in zip(calls, replies) {
                    let caller = LeavingCaller()
                    group.addTask {
                        _ = await self.time.sleep(call.starts)
                        await self.call(call, reply, caller)
                        if self.counted > self.most.nanoUSD { overshot.set(true) }
                    }
                    guard let leaves = call.leaves else { continue }
                    group.addTask {
                        _ = await self.time.sleep(call.starts + leaves)
                        caller.leave()
                    }
                }
            }
        }
        return (overshot.value ? ["overshot on the way"] : []) + (hasEnded ? [] : ["calls wait for ever"])
            + check(replies, calls)
    }

    private struct Draw: Sendable {
        var starts: TimeAmount
        /// nil: it stays.
        var leaves: TimeAmount?
        var isStream: Bool
        var maxTokens: Int
    }

    private func call(_ draw: Draw, _ reply: CollectingReply, _ caller: LeavingCaller) async {
        let body =
            #"{"model":"any","max_tokens":\#(draw.maxTokens),"stream":\#(draw.isStream),"messages":[{"role":"user","#
            + #""content":"Which of these?"}]}"#
        let principal = Principal(
            name: "app", policy: KeyPolicy(budgets: [Budget(most: most, period: .total)]))
        let call = Call(
            id: core.makeRequestID(), snapshot: core.snapshot, dialect: .openAIChat, operation: .generate,
            head: RequestHead(method: .post, target: "/v1/chat/completions", fields: HeaderFields()),
            body: ByteBuffer(string: body), principal: principal, caller: caller, arrived: time.now,
            record: CallRecord())
        await core.run(call, reply: reply)
    }

    private var counted: Int64 { ledger.rows.reduce(0) { $0 + $1.counted.nanoUSD } }

    private func check(_ replies: [CollectingReply], _ calls: [Draw]) -> [String] {
        var broken: [String] = []
        let rows = ledger.rows
        let bill = upstream.bill.withLock { $0 }
        if counted > most.nanoUSD { broken.append("overshot: \(counted) of \(most.nanoUSD)") }
        if counted < bill.sum { broken.append("billed \(bill.sum), in the ledger \(counted)") }
        let measured = rows.filter { $0.settlement.certainty == .measured }.reduce(0) { $0 + $1.counted.nanoUSD }
        if measured > bill.whole { broken.append("measured \(measured), told by providers \(bill.whole)") }
        if rows.contains(where: { $0.settlement.certainty == .open }) { broken.append("an attempt is not settled") }
        let sent = rows.count(where: \.isSent)
        if sent != bill.requests { broken.append("\(sent) sent, \(bill.requests) came") }
        if bill.open != 0 { broken.append("\(bill.open) answers are open") }
        for provider in core.snapshot.providers {
            if provider.standing.running != 0 {
                broken.append("\(provider.id) still runs \(provider.standing.running)")
            }
            if provider.seats.running != 0 || provider.seats.waiting != 0 {
                broken.append("\(provider.id) keeps seats")
            }
        }
        for (reply, call) in zip(replies, calls) {
            if reply.head == nil, call.leaves == nil { broken.append("a caller was never told") }
            let text = String(buffer: reply.body)
            if text.contains("[DONE]"), text.contains(#""error""#) { broken.append("an error and an end") }
        }
        return broken
    }
}
