package import NIOCore
import NIOPosix
package import NIOSSL
package import Wire

/// A caller of bytes: sends exactly what a test says and keeps what comes back.
package final class RawClient: Sendable {
    package let inbox: Inbox
    private let channel: any Channel

    private init(_ channel: any Channel, _ inbox: Inbox) {
        self.channel = channel
        self.inbox = inbox
    }

    deinit { channel.close(promise: nil) }

    /// - Parameters:
    ///   - tls: set to speak TLS to a server that calls itself `localhost`.
    ///   - receiveBuffer: bytes the system takes in before the test reads; small to be a slow reader.
    package static func connect(
        to port: Int, tls: NIOSSLContext? = nil, receiveBuffer: Int? = nil, within time: TimeAmount = .seconds(60)
    ) async throws -> RawClient {
        var bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(time)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.allowRemoteHalfClosure, value: true)
        if let receiveBuffer {
            bootstrap = bootstrap.channelOption(.socketOption(.so_rcvbuf), value: .init(receiveBuffer))
        }
        let inbox = Inbox()
        let channel = try await bootstrap.channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                let pipeline = channel.pipeline.syncOperations
                if let tls {
                    try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: "localhost"))
                }
                try pipeline.addHandler(InboxFilling(inbox))
            }
        }.connect(host: "127.0.0.1", port: port).get()
        return RawClient(channel, inbox)
    }

    /// Returns when the system has taken the bytes. A connection that the other side closed is no error here: what it
    /// said before is in the inbox.
    package func send(_ bytes: ByteBuffer) async {
        try? await channel.writeAndFlush(bytes).get()
    }

    package func send(_ text: String) async { await send(ByteBuffer(string: text)) }

    /// Each piece in a packet of its own.
    package func send(_ text: String, inPiecesOf size: Int) async {
        var rest = ByteBuffer(string: text)
        while let piece = rest.readSlice(length: min(size, max(1, rest.readableBytes))) { await send(piece) }
    }

    /// Ends the sending side only.
    package func closeOutput() async { try? await channel.close(mode: .output).get() }

    package func close() async { try? await channel.close().get() }

    package func reset() { channel.reset() }

    package func setReading(_ isReading: Bool) async {
        try? await channel.setOption(.autoRead, value: isReading).get()
    }

    /// Waits for the end of the connection; false when it did not come.
    package func ended(within time: TimeAmount = .seconds(60)) async -> Bool {
        await inbox.wait(within: time) { $0.ending != nil }
    }

    /// Waits until the connection is down in both directions; false when it stayed.
    package func hasClosed(within time: TimeAmount) async -> Bool {
        let closed = Inbox()
        channel.closeFuture.whenComplete { _ in closed.end(.closed) }
        return await closed.wait(within: time) { $0.ending != nil }
    }

    /// Sends, waits for the end of the connection, and reads all replies.
    package func exchange(_ text: String, within time: TimeAmount = .seconds(60)) async -> Replies {
        await send(text)
        _ = await ended(within: time)
        return Replies(inbox.content)
    }

    /// Waits for as many whole final replies, or for the end.
    package func replies(
        _ count: Int, to methods: [HTTPMethod] = [], within time: TimeAmount = .seconds(60)
    ) async -> Replies {
        _ = await inbox.wait(within: time) { content in
            content.ending != nil || Replies(content, to: methods).whole.count >= count
        }
        return Replies(inbox.content, to: methods)
    }
}
