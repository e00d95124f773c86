import Gateway
import NIOCore
import NIOEmbedded
import Testing
import Wire

@testable import Drivers

/// Requests that wait for others to leave together with.
struct HeldRequestTests {
    /// A caller whose loop lets small writes wait.
    private final class HoldingCaller: CallerLink, @unchecked Sendable {
        let loop: any EventLoop
        let isGone = false
        var senders: [any HeldSender] = []

        init(_ loop: any EventLoop) { self.loop = loop }

        func attach(_ running: (any CancellableExchange)?) {}
        func runResumed() {}
        func sendSoon(_ sender: any HeldSender) { senders.append(sender) }
    }

    /// More of the body is still to come.
    private final class Rest: BodySource {
        let remaining: Int? = 3
        func next() async throws(GatewayError) -> ByteBuffer? { nil }
        func stop() {}
    }

    /// A connection, what it does, and a request for it.
    private func run(
        rest: Rest? = nil,
        _ body: (EmbeddedChannel, UpstreamConnection, UpstreamExchange, UpstreamRequest) throws -> Void
    ) throws -> [any HeldSender] {
        let loop = EmbeddedEventLoop()
        let configuration = TransportConfiguration()
        let dialer = Dialer(roots: try TrustedRoots(nil, further: []), proxies: ProxyRules(configuration))
        let pool = LoopPool(loop: loop, dialer: dialer, configuration: configuration)
        let origin = Origin(isTLS: false, host: "provider.invalid", port: 80)
        let connection = UpstreamConnection(origin: origin, pool: pool, proxy: nil)
        let channel = EmbeddedChannel(handler: connection, loop: loop)
        channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 1), promise: nil)
        let caller = HoldingCaller(loop)
        let request = UpstreamRequest(
            origin: origin, method: .post, path: "/", fields: HeaderFields(), body: ByteBuffer(string: "abc"),
            rest: rest, timeouts: Timeouts(), deadline: .distantFuture)
        try body(channel, connection, UpstreamExchange(request, caller: caller, pool: pool), request)
        return caller.senders
    }

    @Test func `the rest of a body left before the head that was held`() throws {
        var channel: EmbeddedChannel?
        let senders = try run(rest: Rest()) {
            channel = $0
            $1.begin($2, $3, isReused: false)
            #expect(try $0.readOutbound(as: ByteBuffer.self) == nil)

            _ = $1.sendMore(ByteBuffer(string: "def"))
            var sent = ""
            while let piece = try $0.readOutbound(as: ByteBuffer.self) { sent += String(buffer: piece) }
            #expect(sent.hasPrefix("POST / HTTP/1.1\r\n") && sent.hasSuffix("\r\n\r\nabcdef"))
        }
        // What has left does not leave again when its turn comes.
        for sender in senders { sender.sendHeld() }
        #expect(senders.count == 1)
        #expect(try channel?.readOutbound(as: ByteBuffer.self) == nil)
    }

    @Test(arguments: [true, false])
    func `a request that had not left when its connection ended costs nothing, and is asked again`(
        _ saysFarewell: Bool
    ) throws {
        _ = try run {
            $1.begin($2, $3, isReused: true)
            if saysFarewell {
                try $0.writeInbound(ByteBuffer(string: "HTTP/1.1 408 Request Timeout\r\n"))
            } else {
                $0.pipeline.fireChannelInactive()
            }
            #expect($2.failure?.isUnbilled == true && $2.failure?.failureClass == .connect)
            #expect(try $0.readOutbound(as: ByteBuffer.self) == nil)
        }
    }
}
