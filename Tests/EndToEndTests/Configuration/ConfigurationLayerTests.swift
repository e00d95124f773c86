import Gateway
import Testing

@testable import llmgateway

/// Flags > environment > profile > file > defaults.
struct ConfigurationLayerTests {
    @Test func `each layer lies over the one below it`() throws {
        var under = ConfigurationUnderTest()
        #expect(try under.load().install.port == 8_080)
        under.files["gateway.yaml"] = "server: { port: 1, host: 127.0.0.2, threads: 3 }"
        #expect(try under.load().install.port == 1)
        under.files["gateway.production.yaml"] = "server: { port: 2 }"
        #expect(try under.load().install.port == 1)
        under.environment["LLMGATEWAY_ENVIRONMENT"] = "production"
        #expect(try under.load().install.port == 2)
        under.environment["LLMGATEWAY_SERVER__PORT"] = "3"
        #expect(try under.load().install.port == 3)
        under.flags = [("--port", ["server", "port"], "4")]
        let install = try under.load().install
        #expect(install.port == 4)
        // What an upper layer does not name stays.
        #expect(install.host == "127.0.0.2")
        #expect(install.threads == 3)
    }

    @Test func `lists are replaced, not joined`() throws {
        var under = ConfigurationUnderTest(
            "providers: [ { id: a, kind: ollama }, { id: b, kind: ollama } ]\nmock: false")
        under.files["gateway.test.yaml"] = "providers: [ { id: c, kind: ollama } ]"
        under.environment["LLMGATEWAY_ENVIRONMENT"] = "test"
        #expect(try under.load().snapshot.providers.map(\.id) == ["c"])
    }

    @Test func `a profile that is not there is a warning`() throws {
        let under = ConfigurationUnderTest("mock: true", environment: ["LLMGATEWAY_ENVIRONMENT": "staging"])
        #expect(
            try under.load().warnings == [#"LLMGATEWAY_ENVIRONMENT is "staging", but there is no gateway.staging.yaml"#]
        )
    }

    @Test func `a problem of a flag or a variable names it`() {
        var under = ConfigurationUnderTest()
        under.flags = [("--port", ["server", "port"], "99999")]
        under.environment["LLMGATEWAY__MOCK"] = "x"
        #expect(
            under.problems == [
                #"LLMGATEWAY__MOCK: "mock" must be true or false, found "x""#,
                #"--port: "server.port" must be a whole number from 0 to 65535, found "99999""#,
            ])
    }

    @Test func `names without two underscores are no settings, and are ignored with one warning`() throws {
        let under = ConfigurationUnderTest(environment: [
            "LLMGATEWAY_PORT": "tcp://10.0.0.1:80", "LLMGATEWAY_SERVICE_HOST": "10.0.0.1",
            "LLMGATEWAY_API_KEY": "k", "LLMGATEWAY_BASE_URL": "u", "LLMGATEWAY_TEST_DATA": "/d",
        ])
        let configuration = try under.load()
        #expect(configuration.install.port == 8_080)
        #expect(configuration.warnings.count == 1)
        #expect(configuration.warnings[0].hasPrefix("LLMGATEWAY_PORT, LLMGATEWAY_SERVICE_HOST are ignored: "))
    }

    @Test func `lists and groups come from the environment as YAML`() throws {
        let under = ConfigurationUnderTest(environment: [
            "LLMGATEWAY__PROVIDERS": "[{id: here, kind: openai-compatible, base_url: 'http://127.0.0.1:1'}]",
            "LLMGATEWAY__DATA_DIR": "/var/lib/here",
        ])
        let configuration = try under.load()
        #expect(configuration.snapshot.providers.map(\.id) == ["here", "mock"])
        #expect(configuration.install.dataFolder == "/var/lib/here")
    }

    @Test func `an empty variable leaves the setting as it is`() throws {
        let under = ConfigurationUnderTest("server: { port: 7 }", environment: ["LLMGATEWAY_SERVER__PORT": ""])
        #expect(try under.load().install.port == 7)
    }

    @Test(arguments: [
        ("gateway.yaml", "gateway.prod.yaml"), ("/etc/gw.yml", "/etc/gw.prod.yml"), ("conf", "conf.prod"),
    ])
    func `a profile lies beside its file`(_ sample: (file: String, profile: String)) {
        #expect(ConfigurationLoader.profileName(of: sample.file, "prod") == sample.profile)
    }
}
