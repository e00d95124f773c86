import Foundation
import Testing
import Wire

/// The price list of a running gateway.
struct PriceReloadTests {
    private static let key = "sk-0123456789abcdef"

    private static func list(_ id: String, _ usd: String) -> String {
        #"{"schema":"llmgateway.prices/1","id":"\#(id)","date":"2026-11-21","prices":["#
            + #"{"provider":"mock","model":"echo","request_usd":"\#(usd)"}]}"#
    }

    private func ask(_ server: Server, _ path: String, _ options: String = "") async throws -> JSONValue {
        let line = "curl -s \(server.url)\(path) -H 'Authorization: Bearer \(Self.key)' \(options)"
        return try JSONValue(parsing: try await Binary.shell(line, in: server.run.folder).out)
    }

    private func status(_ server: Server) async throws -> JSONValue { try await ask(server, "/v1/gateway/status") }

    private func cost(_ server: Server) async throws -> String? {
        let answer = try await ask(
            server, "/v1/chat/completions",
            "-H 'x-llmgateway-include-cost: true' -H 'Content-Type: application/json' "
                + #"-d '{"model":"mock/echo","messages":[{"role":"user","content":"x"}]}'"#)
        return answer["usage"]?["cost"]?.numberText
    }

    @Test func `new prices hold when the file changes; wrong ones are told, and the last good ones stay`() async throws
    {
        let folder = try TemporaryFolder()
        try folder.write(
            "server: { port: 0 }\nprice_catalog: prices.json\nauth: { keys: [ { name: a, key: \"\(Self.key)\" } ] }\n",
            to: "gateway.yaml")
        try folder.write(Self.list("one", "0.01"), to: "prices.json")
        let server = try await Server(["serve"], in: folder)
        #expect(try await cost(server) == "0.01")
        let first = try await status(server)
        #expect(first["prices"]?["list"]?["id"] == "one")
        #expect(first["configuration"]?["version"] == 1)

        try folder.write(Self.list("two", "0.02"), to: "prices.json")
        #expect(try await eventually { server.run.err.contains("was read again") })
        #expect(try await cost(server) == "0.02")
        #expect(try await status(server)["configuration"]?["version"] == 2)

        try folder.write(Self.list("three", "0,03"), to: "prices.json")
        #expect(try await eventually { server.run.err.contains("the old one stays") })
        #expect(server.run.err.contains("prices[0].request_usd is no amount of USD"))
        #expect(try await cost(server) == "0.02")
        let last = try await status(server)
        #expect(last["prices"]?["list"]?["id"] == "two")
        #expect(last["configuration"]?["not_taken"]?["price_catalog"]?.array?.count == 1)
        #expect(try await server.stop() == 0)
    }

    @Test func `a list that comes to a running gateway wrong is read again when it is mended`() async throws {
        let folder = try TemporaryFolder()
        let start = "server: { port: 0 }\nauth: { keys: [ { name: a, key: \"\(Self.key)\" } ] }\n"
        try folder.write(start, to: "gateway.yaml")
        let server = try await Server(["serve"], in: folder)
        try folder.write("{}", to: "prices.json")
        try folder.write(start + "price_catalog: prices.json\n", to: "gateway.yaml")
        #expect(try await eventually { server.run.err.contains("the old one stays") })
        #expect(try await status(server)["prices"]?["list"]?.isNull ?? false)
        try folder.write(Self.list("one", "0.01"), to: "prices.json")
        #expect(try await eventually { server.run.err.contains("was read again") })
        #expect(try await cost(server) == "0.01")
        #expect(try await server.stop() == 0)
    }

    @Test func `lists are imported, checked and shown`() async throws {
        let folder = try TemporaryFolder()
        try folder.write(
            #"{"m":{"litellm_provider":"openai","mode":"chat","input_cost_per_token":2.5e-06,"output_cost_per_token":1e-05,"#
                + #""input_cost_per_token_batches":1e-06}}"#, to: "litellm.json")
        let imported = try await Binary.run(
            ["prices", "import", "--from", "litellm", "litellm.json", "--date", "2026-11-21"], in: folder)
        #expect(imported.status == 0)
        #expect(imported.err.contains("1 × `input_cost_per_token_batches`: m"))
        try folder.write(imported.out, to: "prices.json")
        let checked = try await Binary.run(["prices", "check", "prices.json"], in: folder)
        #expect(checked.status == 0 && checked.out.contains("is valid: 1 models of 1 providers as of 2026-11-21"))
        try folder.write("price_catalog: prices.json\n", to: "gateway.yaml")
        let shown = try await Binary.run(["prices", "show", "openai/m", "--json"], in: folder)
        #expect(shown.status == 0 && shown.out.contains(#""prices":{"input_usd":"2.5","output_usd":"10"}"#))
        #expect(try await Binary.run(["prices", "show", "openai/none"], in: folder).status == 69)
        try folder.write(imported.out.replacing("\"2.5\"", with: "2.5"), to: "wrong.json")
        let wrong = try await Binary.run(["prices", "check", "wrong.json", "--json"], in: folder)
        #expect(wrong.status == 78 && wrong.out.contains(#""path":"prices[0].input_usd""#))
        #expect(try await Binary.run(["prices", "check", "absent.json"], in: folder).status == 1)
    }
}
