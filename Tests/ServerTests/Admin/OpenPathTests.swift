import Gateway
import GatewayTesting
import Server
import Testing
import Wire

/// Which paths answer without a key: the table says it, and a path that it does not call open is not.
@Suite struct `Paths without a key` {
    private static let open: Set<String> = ["/livez", "/healthz", "/health", "/readyz", "/startupz", "/errors/{code}"]

    private static func filled(_ path: String) -> String {
        path.replacing("{code}", with: "invalid_json").replacing("{model}", with: "m").replacing("{id}", with: "x")
            .replacing("{deployment}", with: "d").replacing("{provider}", with: "p").replacing(
                "/…", with: "/embeddings")
    }

    private static func request(_ method: String, _ path: String) -> String {
        let body = method == "POST" || method == "PATCH" ? "content-length: 2\r\n\r\n{}" : "\r\n"
        return "\(method) \(path) HTTP/1.1\r\nhost: a\r\n\(body)"
    }

    @Test func `every other one is a 401, whatever its method`() async throws {
        try await TestGateway.run { gateway in
            var asked = 0
            for row in RouteTable.described {
                let asks = row.paths.flatMap { path in
                    row.methods.split(separator: ", ").map { (path: path, method: String($0)) }
                }
                // One connection a row, all its requests at once.
                let client = try await gateway.client()
                await client.send(asks.map { Self.request($0.method, Self.filled($0.path)) }.joined())
                let replies = await client.replies(asks.count, to: asks.compactMap { HTTPMethod($0.method) })
                #expect(replies.statuses.count == asks.count, "\(row.paths)")
                for (ask, status) in zip(asks, replies.statuses) {
                    let isOpen = Self.open.contains(ask.path)
                    #expect((status == 401) == !isOpen, "\(ask): \(status)")
                    #expect(isOpen == (row.key == "no"), "\(ask)")
                    asked += 1
                }
            }
            #expect(asked > 150)
        }
    }

    @Test(arguments: [
        "//admin/api/keys", "/admin//api/keys", "/admin/api//keys", "/Admin/api/keys", "/admin/api/keys/",
        "/v1/admin/api/keys",
        "/admin/api/../api/keys", "/admin/api/%6beys", "/livez/../admin/api/keys", "/admin/api/keys;x=1",
        "/errors/../admin/api/keys", "/admin/api/keys?key=\(TestGateway.adminKey)",
    ])
    func `other spellings open no door`(_ path: String) async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            await client.send(Ask.get(path))
            let status = try #require(await client.replies(1).first?.status)
            #expect([400, 401, 404].contains(status), "\(path): \(status)")
        }
    }
}
