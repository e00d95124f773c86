import Gateway
import GatewayTesting
import Testing
import Wire

/// Fields by which callers ask something of the gateway: what nobody would heed is refused.
struct WishFieldTests {
    @Test(arguments: [
        ("x-llmgateway-max-cost: 1", "x-llmgateway-max-cost-usd"), ("X-LLMGateway-Stict: true", "x-llmgateway-strict"),
        ("x-llmgateway-timeout: 5", "x-llmgateway-timeout-ms"),
    ])
    func `a misspelt field is refused, and the one that was meant named`(_ field: String, _ meant: String) async throws
    {
        try await TestGateway.run { gateway in
            let caller = try await Operator(gateway)
            let refused = try await caller.send(Ask.chat(fields: "\(field)\r\n"))
            #expect(
                refused.status == 400 && refused.message?.contains("did you mean `\(meant)`?") == true,
                "\(refused.text)")
        }
    }

    @Test(arguments: [
        "x-llmgateway-explain: maybe", "x-llmgateway-prefer-low-cost: 2", "x-llmgateway-strict: never",
        "x-llmgateway-include-cost: a", "x-llmgateway-timeout-ms: soon", "x-llmgateway-max-cost-usd: little",
    ])
    func `a value that means nothing is refused, whatever is asked for`(_ field: String) async throws {
        try await TestGateway.run { gateway in
            let caller = try await Operator(gateway)
            let name = String(field.prefix { $0 != ":" })
            let fields = Ask.authorized + field + "\r\n"
            let asked = [
                Ask.chat(fields: "\(field)\r\n"),
                Ask.post(#"{"model":"mock/echo","input":"a"}"#, path: "/v1/embeddings", fields: fields),
                Ask.get("/v1/files", fields: fields),
                Ask.post(
                    #"{"models":["mock/echo"],"messages":[{"role":"user","content":"a"}]}"#,
                    path: "/v1/gateway/compare",
                    fields: fields),
            ]
            for request in asked {
                let refused = try await caller.send(request)
                #expect(refused.status == 400, "\(request): \(refused.text)")
                #expect(refused.json["error"]?["param"]?.string == name, "\(refused.text)")
            }
        }
    }

    @Test func `fields of our own replies may come back with a request`() async throws {
        try await TestGateway.run { gateway in
            let caller = try await Operator(gateway)
            let fields = ReplyField.allCases.map(\.name).filter { $0.hasPrefix("x-llmgateway-") }
            #expect(fields.count > 5)
            let sent = fields.map { "\($0): x\r\n" }.joined()
            #expect(try await caller.send(Ask.chat(fields: sent)).status == 200)
        }
    }
}
