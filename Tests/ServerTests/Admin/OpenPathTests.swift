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

    @Test func `every other one is a 401, whatever its method`() async throws {
        try await TestGateway.run { gateway in
            var asked = 0
            for row in RouteTable.described {
                for path in row.paths {
                    for method in row.methods.split(separator: ", ").map(String.init) {
                        let client = try await gateway.client()
                        let length = method == "POST" || method == "PATCH" ? "content-length: 2\r\n\r\n{}" : "\r\n"
                        await client.send("\(method) \(Self.filled(path)) HTTP/1.1\r\nhost: a\r\n\(length)")
                        let methods = HTTPMethod(method).map { [$0] } ?? []
                        let status = try #require(await client.replies(1, to: methods).first?.status)
                        let isOpen = Self.open.contains(path)
                        #expect((status == 401) == !isOpen, "\(method) \(path): \(status)")
                        #expect(isOpen == (row.key == "no"), "\(path)")
                        asked += 1
                    }
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
