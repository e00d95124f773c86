import Gateway
import Wire

/// What the claims of a token that holds become: a name, and what may be done under it.
struct TokenMeaning {
    private let issuer: TokenIssuer

    init(_ issuer: TokenIssuer) { self.issuer = issuer }

    func read(_ claims: JSONObject, ends: Int) throws(GatewayError) -> VerifiedToken {
        let names = issuer.claims
        guard let name = value(names.name, in: claims)?.string, Self.isName(name) else {
            throw JWTVerifier.refused("does not say in `\(names.name)` whose it is")
        }
        var policy = KeyPolicy()
        policy.team = try text(names.team, in: claims)
        policy.owner = try text(names.owner, in: claims)
        policy.tags = try texts(names.tags, in: claims) ?? []
        // Once a claim is named, a token that lacks it may use nothing: it must not gain by leaving something out.
        policy.models = try names.models.map { (name) throws(GatewayError) in try texts(name, in: claims) ?? [] }
        policy.operations = try names.scopes.map { (name) throws(GatewayError) in
            Set(try (texts(name, in: claims) ?? []).compactMap(Operation.init(rawValue:)))
        }
        return VerifiedToken(name: "\(issuer.name):\(name)", policy: policy, ends: ends)
    }

    private func value(_ path: String, in claims: JSONObject) -> JSONValue? {
        // A claim may have points in its own name, as addresses have.
        if let value = claims[path] { return value }
        var value = JSONValue.object(claims)
        for part in path.split(separator: ".") {
            guard let next = value[String(part)] else { return nil }
            value = next
        }
        return value
    }

    private func text(_ path: String?, in claims: JSONObject) throws(GatewayError) -> String? {
        guard let path, let value = value(path, in: claims), !value.isNull else { return nil }
        guard let text = value.string, Self.isName(text) else { throw wrong(path) }
        return text
    }

    /// A list of texts, or one text with blanks between, as `scope` has it.
    private func texts(_ path: String?, in claims: JSONObject) throws(GatewayError) -> [String]? {
        guard let path, let value = value(path, in: claims), !value.isNull else { return nil }
        let texts = value.array.map { $0.compactMap(\.string) } ?? value.string?.split(separator: " ").map(String.init)
        guard let texts, texts.count <= 256, texts.count == value.array?.count ?? texts.count,
            texts.allSatisfy(Self.isName)
        else { throw wrong(path) }
        return texts
    }

    private func wrong(_ path: String) -> GatewayError {
        JWTVerifier.refused("says something in `\(path)` that cannot be read")
    }

    private static func isName(_ text: String) -> Bool {
        (1...256).contains(text.utf8.count) && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    }
}
