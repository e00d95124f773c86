import Gateway
import NIOCore
import Wire

/// Asks a proxy for a tunnel (RFC 9110 §9.3.6), then makes room for TLS.
final class ProxyTunnel: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// The proxy's answer was no.
    struct Refusal: Error {
        let status: Int
    }

    private let origin: Origin
    private let proxy: Proxy
    private let opened: (ChannelHandlerContext) throws -> Void
    private let failed: (any Error) -> Void
    private var parser = ResponseParser()

    init(
        origin: Origin, proxy: Proxy, opened: @escaping (ChannelHandlerContext) throws -> Void,
        failed: @escaping (any Error) -> Void
    ) {
        self.origin = origin
        self.proxy = proxy
        self.opened = opened
        self.failed = failed
    }

    func channelActive(context: ChannelHandlerContext) {
        let name = origin.host.contains(":") ? "[\(origin.host)]:\(origin.port)" : "\(origin.host):\(origin.port)"
        var fields = HeaderFields()
        fields.append("host", name)
        if let authorization = proxy.authorization { fields.append("proxy-authorization", authorization) }
        var buffer = context.channel.allocator.buffer(capacity: 256)
        do {
            try HeadWriter.writeRequest(
                method: .connect, target: name, fields: fields, framing: .none, into: &buffer)
            parser.expect(method: .connect)
            context.writeAndFlush(Self.wrapOutboundOut(buffer), promise: nil)
        } catch {
            fail(context, error)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        parser.feed(Self.unwrapInboundIn(data))
        do {
            guard case .head(let head)? = try parser.next() else { return }
            guard (200..<300).contains(head.status) else { throw Refusal(status: head.status) }
            // A server that speaks before TLS has begun is none of ours.
            guard !parser.hasBufferedBytes else { throw FramingError.truncatedHead }
            try opened(context)
            context.pipeline.syncOperations.removeHandler(self, promise: nil)
        } catch {
            fail(context, error)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        failed(ChannelError.eof)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { fail(context, error) }

    private func fail(_ context: ChannelHandlerContext, _ error: any Error) {
        failed(error)
        context.close(promise: nil)
    }
}
