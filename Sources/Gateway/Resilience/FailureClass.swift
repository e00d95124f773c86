/// What kind of failure a target's was. Retries, fallback chains and circuit breakers go by it.
package enum FailureClass: String, Sendable, CaseIterable {
    /// No connection came about, or one that was kept open ended as soon as it was used again. The provider has most likely
    /// seen nothing of the request; `isUnbilled` says where that is certain.
    case connect
    /// 502, 503, 529: no room now, or nobody behind the provider's own front.
    case unavailable
    /// Any other status from 500 on.
    case serverError = "server_error"
    /// Nothing came in time, or the provider says so (408, 504).
    case timeout
    case rateLimit = "rate_limit"
    /// 401, 402 or 403 of the gateway's own credential.
    case credential
    /// An answer that broke off, or that cannot be read.
    case broken
    /// The request is longer than the model can read.
    case contextTooLong = "context_too_long"
    /// The provider's filter refused the request.
    case contentFilter = "content_filter"

    /// Those that the same target may be asked again after. What a provider refuses for good is not among them.
    package static let retriable: [FailureClass] = [
        .connect, .unavailable, .serverError, .timeout, .rateLimit, .broken,
    ]

    /// Of a status that is an error.
    init?(status: Int) {
        switch status {
        case 401...403: self = .credential
        case 408, 504: self = .timeout
        case 429: self = .rateLimit
        case 400..<500: return nil
        case 502, 503, 529: self = .unavailable
        default: self = .serverError
        }
    }
}

extension GatewayError {
    /// nil: no failure of a target. Where nobody has said it, it follows from the code.
    package var failureClass: FailureClass? {
        if let known = self.knownClass { return known }
        guard case .upstream = self.origin else { return nil }
        switch self.code {
        case .upstreamTimeout: return .timeout
        case .rateLimited: return .rateLimit
        case .providerAuthError: return .credential
        case .upstreamOverloaded: return .unavailable
        case .upstreamError: return .broken
        default: return nil
        }
    }
}
