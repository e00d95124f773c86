package import Gateway
import NIOCore
import Wire

/// Verifies tokens as RFC 8725 wants it: what a token says of itself chooses nothing but the key, and that among its
/// issuer's alone.
package final class JWTVerifier: TokenVerifier {
    private let issuers: [(issuer: TokenIssuer, keys: IssuerKeys)]

    package init(_ issuers: [TokenIssuer]) { self.issuers = issuers.map { ($0, IssuerKeys($0.keys)) } }

    /// Beyond this a time is no time: year 9999.
    private static let lastSecond = 253_402_300_799

    package func accepts(_ token: Secret) -> Bool {
        guard let token = SignedToken(token.reveal()) else { return false }
        return issuers.contains { $0.issuer.issuer == token.claims["iss"]?.string }
    }

    package func isEquivalent(to other: any TokenVerifier) -> Bool {
        (other as? JWTVerifier)?.issuers.map(\.issuer) == issuers.map(\.issuer)
    }

    package func verify(
        _ token: Secret, now: Int, through upstream: any Upstream, caller: any CallerLink
    ) async throws(GatewayError) -> VerifiedToken {
        guard let token = SignedToken(token.reveal()) else { throw Self.refused("is no signed token") }
        guard let (issuer, keys) = issuers.first(where: { $0.issuer.issuer == token.claims["iss"]?.string }) else {
            throw Self.refused("is of an issuer that is not known")
        }
        // What cannot hold costs the issuer nothing.
        let algorithm = try Self.algorithm(of: token, issuer)
        let ends = try Self.checkTimes(token.claims, issuer, now: now)
        try Self.checkAudience(token.claims, issuer)
        guard let id = token.header["kid"]?.string else {
            throw Self.refused("does not say which key it is signed with")
        }
        guard let key = try await keys.key(id, at: now, through: upstream, caller: caller) else {
            throw Self.refused("is signed with a key that its issuer does not have")
        }
        guard await key.verifies(token.signature, over: token.signed, by: algorithm) else {
            throw Self.refused("has a signature that does not hold")
        }
        return try TokenMeaning(issuer).read(token.claims, ends: ends)
    }

    private static func algorithm(
        of token: SignedToken, _ issuer: TokenIssuer
    ) throws(GatewayError) -> TokenAlgorithm {
        guard let algorithm = token.header["alg"]?.string.flatMap(TokenAlgorithm.init(rawValue:)),
            issuer.algorithms.contains(algorithm)
        else { throw refused("is signed in a way that its issuer's are not") }
        // RFC 7515 §4.1.11: what must be understood, and is not.
        guard token.header["crit"] == nil, token.header["b64"] == nil else {
            throw refused("asks for extensions that are not known")
        }
        return algorithm
    }

    /// - Returns: when the token ends, leeway included.
    private static func checkTimes(
        _ claims: JSONObject, _ issuer: TokenIssuer, now: Int
    ) throws(GatewayError) -> Int {
        guard let ends = time(claims["exp"]) else { throw refused("does not say properly when it ends") }
        guard ends + issuer.leeway > now else { throw refused("has expired") }
        if let value = claims["nbf"] {
            guard let begins = time(value) else { throw refused("does not say properly when it begins") }
            guard begins - issuer.leeway <= now else { throw refused("does not hold yet") }
        }
        return ends + issuer.leeway
    }

    /// Whole seconds of a number (RFC 7519 §2 allows fractions, which are cut off); nil for one that is no time.
    private static func time(_ value: JSONValue?) -> Int? {
        guard let text = value?.numberText, !text.hasPrefix("-") else { return nil }
        let digits = text.prefix { $0 != "." }
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let seconds = Int(digits),
            text.dropFirst(digits.count + 1).utf8.allSatisfy({ (0x30...0x39).contains($0) }), seconds <= lastSecond
        else { return nil }
        return seconds
    }

    private static func checkAudience(_ claims: JSONObject, _ issuer: TokenIssuer) throws(GatewayError) {
        let named = claims["aud"]?.string.map { [$0] } ?? claims["aud"]?.array?.compactMap(\.string) ?? []
        guard named.contains(where: issuer.audiences.contains) else { throw refused("is not for this gateway") }
    }

    static func refused(_ reason: String) -> GatewayError {
        GatewayError(
            .invalidAPIKey, "The token \(reason).",
            hint: "Get a new token from its issuer, for this gateway's audience.")
    }
}
