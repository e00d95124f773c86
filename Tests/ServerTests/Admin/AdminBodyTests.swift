import Gateway
import GatewayTesting
import NIOCore
import Server
import Testing
import Wire

/// Bodies at `/admin` that are no requests.
@Suite struct `Bodies at admin` {
    private static func post(_ body: String, fields: String = "", key: String? = TestGateway.adminKey) -> String {
        let key = key.map { "authorization: Bearer \($0)\r\n" } ?? ""
        return Ask.post(body, path: "/admin/api/keys", fields: key + fields)
    }

    private static let large = #"{"name":"x","team":""# + String(repeating: "x", count: 1 << 20) + #""}"#

    @Test(arguments: [
        (post("{"), 400, "invalid_json"), (post("[]"), 400, "invalid_request"), (post("null"), 400, "invalid_request"),
        (post("7"), 400, "invalid_request"),
        (post("{}", fields: "content-type: text/plain\r\n"), 415, "unsupported_media_type"),
        (post("{}", fields: "content-encoding: gzip\r\n"), 415, "unsupported_media_type"),
        (post(large), 413, "body_too_large"), (post(large, key: nil), 401, "invalid_api_key"),
        (post("{", key: TestGateway.key), 403, "permission_denied"),
    ])
    func `are told what they lack, the key before all`(_ request: String, _ status: Int, _ code: String) async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            await client.send(request)
            let reply = try #require(await client.replies(1).first)
            #expect(reply.status == status && reply.errorCode == code, "\(reply.text)")
        }
    }

    @Test func `come in pieces, and after a while, as others do`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            await client.send(Self.post(#"{"name":"web"}"#), inPiecesOf: 9)
            #expect(await client.replies(1).statuses == [201])
            let patient = try await gateway.client()
            let head = "POST /admin/api/keys HTTP/1.1\r\nhost: a\r\nauthorization: Bearer \(TestGateway.adminKey)\r\n"
            await patient.send(head + "expect: 100-continue\r\ncontent-length: 16\r\n\r\n")
            _ = await patient.inbox.wait { String(buffer: $0.bytes).contains("100 Continue") }
            await patient.send(#"{"name":"other"}"#)
            _ = await patient.inbox.wait { String(buffer: $0.bytes).contains("201 Created") }
            #expect(gateway.core.principal(ofOwner: "key:other") != nil)
        }
    }
}
