import Foundation
import NIOCore
import Testing
import Wire

/// `llmgateway dry-run` in front of a running gateway.
struct DryRunCommandTests {
    private static let configuration = """
        auth: { keys: [ { name: app, key: sk-change-me-please, budget: { usd: "1.00", per: month } } ] }
        models:
          - { name: two, policy: cheapest, targets: [ { model: mock/reasoning }, { model: mock/echo } ] }
          - { name: steady, targets: [ { model: mock/echo }, { model: mock/reasoning } ], continue: true }
        experiments:
          - name: tried
            model: steady
            by: key
            goal: cost
            variants: [ { name: control, model: mock/echo }, { name: other, model: mock/reasoning } ]
        prices: [ { model: mock/echo, request_usd: "0.05" }, { model: mock/reasoning, request_usd: "2.00" } ]
        """

    @Test func `it tells targets, money and the request, and ends as the call would`() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.configuration, to: "gateway.yaml")
        try folder.write(#"{"model":"two","odd":[1, 2],"messages":[{"role":"user","content":"Hi"}]}"#, to: "ask.json")
        let server = try await Server(in: folder)
        let dryRun = { (more: [String]) async throws -> Binary.Result in
            try await server.command(["dry-run", "--key", "sk-change-me-please"] + more)
        }
        let plain = try await dryRun(["Hello", "--model", "two"])
        #expect(plain.status == 0, "\(plain.out)\(plain.err)")
        for text in [
            "would be sent", "by the key app", "mock/echo", "chosen", "cheapest: about 0.05 USD", "mock/reasoning",
            "behind",
            "0.05 USD at the most", "key app per month: 1 of 1 USD left, is enough",
            "POST http://mock.invalid/v1/chat/completions",
            #"{"model":"echo","messages":[{"role":"user","content":"Hello"}]}"#,
        ] { #expect(plain.out.contains(text), "\(text) in \(plain.out)") }

        let short = try await dryRun(["Hello", "--model", "mock/reasoning"])
        #expect(short.status == 1)
        #expect(
            short.out.contains("would be refused: 402 budget_exceeded") && short.out.contains("is too little"),
            "\(short.out)")

        let steady = try await dryRun(["Hello", "--model", "steady"])
        #expect(steady.out.contains("tried, assigned by key, gives it the variant "), "\(steady.out)")
        #expect(steady.out.contains("does not go on elsewhere: the answer is no stream"), "\(steady.out)")

        // A file passes byte for byte.
        let file = try await dryRun(["--file", "ask.json", "--json"])
        let report = try JSONValue(parsing: ByteBuffer(string: file.out))
        #expect(
            report["request"]?["body"]?.string
                == #"{"model":"echo","odd":[1, 2],"messages":[{"role":"user","content":"Hi"}]}"#)
        let header = try await dryRun([
            "--file", "ask.json", "--model", "mock/echo", "--header", "x-llmgateway-explain: true", "--json",
        ])
        #expect(header.out.contains(#""route":"mock/echo; policy=direct; chosen=mock/echo""#), "\(header.out)")
        // So does one that holds a whole call.
        try folder.write(
            #"{"path":"/v1/messages","body":{"model":"two","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}}"#,
            to: "call.json")
        #expect(try await dryRun(["--file", "call.json", "--json"]).out.contains(#""dialect":"anthropic-messages""#))
        #expect(try await dryRun(["--file", "call.json", "--model", "mock/echo"]).status == 64)
        #expect(try await server.stop() == 0)
    }

    @Test(arguments: [
        [], ["Hello", "--file", "x"], ["--file", "absent.json"], ["Hello", "--header", "nothing"],
        ["--file", "x", "--system", "Be brief."],
    ])
    func `wrong usage is told`(_ arguments: [String]) async throws {
        let result = try await Binary.run(
            ["dry-run", "--base-url", "http://127.0.0.1:9"] + arguments, in: try TemporaryFolder())
        #expect(result.status == 64, "\(result.err)")
    }
}
