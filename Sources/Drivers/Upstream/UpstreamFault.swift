import Gateway
import NIOCore
import Wire

/// Failures of the way to a provider. What callers are told names no address; the cause, for logs, may.
enum UpstreamFault {
    /// Stands for the provider until the pipeline, which knows it, puts its id in.
    private static let origin = GatewayError.Origin.upstream("upstream")

    static func connecting(_ error: any Error) -> GatewayError {
        if case .connectTimeout? = error as? ChannelError { return connectTimeout }
        if error is UnusableProxy {
            return unsent(
                make(
                    .upstreamError, "The provider could not be reached: the gateway's proxy cannot be used.",
                    cause: "the proxy that the environment names is not an http:// proxy"))
        }
        var failure = make(
            .upstreamError, "The provider could not be reached: \(ConnectFailure.plain(error)).",
            cause: ConnectFailure.cause(error))
        failure.hint = "Whoever runs the gateway: check the provider's `base_url`; `llmgateway doctor` tries it."
        if ConnectFailure.isOfCertificate(error) {
            failure.hint = "Name the root that signed it in the provider's `ca_file`, or correct its `base_url`."
        }
        if ConnectFailure.isWithoutTLS(error) {
            failure.hint =
                "Whoever runs the gateway: write `http://` in the provider's `base_url`, or correct its port."
        }
        return unsent(failure)
    }

    static let connectTimeout = unsent(
        make(
            .upstreamTimeout, "The connection to the provider took too long.",
            cause: ConnectFailure.cause(ChannelError.connectTimeout(.zero))))

    /// What was never sent was never billed.
    static func unsent(_ error: GatewayError) -> GatewayError {
        var error = error
        error.isUnbilled = true
        if case .upstream = error.origin { error.knownClass = .connect }
        return error
    }

    static let firstByteTimeout = make(
        .upstreamTimeout, "The provider did not answer in time.", cause: "first-byte time-out")

    static let idleTimeout = make(
        .upstreamTimeout, "The provider stopped sending.", cause: "idle time-out within an answer")

    static let totalTimeout = make(
        .upstreamTimeout, "The call took too long.", cause: "the call's deadline has passed")

    static let sessionSilent = GatewayError(
        .requestTimeout, "The session was silent for too long.",
        hint: "Send a ping now and then, or raise `timeouts.idle`.")

    static let sessionTooLong = GatewayError(
        .requestTimeout, "The session has lasted as long as it may.",
        hint: "Open another one, or raise `timeouts.total`.")

    /// A connection that had served others ended as soon as it was used again: as if none had come about. It counts as
    /// sent all the same.
    static func onReused(_ error: GatewayError) -> GatewayError {
        var error = error
        error.knownClass = .connect
        error.cause = (error.cause ?? "") + ", on a reused connection"
        return error
    }

    static func framing(_ error: FramingError) -> GatewayError {
        switch error {
        case .closedBeforeResponse:
            make(
                .upstreamError, "The provider closed the connection before it answered.",
                cause: "closed before the answer")
        case .truncatedBody, .truncatedHead:
            make(.upstreamError, "The provider's answer was cut.", cause: "\(error)")
        default:
            make(.upstreamError, "The provider's answer was not valid HTTP.", cause: "framing: \(error)")
        }
    }

    static func transport(_ error: any Error) -> GatewayError {
        make(.upstreamError, "The connection to the provider broke.", cause: "transport: \(error)")
    }

    static let unwritable = unsent(
        GatewayError(
            .internalError, "The request to the provider could not be written.", origin: .gateway,
            cause: "the path or a field holds characters that must not be sent"))

    static let callerGone = GatewayError(.callerGone, "The caller closed the connection.")

    static let cancelled = GatewayError(
        .overloaded, "The gateway is being restarted.", origin: .gateway, retryAfter: 1,
        cause: "the exchange was cancelled")

    private static func make(_ code: ErrorCode, _ message: String, cause: String) -> GatewayError {
        GatewayError(code, message, origin: origin, retry: .nextTarget, cause: cause)
    }
}
