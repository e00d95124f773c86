import Gateway
import GatewayTesting
import Testing
import Wire

/// `/admin/api/experiments`
struct ExperimentAdminTests {
    private static func trial(_ options: inout TestGateway.Options) {
        options.models = [.init(name: "smart", policy: .priority, targets: [.init(provider: "mock", model: "echo")])]
        options.experiments = ExperimentTable([
            Experiment(
                name: "cheaper", model: "smart",
                variants: [
                    .init(name: "control", target: .init(provider: "mock", model: "echo")),
                    .init(name: "thinker", target: .init(provider: "mock", model: "reasoning")),
                ], goal: .cost)
        ])
    }

    @Test func `what operators do is felt by the next call, told, and written down`() async throws {
        try await TestGateway.run(Self.trial) { gateway in
            let person = try await Operator(gateway)
            #expect(try await person.ask("GET", "/experiments")["data"]?.array?.map { $0["name"] } == ["cheaper"])
            #expect(try await person.ask("POST", "/experiments/cheaper/promote", "{}").code == "conflict")
            let promoted = try await person.ask("POST", "/experiments/cheaper/promote", #"{"variant":"thinker"}"#)
            #expect(promoted["phase"] == "won" && promoted["winner"] == "thinker", "\(promoted.text)")
            let client = try await gateway.client()
            for _ in 0..<3 { await client.send(Ask.chat(model: "smart")) }
            let replies = await client.replies(3).whole
            #expect(
                replies.map { $0.fields.first("x-llmgateway-variant") } == Array(repeating: "cheaper/thinker", count: 3)
            )
            #expect(try await person.ask("POST", "/experiments/cheaper/stop")["phase"] == "stopped")
            await client.send(Ask.chat(model: "smart"))
            #expect(await client.replies(4).whole.last?.fields.first("x-llmgateway-variant") == nil)
            let told = try await person.ask("GET", "/experiments/cheaper")
            #expect(told["variants"]?.array?.last?["since_the_decision"]?["calls"]?.int == 3, "\(told.text)")
            #expect(try await person.ask("POST", "/experiments/cheaper/reset", "{}")["phase"] == "running")
            let audit = try await person.ask("GET", "/audit")["data"]?.array ?? []
            #expect(
                audit.map { $0["action"]?.string } == ["experiment.reset", "experiment.stop", "experiment.promote"])
            #expect(audit.last?["before"]?["phase"] == "running" && audit.last?["after"]?["phase"] == "won")
        }
    }

    @Test func `what is not there is said so`() async throws {
        try await TestGateway.run(Self.trial) { gateway in
            let person = try await Operator(gateway)
            let near = try await person.ask("GET", "/experiments/cheapr")
            #expect(near.status == 404 && near.code == "experiment_not_found" && near.hint?.contains("cheaper") == true)
            let wrong = try await person.ask("POST", "/experiments/cheaper/promote", #"{"variant":"maxi"}"#)
            #expect(wrong.status == 400 && wrong.message?.contains("control, thinker") == true)
            #expect(try await person.ask("POST", "/experiments/cheaper/stop", #"{"now":true}"#).status == 400)
        }
    }
}
