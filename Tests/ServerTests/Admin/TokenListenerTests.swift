import Gateway
import GatewayTesting
import NIOCore
import Server
import Testing
import Wire

/// Signed tokens through the listener: a head waits while its token is verified.
@Suite struct `Tokens at the listener` {
    /// Takes tokens whose signature is a letter that says what becomes of them.
    private struct LetterVerifier: TokenVerifier {
        let asked: Counter

        func accepts(_ token: Secret) -> Bool { true }
        func isEquivalent(to other: any TokenVerifier) -> Bool { false }

        func verify(
            _ token: Secret, now: Int, through upstream: any Upstream, caller: any CallerLink
        ) async throws(GatewayError) -> VerifiedToken {
            _ = asked.next()
            await Task.yield()
            switch token.reveal().last {
            case "g": return VerifiedToken(name: "corp:ann", policy: .open, ends: now + 60)
            case "n": return VerifiedToken(name: "corp:bob", policy: KeyPolicy(models: ["other/*"]), ends: now + 60)
            case "d": throw GatewayError(.overloaded, "The keys cannot be had.", origin: .gateway, retryAfter: 10)
            default: throw GatewayError(.invalidAPIKey, "The token has expired.")
            }
        }
    }

    private static func token(_ letter: String) -> String { "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.\(letter)" }

    private func run(_ body: (TestGateway, Counter) async throws -> Void) async throws {
        let asked = Counter()
        try await TestGateway.run {
            $0.auth.tokens = BearerTokens(verifier: LetterVerifier(asked: asked))
        } _: {
            try await body($0, asked)
        }
    }

    @Test func `a call goes on once its token holds, and the next one need not wait`() async throws {
        try await run { gateway, asked in
            let caller = try await Operator(gateway)
            for _ in 0..<3 {
                let answer = try await caller.send(Ask.chat(key: Self.token("g")))
                #expect(answer.status == 200 && answer.text.contains("one two three"))
            }
            let other = try await Operator(gateway)
            #expect(try await other.send(Ask.chat(key: Self.token("g"))).status == 200)
            #expect(asked.value == 1)
            #expect(try await other.send(Ask.chat(key: Self.token("n"))).code == "model_not_allowed")
            // Keys are keys beside it.
            #expect(try await other.send(Ask.chat()).status == 200)
            try await eventually { gateway.log.recent.map(\.principal).contains("corp:ann") }
        }
    }

    @Test func `a body in pieces behind the head is read after the token`() async throws {
        try await run { gateway, _ in
            let client = try await gateway.client()
            await client.send(Ask.chat(key: Self.token("g")), inPiecesOf: 40)
            #expect(await client.replies(1).statuses == [200])
        }
    }

    @Test func `one that does not hold is refused in the form of the door, and the connection goes on`() async throws {
        try await run { gateway, _ in
            let caller = try await Operator(gateway)
            let refused = try await caller.send(Ask.chat(key: Self.token("x")))
            #expect(refused.status == 401 && refused.message == "The token has expired.")
            let body = #"{"model":"mock/echo","max_tokens":5,"messages":[{"role":"user","content":"x"}]}"#
            let fields = "x-api-key: \(Self.token("x"))\r\n"
            let other = try await caller.send(Ask.post(body, path: "/v1/messages", fields: fields))
            #expect(other.status == 401 && other["type"] == "error")
            let down = try await caller.send(Ask.chat(key: Self.token("d")))
            #expect(down.status == 503 && down.json["error"]?["source"] == "gateway")
            #expect(try await caller.send(Ask.chat(key: Self.token("g"))).status == 200)
        }
    }

    @Test func `a token opens no door at admin`() async throws {
        try await run { gateway, _ in
            let person = try await Operator(gateway)
            #expect(try await person.ask("GET", "/keys", key: Self.token("g")).status == 401)
            #expect(try await person.send(Ask.chat(key: Self.token("g"))).status == 200)
            #expect(try await person.ask("GET", "/keys", key: Self.token("g")).status == 403)
        }
    }
}
