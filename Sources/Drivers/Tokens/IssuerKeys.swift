import Gateway
import NIOCore
import Synchronization
import Wire

/// The public keys of one issuer: fetched when first needed, again now and then, and when a token names one that is not
/// known. What was fetched stays while the issuer is away.
///
/// One fetch runs at a time, and it is nobody's own: it goes on when the caller for whom it was begun leaves, since others
/// wait for it, and since callers who leave at once must not be able to have one made after the other.
final class IssuerKeys: Sendable {
    /// What is to be done for a token that names a key.
    enum Step: Sendable {
        case use(TokenKey)
        case fetch
        /// Somebody else is fetching them.
        case wait
        /// There is no such key, and it was asked for a moment ago.
        case unknown
        /// None was ever fetched, and it was tried a moment ago.
        case unavailable
    }

    /// What is known and under way; times in seconds since 1970.
    struct Course: Sendable {
        var keys: [String: TokenKey] = [:]
        var fetched: Int?
        var tried: Int?
        var isFetching = false

        /// Keys that are older are fetched anew; used on meanwhile, and if that fails.
        static let freshFor = 3_600
        /// Between the beginnings of two fetches, however the first one or its caller ended: tokens with made-up ids cost
        /// the issuer no more than this.
        static let pause = 10

        /// - Parameter hasWaited: whether a fetch was waited for; then what it brought is the answer, and no further one
        ///   is made for this caller.
        mutating func step(for id: String, at now: Int, hasWaited: Bool = false) -> Step {
            let key = keys[id]
            if let key, isFetching || fetched.map({ now - $0 < Self.freshFor }) ?? false { return .use(key) }
            if isFetching, !hasWaited { return .wait }
            // What was under way when this caller came is over.
            if hasWaited || tried.map({ abs(now - $0) < Self.pause }) ?? false {
                return key.map { .use($0) } ?? (fetched == nil ? .unavailable : .unknown)
            }
            isFetching = true
            tried = now
            return .fetch
        }

        /// - Parameter keys: nil: they could not be had.
        mutating func ended(with keys: [String: TokenKey]?, at now: Int) {
            isFetching = false
            guard let keys else { return }
            self.keys = keys
            fetched = now
        }
    }

    private struct State {
        var course = Course()
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let source: TokenIssuer.KeySource
    private let state = Mutex(State())

    init(_ source: TokenIssuer.KeySource) { self.source = source }

    /// The issuer's key of that id; nil: it has none.
    ///
    /// - Throws: what callers are told when the issuer's keys cannot be had.
    func key(
        _ id: String, at now: Int, through upstream: any Upstream, caller: any CallerLink
    ) async throws(GatewayError) -> TokenKey? {
        var hasWaited = false
        while true {
            switch state.withLock({ $0.course.step(for: id, at: now, hasWaited: hasWaited) }) {
            case .use(let key): return key
            case .unknown: return nil
            case .unavailable: throw Self.unavailable("a moment ago they could not be fetched")
            case .wait:
                await untilFetched()
                hasWaited = true
            case .fetch:
                let outcome = await fetch(through: upstream, caller: caller, now: now)
                let (course, waiting) = state.withLock { state in
                    state.course.ended(with: outcome.keys, at: now)
                    let waiting = state.waiting
                    state.waiting = []
                    return (state.course, waiting)
                }
                for waiter in waiting { waiter.resume() }
                if course.fetched == nil { throw Self.unavailable(outcome.failure) }
                return course.keys[id]
            }
        }
    }

    private func untilFetched() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.course.isFetching { state.waiting.append(continuation) }
                return !state.course.isFetching
            }
            if isOver { continuation.resume() }
        }
    }

    private func fetch(
        through upstream: any Upstream, caller: any CallerLink, now: Int
    ) async -> (keys: [String: TokenKey]?, failure: String) {
        switch source {
        case .file(let path):
            guard let text = await CredentialFile.read(path) else { return (nil, "\(path) cannot be read") }
            return (TokenKey.set(try? .init(parsing: text)), "\(path) holds no key set")
        case .address(let text):
            guard let address = ServiceAddress(text) else { return (nil, "\(text) is no address") }
            do throws(GatewayError) {
                let answer = try await TokenService(
                    upstream: upstream, caller: LastingCaller(caller), now: { now }
                ).send(.get, address, within: .seconds(Int64(Course.pause)))
                guard answer.status == 200 else { return (nil, "\(text) answered \(answer.status)") }
                return (TokenKey.set(answer.json), "\(text) holds no key set")
            } catch {
                return (nil, "\(text): \(error.cause ?? error.message)")
            }
        }
    }

    private static func unavailable(_ cause: String) -> GatewayError {
        GatewayError(
            .overloaded, "The keys of the token's issuer cannot be had now.", origin: .gateway,
            hint: "Try again; whoever runs the gateway finds the reason in the log.", retryAfter: Course.pause,
            cause: "the issuer's keys: \(cause)")
    }
}

/// The caller for whom the keys are fetched, as one that does not leave: the fetch is over within its own time-out, which is
/// shorter than the grace that calls have when the process ends.
private final class LastingCaller: CallerLink {
    private final class Fetch: CancellableExchange {
        private let running: any CancellableExchange
        private let caller: any CallerLink

        init(_ running: any CancellableExchange, for caller: any CallerLink) {
            self.running = running
            self.caller = caller
        }

        func cancel() {
            if !caller.isGone { running.cancel() }
        }
    }

    private let caller: any CallerLink

    init(_ caller: any CallerLink) { self.caller = caller }

    var loop: any EventLoop { caller.loop }
    let isGone = false

    func attach(_ running: (any CancellableExchange)?) { caller.attach(running.map { Fetch($0, for: caller) }) }

    func runResumed() { caller.runResumed() }
}
