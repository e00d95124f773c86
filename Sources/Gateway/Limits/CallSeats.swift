import NIOCore
import Synchronization

/// Places for the calls that run at once, in the gateway or at a provider, and the line in front of them.
package final class CallSeats: Sendable {
    /// How a wait ended.
    fileprivate enum Outcome: Sendable {
        case admitted
        /// There is no room in the line, or there is none any more.
        case full
        case late
        /// Its caller has left, or the gateway ends.
        case left
    }

    private struct State: Sendable {
        var line = WaitingLine()
        var lastID: WaitingLine.ID = 0
        var waiting: [WaitingLine.ID: UnsafeContinuation<Outcome, Never>] = [:]
    }

    /// Whose places they are.
    enum Owner {
        case gateway
        case provider(String)
    }

    private let state = Mutex(State())

    package init() {}

    /// Calls that run.
    package var running: Int { state.withLock { $0.line.running } }
    /// Calls in line.
    package var waiting: Int { state.withLock { $0.line.waiting } }

    /// Takes a place if one is free and nobody waits for it.
    func enterAtOnce(places: Int) -> Bool { state.withLock { $0.line.enterAtOnce(places: places) } }

    /// Returns with a place; waits for one where there is a queue.
    /// - Parameter places: how many there are.
    func enter(
        _ call: Call, places: Int, queue: Snapshot.Queue?, of owner: Owner, at now: NIODeadline, deadline: NIODeadline
    ) async throws(GatewayError) {
        if enterAtOnce(places: places) { return }
        guard let queue else { throw owner.noPlace(places) }
        switch await outcome(call, places: places, queue, at: now, deadline: min(deadline, now + queue.wait)) {
        case .admitted: return
        case .full: throw owner.noRoom(queue)
        case .late: throw owner.late(queue)
        case .left: throw call.caller.isGone ? .callerGone : call.caller.ending ?? Self.ending
        }
    }

    /// The call has ended; whoever is next runs.
    func leave(at now: NIODeadline) {
        let isAwaited = state.withLock { state in
            state.line.leave()
            return state.line.waiting > 0
        }
        if isAwaited { goOn(at: now) }
    }

    /// Tells all for whom there is a place.
    private func goOn(at now: NIODeadline) {
        while let (waiter, outcome) = state.withLock({ Self.next(&$0, now) }) { waiter.resume(returning: outcome) }
    }

    private static func next(
        _ state: inout State, _ now: NIODeadline
    ) -> (UnsafeContinuation<Outcome, Never>, Outcome)? {
        while let call = state.line.next(now: now) {
            switch call {
            case .admitted(let id):
                if let waiter = state.waiting.removeValue(forKey: id) { return (waiter, .admitted) }
                state.line.leave()
            case .late(let id):
                if let waiter = state.waiting.removeValue(forKey: id) { return (waiter, .late) }
            }
        }
        return nil
    }

    private func outcome(
        _ call: Call, places: Int, _ queue: Snapshot.Queue, at now: NIODeadline, deadline: NIODeadline
    ) async -> Outcome {
        let waiter = WaitingLine.Waiter(
            key: call.principal.name, priority: call.principal.policy.priority, deadline: deadline)
        var timer: Scheduled<Void>?
        let outcome = await withUnsafeContinuation { continuation in
            let (id, entry, pushedOut) = state.withLock { state in
                state.lastID += 1
                let id = state.lastID
                let entry = state.line.enter(id, waiter, places: places, length: queue.length)
                var pushedOut: UnsafeContinuation<Outcome, Never>?
                if case .waits(let other) = entry {
                    state.waiting[id] = continuation
                    pushedOut = other.flatMap { state.waiting.removeValue(forKey: $0) }
                }
                return (id, entry, pushedOut)
            }
            pushedOut?.resume(returning: .full)
            switch entry {
            case .admitted: continuation.resume(returning: .admitted)
            case .full: continuation.resume(returning: .full)
            case .waits:
                timer = call.caller.loop.scheduleTask(deadline: deadline) { [self] in end(id, .late) }
                // At once where the caller has left already.
                call.caller.attach(Waiting(self, id))
                // There may be more places than before.
                goOn(at: now)
            }
        }
        timer?.cancel()
        if timer != nil { call.caller.attach(nil) }
        return outcome
    }

    /// Takes a call out of the line, if it still waits.
    fileprivate func end(_ id: WaitingLine.ID, _ outcome: Outcome) {
        let waiter = state.withLock { state in
            state.line.remove(id) ? state.waiting.removeValue(forKey: id) : nil
        }
        waiter?.resume(returning: outcome)
    }

    /// What a caller that leaves gives up.
    private final class Waiting: CancellableExchange {
        private let seats: CallSeats
        private let id: WaitingLine.ID

        init(_ seats: CallSeats, _ id: WaitingLine.ID) {
            self.seats = seats
            self.id = id
        }

        func cancel() { seats.end(id, .left) }
    }
}

extension CallSeats {
    private static let ending = GatewayError(
        .overloaded, "The gateway is being restarted.", origin: .gateway, retryAfter: 1,
        cause: "the time for calls to finish at the end of the process is over")
}

/// What callers are told.
extension CallSeats.Owner {
    private var subject: String {
        switch self {
        case .gateway: "The gateway"
        case .provider(let id): "The provider \"\(id)\""
        }
    }

    /// The settings that would let more through.
    private var settings: (places: String, queue: String) {
        switch self {
        case .gateway: ("limits.concurrent", "limits.queue")
        case .provider: ("max_concurrent", "queue")
        }
    }

    fileprivate func noPlace(_ places: Int) -> GatewayError {
        GatewayError(
            .overloaded, "\(subject) runs as many calls as it may (\(places)).", origin: .gateway,
            hint: "Try again, or raise `\(settings.places)`.", retryAfter: 1)
    }

    fileprivate func noRoom(_ queue: Snapshot.Queue) -> GatewayError {
        GatewayError(
            .overloaded, "\(subject) runs as many calls as it may, and as many wait as may (\(queue.length)).",
            origin: .gateway, hint: "Try again, or raise `\(settings.queue).length` or `\(settings.places)`.",
            retryAfter: 1)
    }

    fileprivate func late(_ queue: Snapshot.Queue) -> GatewayError {
        let seconds = (queue.wait.nanoseconds + 999_999_999) / 1_000_000_000
        return GatewayError(
            .overloaded, "\(subject) had no place for the call within the time it may wait.", origin: .gateway,
            hint: "Try again, or raise `\(settings.places)`; `\(settings.queue).wait` says how long a call waits.",
            retryAfter: Int(max(1, min(seconds, 60))))
    }
}
