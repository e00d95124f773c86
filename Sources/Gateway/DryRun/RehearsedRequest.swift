import NIOCore
import Wire

/// A request as it would leave, for somebody to look at: without credentials.
struct RehearsedRequest {
    private let request: UpstreamRequest
    private let provider: Provider
    private let own: Secret?

    /// - Parameter own: the caller's own provider credential, where it goes with that.
    init(_ request: UpstreamRequest, to provider: Provider, own: Secret?) {
        self.request = request
        self.provider = provider
        self.own = own
    }

    var json: JSONValue {
        var headers: [JSONValue] = []
        request.fields.forEach { name, value in
            headers.append(["name": .string(name), "value": .string(isSecret(name) ? Self.mask : redacted(value))])
        }
        let scheme = request.origin.isTLS ? "https" : "http"
        return [
            "method": .string(request.method.text),
            "url": .string(redacted("\(scheme)://\(request.origin.authority)\(path)")),
            "headers": .array(headers),
            // Fetched from a token service, or signed, when it is sent.
            "signed_when_sent": .bool(provider.authorizer != nil && own == nil),
            "body_bytes": .int(request.body.readableBytes),
            "body": .string(isDescribed ? Self.mask : redacted(String(buffer: request.body))),
        ]
    }

    private static let mask = "***"

    /// Whether the configuration says how the request is written: it may have put a secret anywhere.
    private var isDescribed: Bool { provider.endpoints.contains { $0.template != nil } }

    private var path: String {
        guard isDescribed, let mark = request.path.utf8.firstIndex(of: UInt8(ascii: "?")) else { return request.path }
        return request.path[..<mark] + "?" + Self.mask
    }

    /// What carries a credential, and what the configuration adds, which may be one.
    private func isSecret(_ name: String) -> Bool {
        isDescribed && name.lowercased() != "content-type" || provider.authorization.looksLikeCredential(name)
            || provider.fields.contains { $0.name.lowercased() == name.lowercased() }
    }

    private func redacted(_ text: String) -> String {
        let text = provider.redacted(text)
        guard let secret = own?.reveal(), secret.utf8.count >= 8 else { return text }
        return text.replacing(secret, with: Self.mask)
    }
}
