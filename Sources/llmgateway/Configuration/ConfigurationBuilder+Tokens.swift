import Drivers
import Gateway
import NIOCore

extension ConfigurationBuilder {
    /// Issuers of signed tokens; nil: there is none.
    mutating func tokens(besides keys: [Snapshot.GatewayKey]) -> BearerTokens? {
        var issuers: [TokenIssuer] = []
        for (index, item) in (settled["auth"]?["jwt"]?.items ?? []).enumerated() {
            guard let issuer = issuer(item, "auth.jwt[\(index)]") else { continue }
            if issuers.contains(where: { $0.name == issuer.name }) {
                note(item.origin, "another issuer is called \"\(issuer.name)\"")
            }
            if issuers.contains(where: { $0.issuer == issuer.issuer }) {
                note(item.origin, "the issuer \"\(issuer.issuer)\" is there already")
            }
            // The same name would share a budget, files and batches.
            if let key = keys.first(where: { $0.name.hasPrefix(issuer.name + ":") }) {
                note(item.origin, "the key \"\(key.name)\" is called as this issuer's callers are")
            }
            issuers.append(issuer)
        }
        return issuers.isEmpty ? nil : BearerTokens(verifier: JWTVerifier(issuers))
    }

    private mutating func issuer(_ item: Settled, _ path: String) -> TokenIssuer? {
        guard let name = item["name"]?.text, let text = item["issuer"]?.text,
            let audiences = item["audience"]?.items.compactMap(\.text), let keys = keySource(item, path)
        else { return nil }
        if name.contains(":") { note(item.origin, "\"\(path).name\" must have no colon") }
        if audiences.isEmpty { note(item.origin, "\"\(path).audience\" must name at least one") }
        var issuer = TokenIssuer(name: name, issuer: text, audiences: audiences, keys: keys)
        if let algorithms = item["algorithms"] {
            issuer.algorithms = Set(algorithms.items.compactMap { $0.text.flatMap(TokenAlgorithm.init(rawValue:)) })
            if issuer.algorithms.isEmpty { note(algorithms.origin, "\"\(path).algorithms\" must name at least one") }
        }
        let claims = item["claims"]
        issuer.claims.name = claims?["name"]?.text ?? issuer.claims.name
        issuer.claims.team = claims?["team"]?.text
        issuer.claims.owner = claims?["owner"]?.text
        issuer.claims.tags = claims?["tags"]?.text
        issuer.claims.models = claims?["models"]?.text
        issuer.claims.scopes = claims?["scopes"]?.text
        if let leeway = item["leeway"], let time = leeway.duration {
            issuer.leeway = Int(time.nanoseconds / 1_000_000_000)
            if issuer.leeway > 300 { note(leeway.origin, "\"\(path).leeway\" must be at most 5m") }
        }
        return issuer
    }

    private mutating func keySource(_ item: Settled, _ path: String) -> TokenIssuer.KeySource? {
        switch (item["jwks_url"], item["jwks_file"]) {
        case (let url?, nil):
            guard let text = url.text, let base = try? BaseURL(text) else {
                note(url.origin, "\"\(path).jwks_url\" must be an address that starts with https://")
                return nil
            }
            if !base.origin.isTLS, !InstallSettings.isLoopback(base.origin.host) {
                note(
                    url.origin,
                    "\"\(path).jwks_url\" must start with https://: whoever can change the keys can sign tokens")
            }
            return .address(text)
        case (nil, let file?): return file.text.map { .file($0) }
        default:
            note(item.origin, "\"\(path)\" needs \"jwks_url\" or \"jwks_file\", and only one of them")
            return nil
        }
    }
}
