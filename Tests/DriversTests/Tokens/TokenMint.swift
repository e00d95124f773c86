import Crypto
import CryptoExtras
import Foundation
import Wire

@testable import Drivers

/// An issuer as tests need one: keys made here, and tokens signed with them, right and wrong.
struct TokenMint: Sendable {
    static let now = 1_700_000_000

    /// Making RSA keys takes a while, so tests share two.
    private static let rsaKeys = Result { try (0..<2).map { _ in try _RSA.Signing.PrivateKey(keySize: .bits2048) } }

    let rsa: _RSA.Signing.PrivateKey
    let elliptic = P256.Signing.PrivateKey()
    var rsaID = "rsa-1"
    let ellipticID = "ec-1"

    init(_ number: Int = 0) throws { rsa = try Self.rsaKeys.get()[number] }

    static var issuer: TokenIssuer {
        TokenIssuer(
            name: "corp", issuer: "https://id.example.com", audiences: ["gateway", "other"],
            keys: .address("https://id.example.com/keys"))
    }

    static var claims: JSONObject {
        JSONObject([
            ("iss", "https://id.example.com"), ("aud", "gateway"), ("sub", "alice"), ("exp", .int(now + 600)),
        ])
    }

    static func claims(_ changes: [(String, JSONValue?)]) -> JSONObject {
        var claims = claims
        for (name, value) in changes { claims[name] = value }
        return claims
    }

    /// The key set as the issuer serves it.
    func keySet(algorithm: String? = nil) throws -> String {
        let primitives = try rsa.publicKey.getKeyPrimitives()
        var first = JSONObject([
            ("kty", "RSA"), ("kid", .string(rsaID)), ("use", "sig"), ("n", .string(Self.encode(primitives.modulus))),
            ("e", .string(Self.encode(primitives.publicExponent))),
        ])
        first.append("alg", ifPresent: algorithm.map { .string($0) })
        let point = elliptic.publicKey.rawRepresentation
        let second: JSONValue = [
            "kty": "EC", "crv": "P-256", "kid": .string(ellipticID), "x": .string(Self.encode(point.prefix(32))),
            "y": .string(Self.encode(point.suffix(32))),
        ]
        // Of kinds nobody here signs with, or not for signing.
        let others: [JSONValue] = [
            ["kty": "oct", "kid": "secret", "k": "c2VjcmV0"], ["kty": "RSA", "kid": "broken", "n": "!", "e": "AQAB"],
            ["kty": "OKP", "crv": "Ed25519", "kid": "ed", "x": "AAAA"],
        ]
        return JSONValue.object(JSONObject([("keys", .array([.object(first), second] + others))])).text
    }

    func rs256(_ claims: JSONObject = claims, header: [(String, JSONValue?)] = []) throws -> String {
        try token(claims, algorithm: "RS256", id: rsaID, header) { bytes in
            try rsa.signature(for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5).rawRepresentation
        }
    }

    func es256(_ claims: JSONObject = claims, header: [(String, JSONValue?)] = []) throws -> String {
        try token(claims, algorithm: "ES256", id: ellipticID, header) { bytes in
            try elliptic.signature(for: SHA256.hash(data: bytes)).rawRepresentation
        }
    }

    /// Signed with whatever a test says.
    func token(
        _ claims: JSONObject = claims, algorithm: String, id: String?, _ header: [(String, JSONValue?)] = [],
        sign: (Data) throws -> Data
    ) throws -> String {
        var head = JSONObject([("alg", .string(algorithm)), ("typ", "JWT")])
        head.append("kid", ifPresent: id.map { .string($0) })
        for (name, value) in header { head[name] = value }
        let signed =
            Self.encode(Data(JSONValue.object(head).text.utf8)) + "."
            + Self.encode(Data(JSONValue.object(claims).text.utf8))
        return signed + "." + Self.encode(try sign(Data(signed.utf8)))
    }

    static func encode(_ data: some DataProtocol) -> String {
        Data(data).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
