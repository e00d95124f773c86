import Drivers
import Foundation
import Gateway
import NIOCore
import NIOPosix
import Server
import Wire

/// Calls of the commands themselves, by the way out that calls to providers take.
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
    /// For the answer's head and between two pieces.
    var idleTimeout = TimeAmount.minutes(11)

    /// Sends one request. `receive` gets the answer's head with each piece of the body as it arrives.
    func send(
        _ method: HTTPMethod, _ path: String, body: ByteBuffer? = nil,
        receive: (ResponseHead, ByteBuffer) async throws -> Void
    ) async throws -> ResponseHead {
        let link = CommandLink(loop: MultiThreadedEventLoopGroup.singleton.next())
        let upstream = try NetworkUpstream(group: link.loop, configuration: transport)
        defer { upstream.shutDown() }
        let request = request(method, path, body)
        return try await withTaskExecutorPreference(LoopExecutor(link.loop)) {
            do {
                let answer = try await upstream.send(request, for: link)
                while let piece = try await answer.next() { try await receive(answer.head, piece) }
                return answer.head
            } catch let error as GatewayError {
                throw Self.failure(error)
            }
        }
    }

    /// As the other, with the whole body in one piece.
    func whole(_ method: HTTPMethod, _ path: String, body: ByteBuffer? = nil) async throws -> (ResponseHead, ByteBuffer)
    {
        var whole = ByteBuffer()
        let head = try await send(method, path, body: body) { _, piece in whole.writeImmutableBuffer(piece) }
        return (head, whole)
    }

    private func request(_ method: HTTPMethod, _ path: String, _ body: ByteBuffer?) -> UpstreamRequest {
        var fields = HeaderFields()
        fields.append("user-agent", "llmgateway/\(LLMGateway.version)")
        fields.append("accept", "*/*")
        if let key { fields.append("authorization", "Bearer \(key.reveal())") }
        if body != nil { fields.append("content-type", "application/json") }
        var timeouts = Timeouts()
        timeouts.firstByte = idleTimeout
        timeouts.idle = idleTimeout
        return UpstreamRequest(
            origin: base.origin, method: method, path: base.path + path, fields: fields, body: body ?? ByteBuffer(),
            timeouts: timeouts, deadline: .now() + timeouts.total)
    }

    /// The proxies of the environment, but never for this machine itself.
    private var transport: TransportConfiguration {
        var transport = TransportConfiguration(environment: ProcessInfo.processInfo.environment, caFile: caFile)
        transport.furtherCAFiles = [base.origin.roots].compactMap(\.self)
        transport.noProxy += ["localhost", "127.0.0.1", "::1"]
        return transport
    }

    /// In a command's words: what it calls is no provider.
    private static func failure(_ error: GatewayError) -> Failure {
        if let reason = ConnectFailure.reason(of: error) { return .unreachable(reason) }
        return .broken("the connection broke: \(error.cause ?? error.message)")
    }
}

/// Stands where a caller's connection stands in the gateway; a command's caller never leaves.
final class CommandLink: CallerLink {
    let loop: any EventLoop

    init(loop: any EventLoop) { self.loop = loop }

    var isGone: Bool { false }
    func attach(_ running: (any CancellableExchange)?) {}
}
