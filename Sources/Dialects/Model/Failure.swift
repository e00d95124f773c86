/// An error as one dialect says it: read from an upstream, or to be said to a caller.
package struct Failure: Sendable, Equatable {
    /// HTTP status; inside a stream the status the provider would have used, else 502.
    package var status: Int
    /// The dialect's own class (`rate_limit_error`, `RESOURCE_EXHAUSTED`), as read.
    package var type: String?
    package var code: String?
    package var message: String
    package var param: String?
    /// Seconds to wait before another try, where the error itself says so (Google's `RetryInfo`).
    package var retryAfter: Int?
    /// The upstream's error object, every member as it came (in its own dialect).
    package var original: Opaque?
    /// What to do about it; ours.
    package var hint: String?
    package var documentation: String?
    package var requestID: String?
    /// `gateway`, `client` or `provider:<id>`; ours.
    package var source: String?

    package init(status: Int, type: String? = nil, code: String? = nil, message: String, param: String? = nil) {
        self.status = status
        self.type = type
        self.code = code
        self.message = message
        self.param = param
    }
}
