package import Dialects
import NIOCore
import Synchronization
package import Wire

/// The gateway without its sockets: what the listener hands a request to.
package final class GatewayCore: Sendable {
    /// What the core needs from outside.
    package struct Parts: Sendable {
        package var network: any Upstream
        package var mock: any Upstream
        package var log: any RequestLog
        package var effects: Effects
        /// For addresses that callers give; nil: only such as need no resolving.
        package var resolver: (any NameResolver)?
        package var answers: any AnswerStore
        package var jobs: JobStores
        package var ledger: any Ledger
        /// nil: in memory.
        package var rates: (any RateCounters)?
        /// Keys made at run time; nil: such as end with the process.
        package var keys: KeyRegistry?
        /// Credentials of providers entered at run time; nil: none can be.
        package var credentials: ProviderCredentials?
        /// What is known of experiments and shadows.
        package var experiments: any RecordStore<ExperimentRecord>

        package init(
            network: any Upstream, mock: any Upstream, log: any RequestLog, effects: Effects,
            resolver: (any NameResolver)? = nil, answers: any AnswerStore = InMemoryAnswerStore(),
            jobs: JobStores = JobStores(), ledger: any Ledger = InMemoryBudgetLedger(),
            rates: (any RateCounters)? = nil, keys: KeyRegistry? = nil, credentials: ProviderCredentials? = nil,
            experiments: any RecordStore<ExperimentRecord> = InMemoryRecordStore<ExperimentRecord>()
        ) {
            self.experiments = experiments
            self.ledger = ledger
            self.rates = rates
            self.keys = keys
            self.credentials = credentials
            self.jobs = jobs
            self.answers = answers
            self.network = network
            self.mock = mock
            self.log = log
            self.effects = effects
            self.resolver = resolver
        }
    }

    private let parts: Parts
    private let current: Mutex<Snapshot>
    /// Without what was entered at run time.
    private let configured: Mutex<Snapshot>
    let standing: Mutex<ConfigurationStanding>
    let authenticator: Authenticator
    /// Keys made at run time, and the log of their changes.
    package let keys: KeyRegistry
    /// After a change of these, `applyCredentials`.
    package let credentials: ProviderCredentials
    let admit: Admit
    /// The places of calls at once, and the line in front of them.
    package let seats: CallSeats
    let pipeline: Next
    /// When this core was made, in seconds since 1970: the `created` of every model.
    private let started: Int
    /// Between the calls for files and batches and the runner of batches.
    package let jobs: JobBoard
    package let experiments = ExperimentBoard()
    package let shadows = ShadowBoard()

    package init(snapshot: Snapshot, parts: Parts) {
        self.parts = parts
        started = parts.effects.now()
        credentials =
            parts.credentials
            ?? ProviderCredentials(store: InMemoryCredentialStore(), keys: nil, effects: parts.effects)
        configured = Mutex(snapshot)
        standing = Mutex(ConfigurationStanding(since: started))
        current = Mutex(credentials.applied(to: snapshot))
        keys = parts.keys ?? KeyRegistry(effects: parts.effects)
        authenticator = Authenticator(directory: keys.directory, wallClock: parts.effects.now)
        jobs = JobBoard(stores: parts.jobs)
        let clock = parts.effects.monotonic
        let seats = CallSeats()
        self.seats = seats
        let engine = Engine(
            router: Router(random: parts.effects.random), network: parts.network, mock: parts.mock,
            effects: parts.effects,
            resolver: parts.resolver, ledger: parts.ledger, experiments: experiments, shadows: shadows,
            isBusy: { snapshot in
                snapshot.limits.concurrent.map { seats.running >= $0 || seats.waiting > 0 } ?? false
            })
        admit = Admit(
            rates: parts.rates ?? InMemoryRateCounters(clock: { [effects = parts.effects] in effects.coarse() }),
            seats: seats, clock: clock)
        pipeline = Next(stages: Assembly.stages(admit), position: 0, engine: engine)
    }

    var answers: any AnswerStore { parts.answers }
    package var effects: Effects { parts.effects }
    var network: any Upstream { parts.network }

    var ledger: any Ledger { parts.ledger }
    var experimentStore: any RecordStore<ExperimentRecord> { parts.experiments }
    var router: Router { pipeline.engine.router }
    /// When this core was made, in seconds since 1970.
    var startTime: Int { started }

    /// Seconds since 1970.
    package var now: Int { parts.effects.now() }

    /// The configuration in force. A call keeps the one it began with.
    package var snapshot: Snapshot { current.withLock { $0 } }

    package func replace(_ snapshot: Snapshot) {
        configured.withLock { configured in
            configured = snapshot
            enforce(credentials.applied(to: snapshot))
        }
        standing.withLock { $0.take(at: now) }
    }

    /// Puts what was entered at run time into the configuration in force.
    package func applyCredentials() {
        configured.withLock { configured in enforce(credentials.applied(to: configured)) }
    }

    /// What is known of a provider that stays where it was is kept.
    private func enforce(_ snapshot: Snapshot) {
        current.withLock { current in
            for provider in snapshot.providers {
                guard let earlier = current.providersByID[provider.id], earlier.origin == provider.origin else {
                    continue
                }
                provider.goOn(from: earlier)
            }
            current = snapshot
        }
    }

    /// Sixteen bytes in hex: four of the time in seconds, three of a clock that runs through them once in a second or so,
    /// and nine random ones. So ids of calls stand nearly in their order where they are kept: an index of them grows at
    /// its end, where else thousands of its pages would change each second.
    package func makeRequestID() -> String {
        let (first, second) = (parts.effects.random(), parts.effects.random())
        let time = UInt64(truncatingIfNeeded: parts.effects.now())
        // 2^30 nanoseconds.
        let clock = parts.effects.coarse().uptimeNanoseconds << 2 & 0xFFFF_FF00 | first >> 56
        return String(unsafeUninitializedCapacity: 32) { text in
            let bytes = UnsafeMutableRawBufferPointer(text)
            bytes.storeBytes(of: Hex.digits(time).bigEndian, toByteOffset: 0, as: UInt64.self)
            bytes.storeBytes(of: Hex.digits(clock).bigEndian, toByteOffset: 8, as: UInt64.self)
            bytes.storeBytes(of: Hex.digits(second), toByteOffset: 16, as: UInt64.self)
            bytes.storeBytes(of: Hex.digits(second >> 32), toByteOffset: 24, as: UInt64.self)
            return 32
        }
    }

    /// From the head alone, before the body is read.
    /// - Parameter address: the caller's IP address, for the limit on wrong keys.
    /// - Parameter last: the key of the call before on the same connection.
    /// - Parameter isOpening: whether the head may open a WebSocket.
    package func authenticate(
        _ head: RequestHead, address: String, in snapshot: Snapshot, last: inout LastKey?, isOpening: Bool
    ) throws(GatewayError) -> Principal {
        try authenticator.authenticate(
            head, address: address, in: snapshot, now: parts.effects.coarse(), last: &last, isOpening: isOpening)
    }

    /// Where the reply to `call` goes, in the form it was asked for.
    package func reply(to call: Call, through reply: any ReplyWriter) -> any ReplyWriter {
        call.path.isArray ? ArrayReply(reply, on: call.caller.loop) : reply
    }

    /// Runs the pipeline and returns after the last byte. Writes the error reply itself, unless a reply has begun.
    package func run(_ call: Call, reply: any ReplyWriter) async {
        do throws(GatewayError) {
            try call.principal.check(call.operation)
            if call.path.isApart || call.dialect == .openAIResponses {
                try await runApart(call, reply)
            } else {
                try await pipeline(try await understand(call), reply: reply)
            }
            call.record.status = call.operation.successStatus
        } catch {
            refuse(error, call, reply)
        }
        let ended = parts.effects.monotonic()
        if call.record.experiment != nil || call.record.isShadowed { noteVariant(of: call, ended: ended) }
        logAfterwards(call, reply, ended: ended)
    }

    /// Apart, and not inlined: the frame of `run` is kept for as long as the call lasts.
    @inline(never)
    private func runApart(_ call: Call, _ reply: any ReplyWriter) async throws(GatewayError) {
        if let path = call.path.answer {
            try checkWishes(of: call)
            try await admit.run(call) { () async throws(GatewayError) in
                try await recall(path, for: call, reply: reply)
            }
        } else if let path = call.path.job {
            try checkWishes(of: call)
            try await admit.run(call) { () async throws(GatewayError) in
                try await serve(path, for: call, reply: reply)
            }
        } else if call.path.isComparison {
            try checkWishes(of: call)
            try await compare(call, reply: reply)
        } else if call.operation == .generate {
            try await runResponse(try await understand(call), reply: reply)
        } else {
            try await pipeline(try await understand(call), reply: reply)
        }
    }

    /// As every other call's are where it is understood.
    private func checkWishes(of call: Call) throws(GatewayError) {
        let fields = call.head.fields
        if fields.holdsName(beginningWith: RequestField.start) { try RequestField.check(fields) }
    }

    /// A request that cannot be understood counts against the limits on requests all the same.
    @inline(never)
    private func understand(_ call: Call) async throws(GatewayError) -> GenerationCall {
        do throws(GatewayError) {
            return try GenerationCall(understanding: call)
        } catch {
            try await countMisunderstood(call)
            throw error
        }
    }

    func countMisunderstood(_ call: Call) async throws(GatewayError) { try await admit.count(call) }

    /// Apart, and not inlined: what it makes should not lie in the frame of `run` while a stream goes on.
    @inline(never)
    private func logAfterwards(_ call: Call, _ reply: any ReplyWriter, ended: NIODeadline) {
        reply.afterwards { self.logEnd(of: call, at: ended) }
    }

    func logEnd(of call: Call, at ended: NIODeadline) {
        // A log may keep the record for long.
        call.record.releaseBody()
        parts.log.record(RequestLogEntry(call, ended: ended))
    }

    @inline(never)
    private func refuse(_ error: GatewayError, _ call: Call, _ reply: any ReplyWriter) {
        call.record.status =
            reply.isCommitted && error.code != .callerGone ? call.operation.successStatus : error.status
        call.record.code = error.code
        call.record.cause = error.cause
        guard !reply.isCommitted, !call.caller.isGone else { return }
        let rendered = ErrorReply.render(
            error, dialect: call.dialect, id: call.id, pages: ErrorPages(call), call: call)
        do throws(GatewayError) {
            try reply.reply(rendered.head, body: rendered.body)
        } catch {
            call.record.cause = "the error reply could not be written: \(error.message)"
        }
    }

    /// An error reply for a refusal that comes before there is a call.
    package func refusal(_ error: GatewayError, dialect: Dialect, id: String, pages: ErrorPages?) -> RenderedReply {
        ErrorReply.render(error, dialect: dialect, id: id, pages: pages)
    }

    /// - Parameter form: not `.asked`.
    package func modelList(
        for principal: Principal, in snapshot: Snapshot, _ form: ModelListForm, id: String
    ) -> RenderedReply {
        let names = ModelList.names(for: principal, in: snapshot)
        return .json(ModelListWriter(form: form, created: started).list(names), id: id)
    }

    /// What the configured providers can be asked for.
    package func capabilities(in snapshot: Snapshot, id: String) -> RenderedReply {
        .json(CapabilityList.json(snapshot), id: id)
    }

    /// Answers for every name a call could use, listed or not.
    /// - Parameter form: not `.asked`.
    package func model(
        named name: String, for principal: Principal, in snapshot: Snapshot, _ form: ModelListForm, id: String
    ) throws(GatewayError) -> RenderedReply {
        try pipeline.engine.router.check(name, for: principal, in: snapshot)
        return .json(ModelListWriter(form: form, created: started).one(name), id: id)
    }

    /// Logs a refusal that came before there was a call: refusals are calls too.
    package func record(_ refused: Refused, _ error: GatewayError, id: String) {
        parts.log.record(RequestLogEntry(refused, error, id: id, ended: parts.effects.monotonic()))
    }
}

private enum Hex {
    /// The lower half of `word` as eight digits, a byte each; which of them comes first is of no matter for random ones.
    static func digits(_ word: UInt64) -> UInt64 {
        // Half-bytes parted step by step until each has a byte to itself.
        var digits = word & 0xFFFF_FFFF
        digits = (digits | digits << 16) & 0x0000_FFFF_0000_FFFF
        digits = (digits | digits << 8) & 0x00FF_00FF_00FF_00FF
        digits = (digits | digits << 4) & 0x0F0F_0F0F_0F0F_0F0F
        // Those from ten up carry into their upper half when six is added, and are letters.
        let letters = (digits &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        return digits &+ 0x3030_3030_3030_3030 &+ letters &* UInt64(UInt8(ascii: "a") - UInt8(ascii: "0") - 10)
    }
}
