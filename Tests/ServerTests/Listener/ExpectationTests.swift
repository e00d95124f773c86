import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// `Expect: 100-continue`, and refusals that come before the body.
struct ExpectationTests {
    private static let body = #"{"model":"mock/echo","messages":[{"role":"user","content":"waited for"}]}"#
    private static let asked = "HTTP/1.1 100 Continue\r\n\r\n"

    private func head(
        _ fields: String, length: Int = Self.body.utf8.count, path: String = "/v1/chat/completions"
    )
        -> String
    {
        "POST \(path) HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\n\(fields)content-length: \(length)\r\n\r\n"
    }

    @Test func `a caller with a key is asked for its body`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            await client.send(head(Ask.authorized))
            #expect(await client.inbox.wait { $0.text == Self.asked })
            await client.send(Self.body)
            #expect(await client.replies(1).first?.text.contains("waited for") == true)
            await client.send(head(Ask.authorized) + Self.body)
            #expect(await client.replies(2).statuses == [200, 200])
            #expect(client.inbox.content.text.ranges(of: "100 Continue").count == 1)
        }
    }

    @Test(arguments: [
        ("", 401), ("authorization: Bearer sk-wrong-wrong-wrong\r\n", 401),
        (Ask.authorized + "content-type: text/plain\r\n", 415),
        (Ask.authorized + "content-encoding: gzip\r\n", 415),
    ])
    func `a refusal by the head comes without 100`(_ fields: String, _ status: Int) async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            let replies = await client.exchange(head(fields))
            #expect(replies.statuses == [status])
            #expect(replies.first?.fields.values("connection") == ["close"])
            #expect(!client.inbox.content.text.contains(Self.asked))
        }
    }

    @Test func `a body too large or for nowhere is refused without 100`() async throws {
        try await TestGateway.run {
            $0.limits.body = 1_000
        } _: { gateway in
            let large = try await gateway.client()
            #expect(await large.exchange(head(Ask.authorized, length: 1_001)).statuses == [413])
            let nowhere = try await gateway.client()
            #expect(await nowhere.exchange(head(Ask.authorized, path: "/nowhere")).statuses == [404])
            #expect(!large.inbox.content.text.contains(Self.asked) && !nowhere.inbox.content.text.contains(Self.asked))
        }
    }

    /// With a big image and a wrong key, the 401 must be seen, not a reset.
    @Test(arguments: [("authorization: Bearer sk-wrong-wrong-wrong\r\n", 401), (Ask.authorized, 413)])
    func `a caller that sends all before it reads sees the refusal`(_ fields: String, _ status: Int) async throws {
        try await TestGateway.run {
            $0.limits.body = 1 << 20
        } _: { gateway in
            let client = try await gateway.client()
            await client.setReading(false)
            let size = 3 << 20
            await client.send(Ask.post("", fields: fields).replacing("length: 0", with: "length: \(size)"))
            for _ in 0..<48 {
                await client.send(ByteBuffer(repeating: 0x20, count: size / 48))
            }
            await client.setReading(true)
            #expect(await client.ended())
            let replies = await client.replies(1)
            #expect(replies.statuses == [status])
            #expect(replies.ending == .closed)
        }
    }

    @Test func `a refused caller that sends without end is cut off`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            await client.send(Ask.post("", fields: "").replacing("length: 0", with: "length: 99999999"))
            #expect(await client.ended())
            #expect(await client.replies(1).statuses == [401])
            let block = ByteBuffer(repeating: 0x20, count: 1 << 20)
            for _ in 0..<40 { await client.send(block) }
            #expect(await client.hasClosed(within: .seconds(5)))
        }
    }

    @Test func `a refused caller that neither sends nor leaves is closed after two seconds`() async throws {
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            let began = NIODeadline.now()
            await client.send(Ask.post("", fields: "").replacing("length: 0", with: "length: 100"))
            #expect(await client.ended())
            try await eventually {
                await client.send("x")
                return await client.hasClosed(within: .milliseconds(20))
            }
            #expect(NIODeadline.now() - began > .milliseconds(1_500))
        }
    }

    @Test func `a chunked body that grows too large is refused when it does`() async throws {
        try await TestGateway.run {
            $0.limits.body = 100_000
        } _: { gateway in
            let client = try await gateway.client()
            await client.send(
                "POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\n\(Ask.authorized)transfer-encoding: chunked\r\n\r\n")
            let chunk = UpstreamText.chunk(String(repeating: " ", count: 30_000))
            for _ in 0..<3 { await client.send(chunk) }
            #expect(client.inbox.content.bytes.readableBytes == 0)
            await client.send(chunk)
            #expect(await client.ended())
            #expect(await client.replies(1).statuses == [413])
        }
    }
}
