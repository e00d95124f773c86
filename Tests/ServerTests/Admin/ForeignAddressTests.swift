import Gateway
import GatewayTesting
import NIOCore
import Server
import Testing
import Wire

/// Callers who would have the gateway, and its key for a provider, go somewhere else.
@Suite struct `Addresses that callers give` {
    private static let members = [
        "api_base", "base_url", "apiBase", "custom_host", "endpoint", "proxy", "azure_endpoint",
    ]
    private static let fields = [
        "x-api-base", "x-base-url", "x-portkey-custom-host", "x-forwarded-host", "x-original-host", "x-upstream-host",
        "forwarded",
    ]

    private static func bodies(_ extra: String) -> [(path: String, body: String)] {
        [
            ("/v1/chat/completions", #"{"model":"a/m","messages":[{"role":"user","content":"x"}]\#(extra)}"#),
            ("/v1/messages", #"{"model":"a/m","max_tokens":5,"messages":[{"role":"user","content":"x"}]\#(extra)}"#),
            ("/v1beta/models/a%2Fm:generateContent", #"{"contents":[{"parts":[{"text":"x"}]}]\#(extra)}"#),
            ("/v1/embeddings", #"{"model":"a/m","input":"x"\#(extra)}"#),
            ("/v1/gateway/chat", #"{"provider":"a","model":"m","messages":[{"role":"user","content":"x"}]\#(extra)}"#),
            ("/v1/responses", #"{"model":"a/m","input":"x"\#(extra)}"#),
        ]
    }

    @Test func `lead nowhere, in no member and no field`() async throws {
        let honest = try await SocketUpstream.start([
            .request, .send(UpstreamText.answer(UpstreamText.completion)), .again,
        ])
        let trap = try await SocketUpstream.start([.request])
        let place = "127.0.0.1:\(trap.port)"
        try await TestGateway.run {
            $0.providers = [.local("a", port: honest.port)]
        } _: { gateway in
            let extra = Self.members.map { #","\#($0)":"http://\#(place)/v1""# }.joined()
            let fields = Self.fields.map { "\($0): \(place)\r\n" }.joined()
            for (path, body) in Self.bodies(extra) + Self.bodies("") {
                let client = try await gateway.client()
                await client.send(Ask.post(body, path: path, fields: Ask.authorized + fields))
                _ = try #require(await client.replies(1).first?.status, "\(path)")
            }
            // One that looks like the gateway's own.
            let own = try await gateway.client()
            await own.send(Ask.chat(model: "a/m", fields: "x-llmgateway-base-url: http://\(place)/v1\r\n"))
            #expect(await own.replies(1).statuses == [400])
            // A whole address where a path should be.
            let client = try await gateway.client()
            let body = #"{"model":"a/m","messages":[{"role":"user","content":"x"}]}"#
            await client.send(Ask.post(body, path: "http://\(place)/v1/chat/completions", fields: Ask.authorized))
            _ = await client.replies(1)
        }
        // The trap answers nobody, so a connection to it would have held its call up.
        #expect(trap.connections.isEmpty)
        #expect(!honest.connections.isEmpty)
    }

    @Test func `name no provider that is not there`() async throws {
        let trap = try await SocketUpstream.start([.request])
        try await TestGateway.run { gateway in
            for model in [
                "http://127.0.0.1:\(trap.port)/m", "127.0.0.1:\(trap.port)/m", "@127.0.0.1:\(trap.port)/m",
                "mock@evil/m",
            ] {
                let client = try await gateway.client()
                await client.send(Ask.chat(model: model))
                #expect(await client.replies(1).statuses == [404], "\(model)")
            }
        }
        #expect(trap.connections.isEmpty)
    }
}
