import NIOCore
import Synchronization
import Wire

/// Two attempts of one call under way at a time. The first whose answer begins has the reply; the other is given up.
final class Race: CancellableExchange {
    /// Who runs.
    enum Runner: Sendable {
        case first, second
    }

    private struct State {
        var winner: Runner?
        /// What the second one's record held when it was made.
        var second: (record: CallRecord, before: Int)?
    }

    private let state = Mutex(State())
    let first: RaceCaller
    let second: RaceCaller
    /// Whoever waits for the second one's time.
    let clock: RaceCaller

    init(_ caller: any CallerLink) {
        first = RaceCaller(caller)
        second = RaceCaller(caller)
        clock = RaceCaller(caller)
    }

    var winner: Runner? { state.withLock { $0.winner } }

    var hasSecond: Bool { state.withLock { $0.second != nil } }

    /// Puts both runners' attempts into one record.
    func join(into record: CallRecord) {
        let (second, winner) = state.withLock { ($0.second, $0.winner) }
        if let second { record.join(second.record, before: second.before, won: winner == .second) }
    }

    func enter(_ record: CallRecord) {
        state.withLock { $0.second = (record, record.attemptCount) }
    }

    /// Whether the reply is the runner's. The first one to ask has it, and the other stops.
    func claim(_ runner: Runner) -> Bool {
        let isNew = state.withLock { state in
            defer { state.winner = state.winner ?? runner }
            return state.winner == nil
        }
        guard isNew else { return winner == runner }
        clock.leave()
        if runner == .first { second.leave() } else { first.leave() }
        return true
    }

    /// Requests of the second runner alone, as far as they are known.
    var secondAttempts: Int {
        state.withLock { state in state.second.map { $0.record.attemptCount - $0.before } ?? 0 }
    }

    /// The caller has gone, or the process ends.
    func cancel() {
        for caller in [first, second, clock] { caller.cancel() }
    }
}

/// The caller's connection as one runner of a race sees it: the runner can be stopped alone.
///
/// Confined to the caller's loop, hence unchecked: both runners of a race are tasks on that loop, and the connection
/// cancels there.
final class RaceCaller: CallerLink, @unchecked Sendable {
    private let caller: any CallerLink
    private var hasLeft = false
    private var running: (any CancellableExchange)?

    init(_ caller: any CallerLink) { self.caller = caller }

    var loop: any EventLoop { caller.loop }
    var isGone: Bool { hasLeft || caller.isGone }
    var ending: GatewayError? { caller.ending }
    var isOutrun: Bool { hasLeft && !caller.isGone }
    var isTLS: Bool { caller.isTLS }
    var address: String { caller.address }

    func attach(_ running: (any CancellableExchange)?) {
        self.running = running
        if isGone || caller.ending != nil { running?.cancel() }
    }

    func runResumed() { caller.runResumed() }

    func sendSoon(_ sender: any HeldSender) { caller.sendSoon(sender) }

    /// Nobody waits for this runner any more.
    func leave() {
        hasLeft = true
        running?.cancel()
    }

    func cancel() { running?.cancel() }
}

/// The reply as one runner of a race sees it: whoever begins it has it.
final class RaceReply: ReplyWriter {
    private let reply: any ReplyWriter
    private let race: Race
    private let runner: Race.Runner

    init(_ reply: any ReplyWriter, _ race: Race, _ runner: Race.Runner) {
        self.reply = reply
        self.race = race
        self.runner = runner
    }

    var isCommitted: Bool { reply.isCommitted && race.winner == runner }

    private func claim(_ head: ReplyHead) throws(GatewayError) -> ReplyHead {
        guard race.claim(runner) else { throw .callerGone }
        let others = race.secondAttempts
        guard runner == .first, others > 0 else { return head }
        // The second one's requests stand in another record. What the one that is given up costs nobody knows yet.
        var head = head
        let own = head.fields.first("x-llmgateway-attempts").flatMap { Int($0) } ?? 1
        head.fields.set(ReplyField.attempts.name, String(own + others))
        head.fields.remove(ReplyField.cost.name)
        return head
    }

    func reply(_ head: ReplyHead, body: ByteBuffer) throws(GatewayError) {
        try reply.reply(try claim(head), body: body)
    }

    func begin(_ head: ReplyHead) async throws(GatewayError) { try await reply.begin(try claim(head)) }

    func write(_ bytes: ByteBuffer) async throws(GatewayError) { try await reply.write(bytes) }

    func finish() async throws(GatewayError) { try await reply.finish() }

    func relay(
        _ head: consuming ReplyHead, first: consuming [ByteBuffer], from answer: any UpstreamAnswer,
        through tap: any RelayTap
    ) async throws(GatewayError) {
        let claimed: ReplyHead
        do throws(GatewayError) {
            claimed = try claim(head)
        } catch {
            // What was received of the answer is settled.
            _ = tap.end(error)
            throw error
        }
        try await reply.relay(claimed, first: first, from: answer, through: tap)
    }
}
