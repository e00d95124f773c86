import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

@testable import Gateway

/// Targets that are known not to take a call are not asked.
struct CapableTargetTests {
    private static let tool = #","tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}]"#

    private static func content(_ part: String) -> String {
        #"{"model":"any","messages":[{"role":"user","content":[{"type":"text","text":"Hi"},\#(part)]}]}"#
    }

    static let requests: [(what: String, body: String, targets: [String], asked: String, passed: String)] = [
        ("plain", RoutedGateway.chat("any"), ["a/blind", "a/deaf"], "a/blind", ""),
        ("a picture", RoutedGateway.picture("any"), ["a/blind", "a/deaf"], "a/deaf", "a/blind:no_images"),
        (
            "a file",
            content(#"{"type":"file","file":{"file_data":"data:application/pdf;base64,AAAA","filename":"a.pdf"}}"#),
            ["a/blind", "a/deaf"], "a/deaf", "a/blind:no_documents"
        ),
        (
            "a recording", content(#"{"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}"#),
            ["a/blind", "a/deaf", "c/any"], "c/any", "a/blind:no_audio,a/deaf:no_audio"
        ),
        ("tools", RoutedGateway.chat("any", more: tool), ["b/small", "a/blind"], "a/blind", "b/small:no_tools"),
        (
            "a long prompt", RoutedGateway.chat("any", String(repeating: "word ", count: 2_000)),
            ["b/small", "a/blind"],
            "a/blind", "b/small:context_too_small"
        ),
        // Nothing is known of its tokens but that they are at most as many as its bytes.
        (
            "a prompt that may just fit", RoutedGateway.chat("any", String(repeating: "word ", count: 700)),
            ["b/small", "a/blind"], "b/small", ""
        ),
    ]

    @Test(arguments: requests)
    func `a target that is known to lack what a call needs is passed over`(
        _ request: (what: String, body: String, targets: [String], asked: String, passed: String)
    ) async {
        let gateway = RoutedGateway([RoutedGateway.model("any", request.targets)])
        let outcome = await gateway.run(gateway.call(request.body))
        #expect(outcome.reply.status == 200, "\(request.what)")
        #expect(outcome.asked == request.asked, "\(request.what)")
        let passed = outcome.route?.components("passed=") ?? ""
        #expect(passed == request.passed, "\(request.what): \(outcome.route ?? "none")")
        #expect(gateway.upstream.requests.count == 1)
    }

    static let pictures: [(dialect: Dialect, path: PathFacts, body: String)] = [
        (.openAIChat, .none, RoutedGateway.picture("any")),
        (
            .gatewayChat, .none, RoutedGateway.picture("any")
        ),
        (
            .anthropicMessages, .none,
            #"{"model":"any","max_tokens":9,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]}]}"#
        ),
        (
            .openAIResponses, .none,
            #"{"model":"any","store":false,"input":[{"role":"user","content":[{"type":"input_image","image_url":"data:image/png;base64,AAAA"}]}]}"#
        ),
        (
            .geminiGenerate, PathFacts(model: "any"),
            #"{"contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]}]}"#
        ),
        (
            .bedrockConverse, PathFacts(model: "any"),
            #"{"messages":[{"role":"user","content":[{"image":{"format":"png","source":{"bytes":"AAAA"}}}]}]}"#
        ),
        (.ollamaChat, .none, #"{"model":"any","messages":[{"role":"user","content":"Hi","images":["iVBORw0KGgo="]}]}"#),
        (
            .cohereChat, .none,
            #"{"model":"any","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]}"#
        ),
    ]

    @Test(arguments: pictures)
    func `a picture is seen in every dialect`(_ door: (dialect: Dialect, path: PathFacts, body: String)) async {
        let gateway = RoutedGateway([RoutedGateway.model("any", ["a/blind", "a/deaf"])])
        let outcome = await gateway.run(gateway.call(door.body, dialect: door.dialect, path: door.path))
        #expect(outcome.route?.contains("passed=a/blind:no_images") == true, "\(String(buffer: outcome.reply.body))")
    }

    @Test func `where all would be passed over the caller is told of each, and nothing is sent`() async {
        let gateway = RoutedGateway([RoutedGateway.model("any", ["a/blind", "b/blind"])])
        let outcome = await gateway.run(gateway.call(RoutedGateway.picture("any")))
        #expect(outcome.reply.status == 400)
        #expect(outcome.reply.error?["code"]?.string == "no_capable_target")
        let message = outcome.reply.error?["message"]?.string ?? ""
        #expect(
            message.contains("a/blind cannot see images") && message.contains("b/blind cannot see images"), "\(message)"
        )
        #expect(outcome.route == "any; policy=priority; passed=a/blind:no_images,b/blind:no_images")
        #expect(gateway.upstream.requests.isEmpty)
    }

    @Test(arguments: ["a/blind", "alone"])
    func `the only target is asked whatever is known of it`(_ name: String) async {
        let gateway = RoutedGateway([RoutedGateway.model("alone", ["a/blind"])])
        let outcome = await gateway.run(gateway.call(RoutedGateway.picture(name)))
        #expect(outcome.asked == "a/blind")
        #expect(outcome.route == nil)
    }

    @Test func `a fallback takes what none of the model's own targets can`() async {
        let gateway = RoutedGateway([
            RoutedGateway.model("any", ["b/small", "a/small"]) {
                $0.fallbacks = FallbackChains(byClass: [.contextTooLong: [RoutedGateway.target("a/blind")]])
            }
        ])
        let outcome = await gateway.run("any", String(repeating: "word ", count: 2_000))
        #expect(outcome.asked == "a/blind")
        #expect(outcome.route?.contains("passed=b/small:context_too_small,a/small:context_too_small") == true)
        let short = await gateway.run("any")
        #expect(short.asked == "b/small")
    }

    @Test func `a fallback that cannot see is not asked either`() async {
        let gateway = RoutedGateway(
            [
                RoutedGateway.model("any", ["c/any"]) {
                    $0.fallbacks = FallbackChains(any: [RoutedGateway.target("a/blind")])
                }
            ], .json(#"{"error":{"message":"no"}}"#, status: 500))
        let outcome = await gateway.run(gateway.call(RoutedGateway.picture("any")))
        #expect(outcome.reply.status == 502)
        #expect(gateway.upstream.requests.allSatisfy { $0.origin.host == "c.example" })
    }

    @Test func `a provider that does not do what is asked is passed over`() async {
        let gateway = RoutedGateway(
            [RoutedGateway.model("any", ["n/x", "a/y"])],
            providers: [RoutedGateway.provider("a"), RoutedGateway.provider("n", .anthropic)])
        let outcome = await gateway.run(
            gateway.call(#"{"model":"any","input":"Hi"}"#, operation: .embed, fields: []))
        #expect(outcome.route?.contains("passed=n/x:no_operation") == true, "\(outcome.route ?? "none")")
        #expect(gateway.upstream.requests.map(\.origin.host) == ["a.example"])
    }

    @Test func `the catalogue's own words deny abilities`() {
        let facts = ModelCatalog.standard.facts(kind: "openai", model: "o3-mini")
        #expect(facts?.lacks.contains(.vision) == true)
        #expect(facts?.lacks.contains(.tools) == false)
        #expect(ModelCatalog.standard.facts(kind: "openai", model: "gpt-4o")?.lacks.contains(.vision) == false)
    }
}

extension String {
    /// What stands behind `mark`, up to the next part.
    fileprivate func components(_ mark: String) -> String? {
        guard let start = firstRange(of: mark)?.upperBound else { return nil }
        return String(self[start...].prefix { $0 != ";" })
    }
}
