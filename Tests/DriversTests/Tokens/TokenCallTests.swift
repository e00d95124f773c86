import Gateway
import GatewayTesting
import NIOCore
import Synchronization
import Testing
import Wire

@testable import Drivers

/// Tokens where keys stand: verified once, known by all of their bytes, and forgotten when they end.
@Suite struct `Tokens in place of keys` {
    private struct Door {
        let authenticator = Authenticator(wallClock: { TokenMint.now })
        let tokens: BearerTokens
        let snapshot: Snapshot
        let upstream: ServiceUpstream

        init(
            mode: Snapshot.Auth.Mode = .gateway, capacity: Int = 100, _ upstream: ServiceUpstream,
            verifier: any TokenVerifier = JWTVerifier([TokenMint.issuer])
        ) {
            tokens = BearerTokens(verifier: verifier, capacity: capacity)
            snapshot = Snapshot(auth: .init(mode: mode, keys: [], tokens: tokens), providers: [])
            self.upstream = upstream
        }

        /// Whose call it is, as the listener finds out.
        func principal(
            _ token: String, now: Int = TokenMint.now, address: String = "10.0.0.1"
        ) async throws(GatewayError) -> Principal {
            var fields = HeaderFields()
            fields.append("authorization", "Bearer \(token)")
            let head = RequestHead(method: .post, target: "/v1/chat/completions", fields: fields)
            let unverified = authenticator.unverifiedToken(
                in: head, of: tokens, snapshot: snapshot, last: nil, now: now)
            if let unverified {
                try await authenticator.verify(
                    unverified, of: tokens, address: address, now: now, instant: .uptimeNanoseconds(1),
                    through: upstream, caller: TestCaller())
            }
            var last: LastKey?
            return try authenticator.authenticate(
                head, address: address, in: snapshot, now: .uptimeNanoseconds(1), last: &last)
        }

        func code(_ token: String, now: Int = TokenMint.now) async -> ErrorCode? {
            do throws(GatewayError) {
                _ = try await principal(token, now: now)
                return nil
            } catch {
                return error.code
            }
        }
    }

    @Test func `a token is verified once, and asks its issuer once`() async throws {
        let mint = try TokenMint()
        let keys = try mint.keySet()
        let door = Door(ServiceUpstream { _ in (200, keys) })
        let token = try mint.es256()
        for _ in 0..<3 { #expect(try await door.principal(token).name == "corp:alice") }
        #expect(try await door.principal(mint.rs256()).name == "corp:alice")
        #expect(door.upstream.requests.count == 1)
        #expect(door.upstream.requests.first?.path == "/keys")
        // It is no provider's key, and leaves the gateway never.
        #expect(try await door.principal(token).ownCredential == nil)
    }

    @Test func `tokens that share all but their end are different callers`() async throws {
        let mint = try TokenMint()
        let keys = try mint.keySet()
        let door = Door(ServiceUpstream { _ in (200, keys) })
        let padding: JSONValue = .string(String(repeating: "x", count: 600))
        func claims(_ name: String) -> JSONObject {
            var claims = JSONObject([("pad", padding)])
            for (key, value) in TokenMint.claims([("sub", .string(name))]) { claims.append(key, value) }
            return claims
        }
        let (first, second) = (try mint.es256(claims("alice")), try mint.es256(claims("bobby")))
        #expect(first.prefix(600) == second.prefix(600))
        #expect(try await door.principal(first).name == "corp:alice")
        #expect(try await door.principal(second).name == "corp:bobby")
        // The same but for the signature is not known either.
        #expect(await door.code(String(first.dropLast(4)) + "AAAA") == .invalidAPIKey)
        #expect(await door.code(String(first.prefix(200))) == .invalidAPIKey)
    }

    @Test func `a token that was known ends when it says`() async throws {
        let mint = try TokenMint()
        let keys = try mint.keySet()
        let door = Door(ServiceUpstream { _ in (200, keys) })
        let token = try mint.es256()
        #expect(await door.code(token) == nil)
        #expect(await door.code(token, now: TokenMint.now + 659) == nil)
        #expect(await door.code(token, now: TokenMint.now + 660) == .invalidAPIKey)
    }

    @Test func `more tokens than are remembered are verified again`() async throws {
        let mint = try TokenMint()
        let keys = try mint.keySet()
        let door = Door(capacity: 3, ServiceUpstream { _ in (200, keys) })
        for number in 0..<10 {
            let token = try mint.es256(TokenMint.claims([("sub", .string("user \(number)"))]))
            #expect(try await door.principal(token).name == "corp:user \(number)")
        }
    }

    @Test func `in hybrid mode a token of ours never goes on, a stranger's does`() async throws {
        let mint = try TokenMint()
        let keys = try mint.keySet()
        let door = Door(mode: .hybrid, ServiceUpstream { _ in (200, keys) })
        #expect(try await door.principal(mint.es256()).ownCredential == nil)
        let expired = try mint.es256(TokenMint.claims([("exp", .int(TokenMint.now - 600))]))
        #expect(await door.code(expired) == .invalidAPIKey)
        let strange = try mint.es256(TokenMint.claims([("iss", "https://accounts.example.com")]))
        #expect(try await door.principal(strange).ownCredential?.reveal() == strange)
    }

    @Test func `tokens that do not hold count as wrong keys`() async throws {
        let mint = try TokenMint()
        let stranger = try TokenMint(1)
        let keys = try mint.keySet()
        let door = Door(ServiceUpstream { _ in (200, keys) })
        for number in 0..<20 {
            let token = try stranger.es256(TokenMint.claims([("sub", .string("\(number)"))]))
            #expect(await door.code(token) == .invalidAPIKey)
        }
        #expect(await door.code(try stranger.es256()) == .rateLimited)
    }

    @Test func `an address that was held up had each of its tokens verified all the same`() async throws {
        let mint = try TokenMint()
        let keys = try mint.keySet()
        let verifier = CountingVerifier()
        let door = Door(ServiceUpstream { _ in (200, keys) }, verifier: verifier)
        let known = try mint.es256()
        #expect(await door.code(known) == nil)
        let stranger = try TokenMint(1)
        for number in 0..<200 {
            _ = await door.code(try stranger.es256(TokenMint.claims([("sub", .string("\(number)"))])))
        }
        #expect(verifier.count == 21)
        // One that is known costs nothing, and is let in; a new one waits, and so does nobody elsewhere.
        #expect(await door.code(known) == nil)
        let new = try mint.rs256()
        #expect(await door.code(new) == .rateLimited)
        #expect(try await door.principal(new, address: "10.0.0.2").name == "corp:alice")
        #expect(await door.code(new) == nil)
    }

    /// Counts what it is asked to verify.
    private final class CountingVerifier: TokenVerifier {
        private let real = JWTVerifier([TokenMint.issuer])
        private let asked = Mutex(0)

        var count: Int { asked.withLock { $0 } }

        func accepts(_ token: Secret) -> Bool { real.accepts(token) }
        func isEquivalent(to other: any TokenVerifier) -> Bool { other is CountingVerifier }

        func verify(
            _ token: Secret, now: Int, through upstream: any Upstream, caller: any CallerLink
        ) async throws(GatewayError) -> VerifiedToken {
            asked.withLock { $0 += 1 }
            return try await real.verify(token, now: now, through: upstream, caller: caller)
        }
    }
}
