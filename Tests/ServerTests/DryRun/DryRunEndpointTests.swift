import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// `POST /v1/gateway/dry-run`.
struct DryRunEndpointTests {
    private func ask(_ body: String, _ fields: String = Ask.authorized) async throws -> (status: Int, json: JSONValue) {
        var result: (Int, JSONValue) = (0, .null)
        try await TestGateway.run { gateway in
            let client = try await gateway.client()
            await client.send(Ask.post(body, path: "/v1/gateway/dry-run", fields: fields))
            let reply = try #require(await client.replies(1).whole.first)
            result = (reply.status, try JSONValue(parsing: reply.body))
        }
        return result
    }

    private static let chat = #"{"model":"mock/echo","messages":[{"role":"user","content":"Hi"}]}"#

    @Test(arguments: [
        (chat, "openai-chat"), (#"{"body":\#(chat)}"#, "openai-chat"),
        (
            #"{"path":"/v1/messages","body":{"model":"mock/echo","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}}"#,
            "anthropic-messages"
        ),
        (
            #"{"path":"/v1beta/models/mock/echo:generateContent","body":{"contents":[{"parts":[{"text":"Hi"}]}]}}"#,
            "gemini-generate"
        ), (#"{"model":"mock","model_version":"echo","messages":[{"role":"user","content":"Hi"}]}"#, "gateway-chat"),
    ])
    func `it takes a call as it would be sent, or its body alone`(_ body: String, _ dialect: String) async throws {
        let (status, json) = try await ask(body)
        #expect(status == 200)
        #expect(json["would_send"]?.bool == true, "\(json.text)")
        #expect(json["dialect"]?.string == dialect)
        #expect(json["candidates"]?.array?.first?["target"]?.string == "mock/echo")
    }

    @Test func `fields of the call are read, from its own head or from the body`() async throws {
        let fields = Ask.authorized + "x-llmgateway-policy: nothing\r\n"
        #expect(try await ask(Self.chat, fields).json["error"]?["param"]?.string == "policy")
        let inside = #"{"headers":{"X-LLMGateway-Policy":"cheapest"},"body":\#(Self.chat)}"#
        #expect(try await ask(inside, fields).json["decision"]?["policy"]?.string == "cheapest")
    }

    @Test(arguments: [
        "[1]", "{", #"{"body":1}"#, #"{"body":{},"odd":1}"#, #"{"path":"/v1/models","body":{}}"#,
        #"{"path":"/v1/files","body":{}}"#, #"{"path":3,"body":{}}"#, #"{"headers":{"a b":"c"},"body":{}}"#,
        #"{"path":"/v1/audio/transcriptions","body":{}}"#, #"{"path":"/v1/realtime","body":{}}"#,
    ])
    func `what is no call is refused`(_ body: String) async throws {
        let (status, json) = try await ask(body)
        #expect(status == 400)
        #expect(json["error"]?["hint"]?.string?.isEmpty == false)
    }

    @Test func `it needs a key as every call does`() async throws {
        #expect(try await ask(Self.chat, "").status == 401)
    }
}
