import JWTKit
import Wire

/// A public key of an issuer (RFC 7517), of the two families that tokens are signed with here.
struct TokenKey: Sendable {
    private enum Material: Sendable {
        case rsa(Insecure.RSA.PublicKey)
        case p256(ES256PublicKey)
        case p384(ES384PublicKey)
    }

    let id: String
    /// What the issuer says it is for; nil: it does not say.
    private let algorithm: TokenAlgorithm?
    private let material: Material

    /// nil for what is no such key, is not for signing, or has no id: a token must name the key it is signed with.
    init?(_ json: JSONValue) {
        guard let id = json["kid"]?.string, !id.isEmpty, json["use"].map({ $0.string == "sig" }) ?? true else {
            return nil
        }
        self.id = id
        if let name = json["alg"]?.string {
            guard let algorithm = TokenAlgorithm(rawValue: name) else { return nil }
            self.algorithm = algorithm
        } else {
            algorithm = nil
        }
        guard let material = Self.material(json) else { return nil }
        self.material = material
    }

    private static func material(_ json: JSONValue) -> Material? {
        switch (json["kty"]?.string, json["crv"]?.string) {
        case ("RSA", _):
            guard let modulus = json["n"]?.string, let exponent = json["e"]?.string else { return nil }
            return (try? Insecure.RSA.PublicKey(modulus: modulus, exponent: exponent)).map { .rsa($0) }
        case ("EC", "P-256"?):
            guard let x = json["x"]?.string, let y = json["y"]?.string else { return nil }
            return (try? ES256PublicKey(parameters: (x, y))).map { .p256($0) }
        case ("EC", "P-384"?):
            guard let x = json["x"]?.string, let y = json["y"]?.string else { return nil }
            return (try? ES384PublicKey(parameters: (x, y))).map { .p384($0) }
        default: return nil
        }
    }

    /// Whether `signature` is this key's over `bytes`, made with exactly this algorithm.
    func verifies(_ signature: [UInt8], over bytes: [UInt8], by wanted: TokenAlgorithm) async -> Bool {
        guard algorithm == nil || algorithm == wanted else { return false }
        // A collection of one key: which key and algorithm count is decided here, not by the token's header.
        let keys = JWTKeyCollection()
        switch (wanted, material) {
        case (.rs256, .rsa(let key)): await keys.add(rsa: key, digestAlgorithm: .sha256)
        case (.rs384, .rsa(let key)): await keys.add(rsa: key, digestAlgorithm: .sha384)
        case (.rs512, .rsa(let key)): await keys.add(rsa: key, digestAlgorithm: .sha512)
        case (.ps256, .rsa(let key)): await keys.add(pss: key, digestAlgorithm: .sha256)
        case (.es256, .p256(let key)): await keys.add(ecdsa: key)
        case (.es384, .p384(let key)): await keys.add(ecdsa: key)
        default: return false
        }
        guard let verifier = try? await keys.getKey(), verifier.name == wanted.rawValue else { return false }
        return (try? verifier.verify(signature, signs: bytes)) ?? false
    }

    /// The keys of a set; those that are not for us are passed over. nil: it is no set.
    static func set(_ json: JSONValue?) -> [String: TokenKey]? {
        guard let keys = json?["keys"]?.array else { return nil }
        return Dictionary(
            keys.prefix(256).compactMap { TokenKey($0) }.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
