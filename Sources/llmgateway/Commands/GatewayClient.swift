import Foundation
import Gateway
import NIOCore
import NIOPosix
import NIOSSL
import Wire

/// A plain client of a running gateway: one connection, one request.
struct GatewayClient: Sendable {
    enum Failure: Error {
        /// Nothing answers there.
        case unreachable(String)
        /// The connection broke, or brought what is not HTTP.
        case broken(String)

        var message: String {
            switch self {
            case .unreachable(let reason), .broken(let reason): reason
            }
        }
    }

    let base: BaseURL
    var key: Secret?
    /// PEM file of roots trusted besides the system's.
    var caFile: String?
    var connectTimeout = TimeAmount.seconds(5)
    /// For the answer's head and between two pieces.
    var idleTimeout = TimeAmount.minutes(11)

    /// Sends one request. `receive` gets the head's status and fields with each piece of the body as it arrives.
    func send(
        _ method: HTTPMethod, _ path: String, body: ByteBuffer? = nil,
        receive: (ResponseHead, ByteBuffer) async throws -> Void
    ) async throws -> ResponseHead {
        let channel = try await connect()
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(try request(method, path, body))
            var parser = ResponseParser()
            parser.expect(method: method)
            var head: ResponseHead?
            for try await bytes in inbound {
                parser.feed(bytes)
                while let part = try parser.next() {
                    switch part {
                    case .head(let answer): head = answer
                    case .body(let piece): if let head { try await receive(head, piece) }
                    case .end: if let head { return head }
                    }
                }
            }
            if case .end = try parser.finish(), let head { return head }
            throw Failure.broken("The connection was closed before the answer ended.")
        }
    }

    /// As the other, with the whole body in one piece.
    func whole(_ method: HTTPMethod, _ path: String, body: ByteBuffer? = nil) async throws -> (ResponseHead, ByteBuffer)
    {
        var whole = ByteBuffer()
        let head = try await send(method, path, body: body) { _, piece in whole.writeImmutableBuffer(piece) }
        return (head, whole)
    }

    private func request(_ method: HTTPMethod, _ path: String, _ body: ByteBuffer?) throws -> ByteBuffer {
        var fields = HeaderFields()
        fields.append("host", base.origin.authority)
        fields.append("user-agent", "llmgateway/\(LLMGateway.version)")
        fields.append("accept", "*/*")
        fields.append("connection", "close")
        if let key { fields.append("authorization", "Bearer \(key.reveal())") }
        if body != nil { fields.append("content-type", "application/json") }
        var bytes = ByteBuffer()
        try HeadWriter.writeRequest(
            method: method, target: base.path + path, fields: fields,
            framing: body.map { .length($0.readableBytes) } ?? .none, into: &bytes)
        if let body { bytes.writeImmutableBuffer(body) }
        return bytes
    }

    private func connect() async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
        let origin = base.origin
        let tls = origin.isTLS ? try context() : nil
        let idle = idleTimeout
        do {
            return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(connectTimeout)
                .connect(host: origin.host, port: origin.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        if let tls {
                            let isAddress = (try? SocketAddress(ipAddress: origin.host, port: 0)) != nil
                            try channel.pipeline.syncOperations.addHandler(
                                NIOSSLClientHandler(context: tls, serverHostname: isAddress ? nil : origin.host))
                        }
                        try channel.pipeline.syncOperations.addHandler(IdleStateHandler(readTimeout: idle))
                        try channel.pipeline.syncOperations.addHandler(IdleCloseHandler())
                        return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
        } catch {
            throw Failure.unreachable(Self.reason(error))
        }
    }

    private func context() throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        if let caFile { configuration.additionalTrustRoots = [.file(caFile)] }
        return try NIOSSLContext(configuration: configuration)
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? NIOConnectionError else { return "\(error)" }
        if error.dnsAError != nil, error.dnsAAAAError != nil { return "the name \(error.host) is not known" }
        if let first = error.connectionErrors.first {
            if let system = first.error as? IOError { return String(cString: strerror(system.errnoCode)).lowercased() }
            return "\(first.error)"
        }
        return "no connection to \(error.host):\(error.port)"
    }
}

/// Closes a connection nothing was read from for too long.
private final class IdleCloseHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent {
            context.close(promise: nil)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }
}
