import Testing

@testable import llmgateway

struct ConfigurationProblemTests {
    static let cases: [(yaml: String, problem: String)] = [
        ("modles: []", "gateway.yaml:1:1: unknown key \"modles\": did you mean \"models\"?"),
        (
            "server:\n  port: x",
            "gateway.yaml:2:9: \"server.port\" must be a whole number from 0 to 65535, found \"x\""
        ),
        (
            "providers:\n  - { id: a, kind: vertex }",
            "gateway.yaml:2:20: \"providers[0].kind\": \"vertex\" is not supported by this version"
        ),
        (
            "providers:\n  - { id: a, kind: openai, api_key: \"${NOPE}\" }",
            "gateway.yaml:2:37: the environment variable \"NOPE\" is not set (\"${NOPE:-default}\" gives it a default)"
        ),
        ("unknown_price: flag", "gateway.yaml:1:1: \"unknown_price\" is not supported by this version"),
    ]

    @Test(arguments: cases)
    func `every problem names its place`(_ sample: (yaml: String, problem: String)) {
        var loader = ConfigurationLoader(environment: [:])
        loader.readFile = { $0 == "gateway.yaml" ? .text(sample.yaml) : .failure(ConfigurationLoader.absent) }
        #expect(performing: { try loader.load() }) { error in
            (error as? ConfigurationFailure)?.description == sample.problem
        }
    }

    @Test func `the environment lies over the file`() throws {
        var loader = ConfigurationLoader(environment: ["LLMGATEWAY_SERVER__PORT": "9001"])
        loader.readFile = { _ in .text("server: { host: 127.0.0.2, port: 9000 }") }
        let install = try loader.load().install
        #expect(install.port == 9001)
        #expect(install.host == "127.0.0.2")
    }
}
