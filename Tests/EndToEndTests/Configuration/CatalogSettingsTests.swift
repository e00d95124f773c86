import Dialects
import Gateway
import NIOCore
import Testing

@testable import llmgateway

/// Settings over the catalogue: prices, fetching, roots, policies.
struct CatalogSettingsTests {
    private func load(_ yaml: String, _ environment: [String: String] = [:]) throws -> Configuration {
        var loader = ConfigurationLoader(environment: environment)
        loader.file = "/etc/gateway/gateway.yaml"
        loader.readFile = { _ in .text(yaml) }
        return try loader.load()
    }

    private func problems(_ yaml: String) -> [String] {
        do {
            _ = try load(yaml)
            return []
        } catch {
            return (error as? ConfigurationFailure)?.problems.map(\.message) ?? ["\(error)"]
        }
    }

    @Test func `the catalogue prices a target until a row of the configuration replaces it whole`() throws {
        let environment = ["OPENAI_API_KEY": "sk-0123456789abcdef"]
        var usage = Usage(input: 1_000, output: 100)
        usage.cacheRead = 500
        func cost(_ yaml: String) throws -> String? {
            let snapshot = try load(yaml, environment).snapshot
            let provider = try #require(snapshot.providersByID["openai"])
            return snapshot.prices.row(provider: provider, model: "gpt-4o", at: 0)?.cost(of: usage).usd
        }
        // 500 × 2.5 + 500 × 1.25 + 100 × 10 micro-USD
        #expect(try cost("{}") == "0.002875")
        // A class the row does not name costs nothing.
        #expect(try cost("prices: [ { model: openai/gpt-4o, input_usd: 2, output_usd: 0 } ]") == "0.001")
    }

    @Test func `fetching is off, and its bounds are settings`() throws {
        #expect(try !load("{}").snapshot.media.isOn)
        let media = try load("media: { fetch: true, max_bytes: 1MiB, timeout: 3s, allow: [10.1.0.0/16, fd00::/8] }")
            .snapshot.media
        #expect(media.isOn && media.maxBytes == 1 << 20 && media.timeout == .seconds(3))
        #expect(media.allowed == [AddressRange("10.1.0.0/16"), AddressRange("fd00::/8")])
        #expect(
            problems("media: { allow: [example.com] }")
                == ["\"media.allow[0]\" must be a range such as 10.1.0.0/16, found \"example.com\""])
    }

    @Test func `a provider's file of roots starts at the file's folder`() throws {
        var under = ConfigurationUnderTest()
        under.file = "/etc/gateway/gateway.yaml"
        under.files["/etc/gateway/gateway.yaml"] =
            "providers: [ { id: own, kind: openai-compatible, base_url: \"https://own:9000/v1\", ca_file: roots.pem } ]"
        under.files["/etc/gateway/roots.pem"] = RootSettingsTests.certificate
        let provider = try under.load().snapshot.providersByID["own"]
        #expect(provider?.origin.roots == "/etc/gateway/roots.pem")
    }

    @Test func `a policy that does not exist is refused with those there are`() {
        #expect(
            problems("models: [ { name: a, policy: weigthed, targets: [ { model: mock/echo } ] } ]")
                == [
                    "\"models[0].policy\" must be one of priority, round_robin, weighted, least_busy, fastest, cheapest, "
                        + "low_cost, high_quality, found \"weigthed\": did you mean \"weighted\"?"
                ])
    }

    @Test func `a weight that nothing reads is said to have no effect`() throws {
        let warnings = try load("models: [ { name: a, targets: [ { model: mock/echo, weight: 3 } ] } ]").warnings
        #expect(warnings.count == 1 && warnings[0].contains("the weight of \"mock/echo\" has no effect"))
        #expect(try load("models: [ { name: a, targets: [ { model: mock/echo } ] } ]").warnings.isEmpty)
    }
}
