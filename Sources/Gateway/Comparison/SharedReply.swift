import NIOCore
import Synchronization

/// One reply that several branches write to: one after the other, each waiting while the caller's socket is full.
final class SharedReply: Sendable {
    private struct State: Sendable {
        var isTaken = false
        var waiting: [UnsafeContinuation<Void, Never>] = []
    }

    private let reply: any ReplyWriter
    private let state = Mutex(State())

    init(_ reply: any ReplyWriter) { self.reply = reply }

    /// Writes in turn. Fails when the caller has gone; whoever is next finds that out by itself.
    func write(_ bytes: ByteBuffer) async throws(GatewayError) {
        await takeTurn()
        defer { passTurn() }
        try await reply.write(bytes)
    }

    private func takeTurn() async {
        if state.withLock({ Self.take(&$0) }) { return }
        await withUnsafeContinuation { continuation in
            let isFree = state.withLock { state in
                if Self.take(&state) { return true }
                state.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    private static func take(_ state: inout State) -> Bool {
        guard !state.isTaken else { return false }
        state.isTaken = true
        return true
    }

    private func passTurn() {
        let next = state.withLock { state -> UnsafeContinuation<Void, Never>? in
            guard !state.waiting.isEmpty else {
                state.isTaken = false
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}
