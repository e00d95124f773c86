package import Dialects
package import Wire

/// What went wrong, whose fault it is, whether another attempt may help, and what the caller may be told.
package struct GatewayError: Error, Sendable {
    /// Whose fault it is.
    package enum Origin: Sendable, Equatable {
        case client
        case gateway
        /// Provider id.
        case upstream(String)
    }

    /// Whether another attempt may help.
    package enum Retry: Sendable, Equatable {
        case never
        case nextTarget
    }

    package var code: ErrorCode
    package var origin: Origin
    package var retry: Retry
    /// Safe to show: no path, no upstream address, no key.
    package var message: String
    /// The fix. nil: the code's own hint.
    package var hint: String?
    /// The member of the request at fault.
    package var param: String?
    /// Whole seconds, for `retry-after`.
    package var retryAfter: Int?
    /// The answer of the provider, when there was one.
    package var upstream: UpstreamFailure?
    /// For the log only.
    package var cause: String?
    /// Overrides the code's status, where an upstream's own status is kept.
    package var status: Int

    package init(
        _ code: ErrorCode, _ message: String, origin: Origin = .client, retry: Retry = .never, hint: String? = nil,
        param: String? = nil, retryAfter: Int? = nil, cause: String? = nil
    ) {
        self.code = code
        self.message = message
        self.origin = origin
        self.retry = retry
        self.hint = hint
        self.param = param
        self.retryAfter = retryAfter
        self.cause = cause
        self.status = code.status
    }
}

/// A provider's refusal as it came.
package struct UpstreamFailure: Sendable {
    package var failure: Failure
    package var fields: HeaderFields

    package init(failure: Failure, fields: HeaderFields) {
        self.failure = failure
        self.fields = fields
    }
}
