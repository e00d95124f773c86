import Dialects
import NIOCore
import Wire

/// An error of ours as an event of a session.
enum RealtimeErrorEvent {
    /// `{"type":"error","event_id":…,"error":{…}}`, the error as on every other path of the dialect.
    static func text(_ error: GatewayError, of call: Call) -> ByteBuffer {
        var json = JSONWriter()
        call.dialect.codec.encode(ErrorReply.failure(error, of: call), into: &json)
        var body = json.buffer
        // Its brace is written anew, with what an event has before the error.
        body.moveReaderIndex(forwardBy: min(1, body.readableBytes))
        var text = ByteBuffer(string: #"{"type":"error","event_id":"event_\#(call.id)","#)
        text.writeBuffer(&body)
        return text
    }
}

/// What the first event of a session means where it is an error: OpenAI tells a refusal only after its 101.
enum RealtimeRefusal {
    static func read(_ failure: Failure, _ provider: Provider, onOwnCredential: Bool) -> GatewayError {
        var said = failure
        said.status = status(of: failure)
        var error = UpstreamRefusal.classify(
            said.status, said: said.message, provider, onOwnCredential: onOwnCredential)
        error.cause = "the session began with an error: \(failure.code ?? failure.type ?? "without a code")"
        if error.code != .providerAuthError { error.upstream = UpstreamFailure(failure: said, fields: HeaderFields()) }
        return error
    }

    /// The status it would have had.
    private static func status(of failure: Failure) -> Int {
        if let status = failure.credentialStatus { return status }
        // Without a code, where a token is missing.
        if failure.message.contains("bearer or basic authentication") { return 401 }
        for word in [failure.code ?? "", failure.type ?? ""] {
            switch word {
            case "model_not_found": return 404
            case "insufficient_quota": return 429
            case "server_error", "internal_error": return 500
            case _ where word.hasPrefix("rate_limit"): return 429
            default: continue
            }
        }
        return 400
    }
}
