import Dialects
import GatewayTesting
import Testing
import Wire

@testable import Gateway

/// What a dry run says of experiments, and of streams that break off.
struct DryRunOutlookTests {
    @Test func `a dry run did not say which variant a call would get`() async throws {
        let gateway = TrialGateway(experiments: [TrialGateway.experiment()])
        var foreseen: [String: String] = [:]
        for user in 0..<20 {
            let report = await gateway.core.dryRun(gateway.makeCall(user: "user-\(user)"))
            let experiment = try #require(report["experiment"])
            #expect(experiment["name"]?.string == "cheaper" && experiment["by"]?.string == "user")
            let variant = try #require(experiment["variant"]?.string)
            foreseen["user-\(user)"] = variant
            let target = variant == "mini" ? "b/m" : "a/m"
            #expect(experiment["target"]?.string == target)
            let rows = try #require(report["candidates"]?.array)
            #expect(rows.map { $0["target"]?.string } == (variant == "mini" ? ["b/m", "a/m"] : ["a/m"]))
            #expect(rows.first?["verdict"]?.string == "chosen")
            #expect(rows.first?["why"]?.string == "the variant cheaper/\(variant) of an experiment")
            #expect(report["plan"]?["target"]?.string == target)
            #expect(report["budget"]?["ceiling_usd"]?.string == (variant == "mini" ? "0.01" : "0.05"))
        }
        #expect(Set(foreseen.values) == ["control", "mini"])
        // Nothing was taken, counted or begun by it.
        #expect(gateway.core.experiments.takeChanges().records.isEmpty)
        #expect(gateway.upstream.requests.isEmpty)
        #expect(try gateway.variant(0)["calls"]?.int == 0)
        for (user, variant) in foreseen {
            #expect(await gateway.call(user: user).variant == "cheaper/\(variant)")
        }
    }

    @Test func `where each call is assigned anew the likeliest variant is told, as that`() async {
        let gateway = TrialGateway(experiments: [TrialGateway.experiment(by: .request)])
        for _ in 0..<5 {
            let report = await gateway.core.dryRun(gateway.makeCall())
            #expect(report["experiment"]?["variant"]?.string == "control")
            #expect(report["experiment"]?["why"]?.string?.contains("the likeliest") == true)
        }
    }

    @Test func `why an experiment lets a call be is told`() async throws {
        let gateway = TrialGateway(experiments: [TrialGateway.experiment()])
        let own = Principal(name: "app", ownCredential: Secret("sk-of-the-caller"))
        let left = await gateway.core.dryRun(gateway.makeCall(user: "a", principal: own))
        #expect(left["experiment"]?["variant"]?.isNull == true)
        #expect(left["experiment"]?["why"]?.string == "the call comes with the caller's own credential")
        let actor = AdminActor(name: "test", address: "", requestID: "")
        _ = try await gateway.core.stopExperiment("cheaper", by: actor)
        let stopped = await gateway.core.dryRun(gateway.makeCall(user: "a"))
        #expect(stopped["experiment"]?["why"]?.string == "it is stopped")
        #expect(stopped["candidates"]?.array?.map { $0["target"]?.string } == ["a/m"])
        let without = TrialGateway()
        #expect(await without.core.dryRun(without.makeCall())["experiment"]?.isNull == true)
    }

    @Test(
        arguments: [
            (#","stream":true"#, nil), ("", "the answer is no stream"),
            (#","stream":true,"n":2"#, "several answers are asked for"),
            (#","stream":true,"logprobs":true"#, "probabilities of tokens are asked for"),
            (#","stream":true,"response_format":{"type":"json_object"}"#, "the answer's form is prescribed"),
            (
                #","stream":true,"tools":[{"type":"function","function":{"name":"f","parameters":{}}}]"#,
                "the call has tools"
            ),
        ] as [(String, String?)])
    func `a dry run did not say whether a stream would go on elsewhere`(_ members: String, _ why: String?) async {
        let gateway = RoutedGateway([
            RoutedGateway.model("steady", ["a/x", "b/x"]) { $0.continues = true },
            RoutedGateway.model("plain", ["a/x", "b/x"]),
        ])
        let call = gateway.call(RoutedGateway.chat("steady", more: members))
        let report = await gateway.core.dryRun(call)
        #expect(report["continue"]?["goes_on"]?.bool == (why == nil), "\(report.text)")
        #expect(report["continue"]?["why"]?.string == why)
        let plain = await gateway.core.dryRun(gateway.call(RoutedGateway.chat("plain", more: members)))
        #expect(plain["continue"]?.isNull == true)
    }
}
