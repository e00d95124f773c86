package import Dialects
package import Wire

/// What went wrong, whose fault it is, whether another attempt may help, and what the caller may be told.
///
/// One reference wide: each `async` function that may throw it keeps room for it in its frame, and a call has a dozen
/// such frames open for as long as its stream lasts.
@dynamicMemberLookup
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

    /// The members of an error, read and written as its own.
    package struct Content: Sendable {
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
        /// Whether the provider cannot have billed the attempt: it was not reached, or it refused.
        package var isUnbilled = false
        /// What kind of failure of a target it is, where that does not follow from the code.
        package var knownClass: FailureClass?
    }

    private final class Storage: Sendable {
        let content: Content

        init(_ content: Content) { self.content = content }
    }

    private var storage: Storage

    /// Never inlined: errors are made in many places and hardly ever, and code that is not run should not lie between
    /// code that is.
    @inline(never)
    package init(
        _ code: ErrorCode, _ message: String, origin: Origin = .client, retry: Retry = .never, hint: String? = nil,
        param: String? = nil, retryAfter: Int? = nil, cause: String? = nil
    ) {
        storage = Storage(
            Content(
                code: code, origin: origin, retry: retry, message: message, hint: hint, param: param,
                retryAfter: retryAfter, cause: cause, status: code.status))
    }

    package subscript<Value>(dynamicMember member: WritableKeyPath<Content, Value>) -> Value {
        get { storage.content[keyPath: member] }
        set {
            var content = storage.content
            content[keyPath: member] = newValue
            storage = Storage(content)
        }
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
