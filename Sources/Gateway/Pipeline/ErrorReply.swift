package import Dialects
package import NIOCore
import Wire

/// A reply made by the gateway itself.
package struct RenderedReply: Sendable {
    package var head: ReplyHead
    package var body: ByteBuffer

    package init(head: ReplyHead, body: ByteBuffer) {
        self.head = head
        self.body = body
    }

    package static func json(_ body: ByteBuffer, id: String) -> RenderedReply {
        var fields = HeaderFields()
        fields.append("content-type", "application/json")
        fields.append(.requestID, id)
        return RenderedReply(head: ReplyHead(status: 200, fields: fields), body: body)
    }
}

/// Errors in the caller's dialect.
package enum ErrorReply {
    /// What the caller is told: the provider's own words where there are any, and always a hint, an id and a source.
    /// - Parameter pages: nil: without an address of the error's page.
    package static func failure(
        _ error: GatewayError, in dialect: Dialect, id: String, pages: ErrorPages?
    ) -> Failure {
        var failure =
            error.upstream?.failure ?? Failure(status: error.status, code: error.code.rawValue, message: error.message)
        failure.status = isOverload(error, in: dialect) ? 529 : error.status
        failure.code = failure.code ?? error.code.rawValue
        failure.param = failure.param ?? error.param
        failure.hint = error.hint ?? error.code.hint(naming: error.param)
        failure.documentation = pages?.address(of: error.code)
        failure.requestID = id
        failure.source =
            switch error.origin {
            case .client: "client"
            case .gateway: "gateway"
            case .upstream(let provider): "provider:\(provider)"
            }
        return failure
    }

    package static func failure(_ error: GatewayError, of call: Call) -> Failure {
        failure(error, in: call.dialect, id: call.id, pages: ErrorPages(call))
    }

    /// Anthropic has a status of its own for a provider without room.
    private static func isOverload(_ error: GatewayError, in dialect: Dialect) -> Bool {
        error.code == .upstreamOverloaded && dialect == .anthropicMessages
    }

    /// - Parameter call: nil for refusals before there is a call.
    package static func render(
        _ error: GatewayError, dialect: Dialect, id: String, pages: ErrorPages?, call: Call? = nil
    ) -> RenderedReply {
        var fields = HeaderFields()
        if let call {
            fields = ReplyFields.make(call, contentType: "application/json", answer: error.upstream?.fields)
        } else {
            fields.append("content-type", "application/json")
            fields.append(.requestID, id)
        }
        if error.code == .upgradeRequired {
            // RFC 9110 §15.5.22: what to upgrade to; and RFC 6455 §4.4: in which version.
            fields.append(.upgrade, "websocket")
            fields.append(.socketVersion, "13")
        }
        if let seconds = error.retryAfter { fields.append(.retryAfter, String(seconds)) }
        var json = JSONWriter()
        let failure = failure(error, in: dialect, id: id, pages: pages)
        dialect.codec.encode(failure, into: &json)
        let status = failure.status == 499 ? 400 : failure.status
        return RenderedReply(head: ReplyHead(status: status, fields: fields), body: json.buffer)
    }
}
