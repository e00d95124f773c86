package import NIOCore

/// How the end of a body is known.
package enum BodyFraming: Sendable, Equatable {
    /// There is no body.
    case none
    /// Exactly this many bytes.
    case length(Int)
    /// In chunks, up to the empty one.
    case chunked
    /// Up to the end of the connection; answers only.
    case untilClose
}

/// A request's head, checked: the framing is unambiguous and the host is one.
///
/// A class, as is the answer's: heads pass through many hands, and each would copy six references.
package final class RequestHead: Sendable {
    package let method: HTTPMethod
    /// Path with query, beginning with `/`; or `*` for `OPTIONS *`. Scheme and host of an absolute target are taken off.
    package let target: String
    /// 0 or 1, of HTTP/1.x.
    package let minorVersion: Int
    package let fields: HeaderFields
    package let framing: BodyFraming
    /// Whether another request may follow on this connection.
    package let keepAlive: Bool
    /// Whether the caller waits for `100 Continue` before it sends the body.
    package let expectsContinue: Bool

    /// The target without its query.
    package var path: String {
        target.firstOffset(of: UInt8(ascii: "?")).map { target.firstBytes($0) } ?? target
    }

    package init(
        method: HTTPMethod, target: String, minorVersion: Int = 1, fields: HeaderFields = HeaderFields(),
        framing: BodyFraming = .none, keepAlive: Bool = true, expectsContinue: Bool = false
    ) {
        self.method = method
        self.target = target
        self.minorVersion = minorVersion
        self.fields = fields
        self.framing = framing
        self.keepAlive = keepAlive
        self.expectsContinue = expectsContinue
    }
}

/// A final answer's head, checked. Interim answers (1xx) never surface, 101 excepted.
package final class ResponseHead: Sendable {
    /// 101, or 200…999.
    package let status: Int
    /// May be empty.
    package let reason: String
    /// 0 or 1, of HTTP/1.x.
    package let minorVersion: Int
    package let fields: HeaderFields
    package let framing: BodyFraming
    /// Whether the connection may carry another request after this answer.
    package let keepAlive: Bool

    package init(
        status: Int, reason: String = "", minorVersion: Int = 1, fields: HeaderFields = HeaderFields(),
        framing: BodyFraming = .none, keepAlive: Bool = true
    ) {
        self.status = status
        self.reason = reason
        self.minorVersion = minorVersion
        self.fields = fields
        self.framing = framing
        self.keepAlive = keepAlive
    }
}

/// One step of a request as it arrives: a head, any number of body pieces, the end.
package enum RequestPart: Sendable {
    case head(RequestHead)
    /// A piece of the body, never empty; a slice of what was fed where possible.
    case body(ByteBuffer)
    case end
}

/// One step of an answer as it arrives: a head, any number of body pieces, the end.
package enum ResponsePart: Sendable {
    case head(ResponseHead)
    /// A piece of the body, never empty; a slice of what was fed where possible.
    case body(ByteBuffer)
    case end
}
