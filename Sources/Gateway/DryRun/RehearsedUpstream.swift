import Synchronization

/// Stands where providers are, and keeps what it is asked to send. Nothing leaves.
final class RehearsedUpstream: Upstream {
    private let requests = Mutex<[UpstreamRequest]>([])

    /// The first that would have been sent.
    var first: UpstreamRequest? { requests.withLock { $0.first } }

    func send(
        _ request: UpstreamRequest, for caller: any CallerLink
    ) async throws(GatewayError) -> any UpstreamAnswer {
        requests.withLock { $0.append(request) }
        throw Self.rehearsed
    }

    /// Ends an attempt as if its provider had not been reached: nothing is billed.
    private static var rehearsed: GatewayError {
        var error = GatewayError(.internalError, "Nothing is sent in a dry run.", origin: .gateway)
        error.isUnbilled = true
        return error
    }
}
