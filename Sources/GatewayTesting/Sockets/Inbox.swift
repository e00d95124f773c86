package import NIOCore
import NIOPosix
import Synchronization

/// What came over a socket so far, for a test to wait on.
package final class Inbox: Sendable {
    /// How the other side ended the connection.
    package enum Ending: Sendable, Equatable {
        /// Properly: everything it sent has been read.
        case closed
        /// Torn down: bytes may be missing.
        case reset
    }

    /// What there is to look at.
    package struct Content: Sendable {
        package var bytes = ByteBuffer()
        package var ending: Ending?

        package var text: String { String(buffer: bytes) }

        /// Without making text of megabytes.
        package func hasSuffix(_ text: String) -> Bool {
            bytes.readableBytesView.suffix(text.utf8.count).elementsEqual(text.utf8)
        }
    }

    private struct State {
        var content = Content()
        var waiters: [Int: Waiter] = [:]
        var nextWaiter = 0
    }

    private struct Waiter {
        let isMet: @Sendable (Content) -> Bool
        let promise: EventLoopPromise<Bool>
    }

    private let state = Mutex(State())

    package init() {}

    package var content: Content { state.withLock { $0.content } }

    package func append(_ bytes: ByteBuffer) { change { $0.bytes.writeImmutableBuffer(bytes) } }

    /// The first ending counts.
    package func end(_ ending: Ending) { change { $0.ending = $0.ending ?? ending } }

    /// Waits until `isMet`; false when that did not come about in time.
    package func wait(
        within time: TimeAmount = .seconds(60), until isMet: @escaping @Sendable (Content) -> Bool
    ) async -> Bool {
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let promise = loop.makePromise(of: Bool.self)
        let waiter = state.withLock { state -> Int? in
            if isMet(state.content) { return nil }
            state.nextWaiter += 1
            state.waiters[state.nextWaiter] = Waiter(isMet: isMet, promise: promise)
            return state.nextWaiter
        }
        guard let waiter else {
            promise.succeed(true)
            return true
        }
        let timer = loop.scheduleTask(in: time) { self.remove(waiter)?.succeed(false) }
        defer { timer.cancel() }
        return (try? await promise.futureResult.get()) ?? false
    }

    private func remove(_ waiter: Int) -> EventLoopPromise<Bool>? {
        state.withLock { $0.waiters.removeValue(forKey: waiter)?.promise }
    }

    private func change(_ body: (inout Content) -> Void) {
        let met = state.withLock { state -> [EventLoopPromise<Bool>] in
            body(&state.content)
            let met = state.waiters.filter { $0.value.isMet(state.content) }
            for key in met.keys { state.waiters[key] = nil }
            return met.values.map(\.promise)
        }
        for promise in met { promise.succeed(true) }
    }
}

/// Puts what a channel reads into an inbox.
final class InboxFilling: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let inbox: Inbox

    init(_ inbox: Inbox) { self.inbox = inbox }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        inbox.append(Self.unwrapInboundIn(data))
        context.fireChannelRead(data)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { inbox.end(.closed) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        inbox.end(.closed)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        inbox.end(.reset)
        context.close(promise: nil)
    }
}

extension Channel {
    /// Closes so that the other side sees a reset.
    func reset() {
        // The layout of `struct linger`: on, for no time at all.
        let set = (self as? any SocketOptionProvider)?.unsafeSetSocketOption(
            level: .socket, name: .so_linger, value: (Int32(1), Int32(0)))
        guard let set else { return close(promise: nil) }
        set.whenComplete { _ in self.close(promise: nil) }
    }
}
