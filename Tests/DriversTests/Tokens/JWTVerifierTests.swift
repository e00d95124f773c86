import Crypto
import CryptoExtras
import Foundation
import Gateway
import GatewayTesting
import Testing
import Wire

@testable import Drivers

/// Which tokens hold, and which must not.
@Suite struct `Signed tokens` {
    /// nil: it holds.
    private func refusal(
        _ token: String, of mint: TokenMint, _ issuer: TokenIssuer = TokenMint.issuer
    ) async throws -> GatewayError? {
        let keys = try mint.keySet()
        let verifier = JWTVerifier([issuer])
        do throws(GatewayError) {
            _ = try await verifier.verify(
                Secret(token), now: TokenMint.now, through: ServiceUpstream { _ in (200, keys) }, caller: TestCaller())
            return nil
        } catch {
            return error
        }
    }

    private func expectRefused(
        _ token: String, of mint: TokenMint, _ what: String, issuer: TokenIssuer = TokenMint.issuer
    ) async throws {
        let error = try await refusal(token, of: mint, issuer)
        #expect(error?.status == 401, "\(what): \(error?.message ?? "it was taken")")
    }

    @Test func `one of either family of keys holds, and says whose it is`() async throws {
        let mint = try TokenMint()
        let keys = try mint.keySet()
        var issuer = TokenMint.issuer
        issuer.claims.team = "org.team"
        issuer.claims.models = "models"
        issuer.claims.scopes = "scope"
        let claims = TokenMint.claims([
            ("org", ["team": "red"]), ("models", ["smart", "openai/*"]), ("scope", "openid generate embed"),
            ("aud", ["elsewhere", "other"]), ("nbf", .int(TokenMint.now)),
        ])
        for token in try [mint.rs256(claims), mint.es256(claims)] {
            let verified = try await JWTVerifier([issuer]).verify(
                Secret(token), now: TokenMint.now, through: ServiceUpstream { _ in (200, keys) }, caller: TestCaller())
            #expect(verified.name == "corp:alice" && verified.ends == TokenMint.now + 660)
            #expect(verified.policy.team == "red" && verified.policy.models == ["smart", "openai/*"])
            #expect(verified.policy.operations == [.generate, .embed])
        }
    }

    @Test func `a claim that is asked for and missing gives nothing`() async throws {
        let mint = try TokenMint()
        let keys = try mint.keySet()
        var issuer = TokenMint.issuer
        issuer.claims.models = "models"
        issuer.claims.scopes = "scope"
        let verified = try await JWTVerifier([issuer]).verify(
            Secret(try mint.es256()), now: TokenMint.now, through: ServiceUpstream { _ in (200, keys) },
            caller: TestCaller())
        #expect(verified.policy.models == [] && verified.policy.operations == [])
        for wrong: JSONValue in [7, ["a": 1], [1], ["a\nb"]] {
            let token = try mint.es256(TokenMint.claims([("models", wrong)]))
            try await expectRefused(token, of: mint, "models \(wrong.text)", issuer: issuer)
        }
    }

    @Test func `a signature that is not the issuer's by the pinned algorithm does not hold`() async throws {
        let mint = try TokenMint()
        let stranger = try TokenMint(1)
        #expect(try await refusal(mint.rs256(), of: mint) == nil)
        try await expectRefused(stranger.rs256(), of: mint, "another's RSA key")
        try await expectRefused(stranger.es256(), of: mint, "another's elliptic key")
        let none = try mint.token(algorithm: "none", id: mint.rsaID) { _ in Data() }
        for algorithm in ["none", "None", "NONE", "nOnE", ""] {
            let token = try mint.token(algorithm: algorithm, id: mint.rsaID) { _ in Data() }
            try await expectRefused(token, of: mint, "alg \(algorithm)")
        }
        try await expectRefused(none + "AAAA", of: mint, "none with a signature")
        // The public key, in each of its forms, as the secret of an HMAC.
        for secret in [
            Data(mint.rsa.publicKey.pemRepresentation.utf8), mint.rsa.publicKey.derRepresentation,
            Data(try mint.keySet().utf8),
        ] {
            for algorithm in ["HS256", "RS256"] {
                let token = try mint.token(algorithm: algorithm, id: mint.rsaID) { bytes in
                    Data(HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: secret)))
                }
                try await expectRefused(token, of: mint, "\(algorithm) with the public key")
            }
        }
        let secret = SymmetricKey(data: Data("secret".utf8))
        let symmetric = try mint.token(algorithm: "HS256", id: "secret") {
            Data(HMAC<SHA256>.authenticationCode(for: $0, using: secret))
        }
        try await expectRefused(symmetric, of: mint, "a symmetric key of the set")
        // The key of one family under the algorithm of the other.
        try await expectRefused(mint.rs256(header: [("alg", "ES256")]), of: mint, "RSA as ES256")
        try await expectRefused(mint.es256(header: [("alg", "RS256")]), of: mint, "EC as RS256")
        var pinned = TokenMint.issuer
        pinned.algorithms = [.es256]
        try await expectRefused(mint.rs256(), of: mint, "an algorithm that is not pinned", issuer: pinned)
        let tampered = try mint.rs256().split(separator: ".")
        let other = try mint.rs256(TokenMint.claims([("sub", "mallory")])).split(separator: ".")
        try await expectRefused([tampered[0], other[1], tampered[2]].joined(separator: "."), of: mint, "other claims")
        try await expectRefused(tampered[0] + "." + tampered[1] + ".", of: mint, "no signature")
    }

    @Test func `a key that says its algorithm is used for no other`() async throws {
        let mint = try TokenMint()
        let keys = try mint.keySet(algorithm: "RS512")
        await #expect(throws: GatewayError.self) {
            _ = try await JWTVerifier([TokenMint.issuer]).verify(
                Secret(try mint.rs256()), now: TokenMint.now, through: ServiceUpstream { _ in (200, keys) },
                caller: TestCaller())
        }
    }

    @Test func `the key is the issuer's that the token names, and nothing in the token leads elsewhere`() async throws {
        let mint = try TokenMint()
        let stranger = try TokenMint(1)
        try await expectRefused(mint.rs256(header: [("kid", "unknown")]), of: mint, "an unknown kid")
        try await expectRefused(mint.rs256(header: [("kid", nil)]), of: mint, "no kid")
        try await expectRefused(mint.rs256(header: [("kid", ["rsa-1"])]), of: mint, "a list as kid")
        try await expectRefused(mint.rs256(header: [("crit", ["exp"])]), of: mint, "crit")
        let set = try JSONValue(parsing: stranger.keySet())
        let upstream = ServiceUpstream { request in
            request.origin.host == "id.example.com" ? (200, (try? mint.keySet()) ?? "") : (200, set.text)
        }
        let verifier = JWTVerifier([TokenMint.issuer])
        for header: [(String, JSONValue?)] in [
            [("jku", "https://evil.example.com/keys")], [("x5u", "https://evil.example.com/chain")],
            [("jwk", set["keys"]?.array?.first)], [("x5c", ["AAAA"])],
        ] {
            await #expect(throws: GatewayError.self, "\(header)") {
                _ = try await verifier.verify(
                    Secret(try stranger.rs256(header: header)), now: TokenMint.now, through: upstream,
                    caller: TestCaller())
            }
            // Beside a signature that holds they are passed over.
            _ = try await verifier.verify(
                Secret(try mint.rs256(header: header)), now: TokenMint.now, through: upstream, caller: TestCaller())
        }
        #expect(upstream.requests.allSatisfy { $0.origin.host == "id.example.com" })
    }

    @Test func `times are checked, and only what is a time is one`() async throws {
        let mint = try TokenMint()
        let wrong: [(String, JSONValue?)] = [
            ("exp", nil), ("exp", .null), ("exp", .int(TokenMint.now - 60)), ("exp", "1800000000"), ("exp", -1),
            ("exp", .number("1e300")), ("exp", .number("1.7e9")), ("exp", .number("99999999999999999999")),
            ("exp", .number("253402300800")), ("exp", true), ("exp", [1_800_000_000]),
            ("nbf", .int(TokenMint.now + 61)),
            ("nbf", "0"), ("nbf", .number("1e3")), ("nbf", -5),
        ]
        for change in wrong {
            try await expectRefused(mint.es256(TokenMint.claims([change])), of: mint, "\(change)")
        }
        let right: [(String, JSONValue?)] = [
            ("exp", .number("1700000600.75")), ("exp", .int(TokenMint.now - 59)), ("nbf", .int(TokenMint.now + 60)),
            ("nbf", nil),
        ]
        for change in right {
            #expect(try await refusal(mint.es256(TokenMint.claims([change])), of: mint) == nil, "\(change)")
        }
    }

    @Test func `issuer and audience are checked`() async throws {
        let mint = try TokenMint()
        let wrong: [(String, JSONValue?)] = [
            ("iss", nil), ("iss", "https://id.example.com/"), ("iss", "https://evil.example.com"),
            ("iss", ["https://id.example.com"]), ("aud", nil), ("aud", "Gateway"), ("aud", "gateway "), ("aud", []),
            ("aud", ["nobody"]), ("aud", ["gateway": true]), ("sub", nil), ("sub", ""), ("sub", 7), ("sub", "a\nb"),
        ]
        for change in wrong {
            try await expectRefused(mint.es256(TokenMint.claims([change])), of: mint, "\(change)")
        }
    }

    @Test func `what can be read in two ways is refused`() async throws {
        let mint = try TokenMint()
        let good = try mint.es256()
        let parts = good.split(separator: ".").map(String.init)
        var twice = TokenMint.claims
        twice.append("sub", "mallory")
        try await expectRefused(mint.es256(twice), of: mint, "a claim twice")
        for text in [
            parts[0] + "." + parts[1] + "=." + parts[2], good + ".", good + "=", " " + good, good + "\n", "..", "a.b.c",
            good.replacing(".", with: ".."), parts[0] + "." + parts[1], String(repeating: "eyJ", count: 20_000),
        ] {
            try await expectRefused(text, of: mint, "\(text.prefix(40))")
        }
    }
}
