import Gateway
import GatewayTesting
import NIOCore
import Synchronization
import Wire

/// Services that lend credentials, each answering by method and address.
final class ServiceUpstream: Upstream {
    typealias Answer = @Sendable (UpstreamRequest) -> (status: Int, body: String)?

    private let answer: Answer
    private let sent = Mutex<[UpstreamRequest]>([])

    init(_ answer: @escaping Answer) { self.answer = answer }

    var requests: [UpstreamRequest] { sent.withLock { $0 } }

    func send(
        _ request: UpstreamRequest, for caller: any CallerLink
    ) async throws(GatewayError) -> any UpstreamAnswer {
        sent.withLock { $0.append(request) }
        guard let (status, body) = answer(request) else {
            throw GatewayError(.upstreamError, "Nobody is there.", origin: .upstream(""), retry: .nextTarget)
        }
        let upstream = ScriptedUpstream(.json(body, status: status))
        return try await upstream.send(request, for: caller)
    }
}

extension UpstreamRequest {
    var text: String { String(buffer: body) }

    /// Of something that is to be authorised.
    static let sample = UpstreamRequest(
        origin: Origin(isTLS: true, host: "bedrock-runtime.eu-central-1.amazonaws.com", port: 443), method: .post,
        path: "/model/m/converse", fields: HeaderFields(), body: ByteBuffer(string: "{}"), timeouts: Timeouts(),
        deadline: .now() + .seconds(60))
}
