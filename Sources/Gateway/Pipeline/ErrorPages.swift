import NIOCore
package import Wire

/// Where a caller can open what is said of an error: the gateway serves a page for each code, and `doc_url` is its
/// address under the host that the caller called.
package struct ErrorPages: Sendable {
    /// What the path of a page begins with; the code follows.
    package static let path = "/errors/"

    private let origin: String

    /// nil: the caller named no host, as callers of HTTP/1.0 may.
    /// - Parameters:
    ///   - head: its `host` has been checked for characters that no address has. nil: the request could not be framed.
    ///   - isTLS: whether the caller speaks TLS to the gateway.
    package init?(head: RequestHead?, isTLS: Bool) {
        guard let host = head?.fields.first("host"), !host.isEmpty else { return nil }
        origin = (isTLS ? "https://" : "http://") + host
    }

    init?(_ call: Call) { self.init(head: call.head, isTLS: call.caller.isTLS) }

    package func address(of code: ErrorCode) -> String { origin + Self.path + code.rawValue }

    /// The page as it is served: Markdown, sent as plain text so that a browser shows it.
    package static func page(of code: ErrorCode, id: String) -> RenderedReply {
        var fields = HeaderFields()
        fields.append("content-type", "text/plain; charset=utf-8")
        fields.append(.requestID, id)
        let text = "# \(code.rawValue)\n\n\(code.explanation)\n"
        return RenderedReply(head: ReplyHead(status: 200, fields: fields), body: ByteBuffer(string: text))
    }
}

extension ErrorCode {
    /// Status, meaning and what to do, as the pages say it.
    package var explanation: String { "\(status). \(meaning)\n\n*What to do:* \(hint)" }
}
