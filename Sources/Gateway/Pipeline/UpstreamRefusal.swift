import Dialects
import NIOCore
import Wire

/// What a provider's status other than 2xx means for the caller and for the next target.
enum UpstreamRefusal {
    private static let bodyLimit = 1 << 20

    static func read(
        _ answer: any UpstreamAnswer, from provider: Provider, codec: any DialectCodec, onOwnCredential: Bool
    ) async -> GatewayError {
        var body = ByteBuffer()
        do throws(GatewayError) {
            while body.readableBytes < bodyLimit, let piece = try await answer.next() {
                body.writeImmutableBuffer(piece)
            }
        } catch {
            // The status is known; what came of the body is what there is.
        }
        let said = codec.decodeFailure(status: answer.head.status, root(of: body, from: provider))
        var error = classify(answer.head.status, said: said.message, provider, onOwnCredential: onOwnCredential)
        error.retryAfter = RetryAfter.seconds(answer.head.fields) ?? said.retryAfter
        if let known = RefusalWords.failure(of: said, status: answer.head.status) { error.knownClass = known }
        if error.code != .providerAuthError {
            // A credential's refusal may quote a part of the key, so it goes no further than the log's status.
            error.upstream = UpstreamFailure(failure: said, fields: provider.redacted(answer.head.fields))
        }
        return error
    }

    /// What the body says, without our key. nil where it is no JSON.
    private static func root(of body: ByteBuffer, from provider: Provider) -> JSONView? {
        guard let said = try? JSONValue(parsing: body, maxDepth: 512) else { return nil }
        return (try? JSONDocument(validating: provider.redacted(said).bytes, maxDepth: 512))?.root
    }

    /// What a refusal means, by its status.
    static func classify(
        _ status: Int, said: String, _ provider: Provider, onOwnCredential: Bool
    ) -> GatewayError {
        let origin = GatewayError.Origin.upstream(provider.id)
        let cause = "\(provider.id) answered \(status)"
        let upstreamStatus = status
        func error(_ code: ErrorCode, _ message: String, _ status: Int?, _ retry: GatewayError.Retry) -> GatewayError {
            var error = GatewayError(code, message, origin: origin, retry: retry, cause: cause)
            if let status { error.status = status }
            // A time-out is told by what stands before the provider, which may have worked, and bills what it worked.
            error.isUnbilled = code != .upstreamTimeout
            if retry == .nextTarget { error.knownClass = FailureClass(status: upstreamStatus) }
            return error
        }
        switch status {
        case 401, 402, 403:
            if onOwnCredential { return error(.upstreamRejected, said, status, .never) }
            return error(.providerAuthError, "The provider refused the gateway's credential.", nil, .nextTarget)
        case 408: return error(.upstreamTimeout, said, nil, .nextTarget)
        case 429: return error(.rateLimited, said, nil, .nextTarget)
        case 400..<500: return error(.upstreamRejected, said, status, .never)
        case 503, 529: return error(.upstreamOverloaded, said, nil, .nextTarget)
        case 504: return error(.upstreamTimeout, said, nil, .nextTarget)
        default: return error(.upstreamError, said, nil, .nextTarget)
        }
    }
}

/// How long the provider wants to be left alone.
enum RetryAfter {
    /// From `retry-after-ms` or `retry-after` (seconds, with a fraction or without), rounded up. An HTTP date is read
    /// against the answer's own `date`.
    static func seconds(_ fields: HeaderFields) -> Int? {
        if let text = fields.first("retry-after-ms"), let millis = Double(text), millis >= 0, millis < 1e9 {
            return Int((millis / 1_000).rounded(.up))
        }
        guard let text = fields.first("retry-after") else { return nil }
        if let seconds = Double(text) {
            return seconds >= 0 && seconds < 1e6 ? Int(seconds.rounded(.up)) : nil
        }
        guard let then = HTTPDate.seconds(text), let now = fields.first("date").flatMap(HTTPDate.seconds) else {
            return nil
        }
        return max(0, then - now)
    }
}
