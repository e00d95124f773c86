import Gateway
import Testing

@testable import llmgateway

/// How values are written.
struct ConfigurationValueTests {
    private static let key = "sk-0123456789abcdef"

    @Test func `a variable, its default, and the way to write neither`() throws {
        let yaml = """
            data_dir: "${HERE}/data"
            server: { host: "${HOST:-127.0.0.9}", port: "${PORT:-9}" }
            models: [ { name: "$${plain}", targets: [ { model: mock/echo } ] } ]
            """
        let configuration = try ConfigurationUnderTest(yaml, environment: ["HERE": "/srv", "PORT": ""]).load()
        #expect(configuration.install.dataFolder == "/srv/data")
        #expect(configuration.install.host == "127.0.0.9")
        // Like a shell's: an empty variable takes the default.
        #expect(configuration.install.port == 9)
        #expect(configuration.snapshot.models.map(\.name) == ["${plain}"])
    }

    @Test func `files and batches have their bounds`() throws {
        let yaml =
            "files: { max_bytes: 1KiB, max_total_bytes: 2KiB, keep: 1h }\nbatches: { concurrency: 3, max_lines: 9 }"
        let snapshot = try ConfigurationUnderTest(yaml).load().snapshot
        #expect(snapshot.files.maxBytes == 1_024 && snapshot.files.maxTotalBytes == 2_048)
        #expect(snapshot.files.maxAge == 3_600)
        #expect(snapshot.batches.concurrency == 3 && snapshot.batches.maxLines == 9)
        #expect(try ConfigurationUnderTest("{}").load().snapshot.files == FileKeeping())
        #expect(try ConfigurationUnderTest("{}").load().snapshot.batches == BatchRunning())
    }

    /// The first key came with a copy of the snapshot that had left `answers` behind.
    @Test func `the first key changes nothing but the keys`() throws {
        var configuration = try ConfigurationUnderTest(
            "answers: { keep: false }\nfiles: { keep: 1h }\nbatches: { concurrency: 3 }"
        ).load()
        configuration.adopt(Secret(Self.key))
        #expect(!configuration.snapshot.answers.isOn && configuration.snapshot.files.maxAge == 3_600)
        #expect(configuration.snapshot.batches.concurrency == 3)
        #expect(configuration.snapshot.auth.keys.map(\.name) == ["first-key"])
    }

    @Test func `a variable's text is not expanded again`() throws {
        let yaml = "auth: { keys: [ { name: a, key: \"${KEY}\" } ] }"
        let under = ConfigurationUnderTest(yaml, environment: ["KEY": "${OTHER}-0123456789"])
        #expect(try under.load().snapshot.auth.keys.first?.secret == Secret("${OTHER}-0123456789"))
    }

    @Test func `a secret is read from its file, beside the configuration, without the line end`() throws {
        var under = ConfigurationUnderTest()
        under.file = "/etc/gateway/gateway.yaml"
        under.files["/etc/gateway/gateway.yaml"] = """
            auth: { keys: [ { name: a, key: "file:secrets/a" }, { name: b, key: "file:/run/b" } ] }
            """
        under.files["/etc/gateway/secrets/a"] = Self.key + "\n"
        under.files["/run/b"] = Self.key + "-b\r\n"
        let keys = try under.load().snapshot.auth.keys
        #expect(keys.map(\.secret) == [Secret(Self.key), Secret(Self.key + "-b")])
    }

    @Test func `an empty secret file is a problem`() {
        var under = ConfigurationUnderTest("auth: { keys: [ { name: a, key: \"file:a\" } ] }")
        under.files["a"] = "\n"
        #expect(under.problems == [#"gateway.yaml:1:33: "auth.keys[0].key": a is empty"#])
    }

    @Test func `relative paths start at the file's folder, those of variables at the working directory`() throws {
        var under = ConfigurationUnderTest()
        under.file = "/etc/gw/gateway.yaml"
        under.files["/etc/gw/gateway.yaml"] = "data_dir: data"
        #expect(try under.load().install.dataFolder == "/etc/gw/data")
        under.environment["LLMGATEWAY__DATA_DIR"] = "data"
        #expect(try under.load().install.dataFolder == "data")
    }

    /// A float would make 0.1 + 0.2 of it; the text never passes one.
    @Test(arguments: ["0.30", "\"0.30\"", "3e-1", "0.300000000000"])
    func `money is read from its text, quoted or not`(_ text: String) throws {
        let configuration = try ConfigurationUnderTest("prices: [ { model: mock/echo, input_usd: \(text) } ]").load()
        let provider = try #require(configuration.snapshot.providers.first { $0.id == "mock" })
        let row = try #require(
            configuration.snapshot.prices.row(provider: provider, model: "echo", at: 0))
        #expect(row.classes.input == Price(usdPerMillionTokens: "0.3"))
        #expect(row.isConfigured)
    }

    @Test func `more decimals than money has are refused, not rounded`() {
        let under = ConfigurationUnderTest("prices: [ { model: mock/echo, input_usd: 0.1234567890123 } ]")
        #expect(under.problems.count == 1)
    }

    @Test(arguments: [
        ("https://api.openai.com/v1/", "openai", "/v1"), ("https://api.openai.com", "openai", "/v1"),
        ("https://proxy.example/openai/v1", "openai", "/openai/v1"), ("https://a.example/v1/", "anthropic", ""),
        ("https://g.example/v1beta", "gemini", ""), ("http://[::1]:9/v1", "openai", "/v1"),
    ])
    func `the version and the slash at the end of a base URL may be there or not`(
        _ sample: (url: String, kind: String, path: String)
    ) throws {
        let yaml = "providers: [ { id: p, kind: \(sample.kind), api_key: x, base_url: \"\(sample.url)\" } ]"
        #expect(try ConfigurationUnderTest(yaml).load().snapshot.providers.first?.basePath == sample.path)
    }

    @Test func `providers are found by the usual variables, with their base URLs`() throws {
        let under = ConfigurationUnderTest(environment: [
            "OPENAI_API_KEY": "sk-1", "OPENAI_BASE_URL": "http://127.0.0.1:7/v1", "GOOGLE_API_KEY": "g",
            "OLLAMA_HOST": "0.0.0.0", "ANTHROPIC_API_KEY": " ",
        ])
        let configuration = try under.load()
        #expect(configuration.snapshot.providers.map(\.id) == ["openai", "gemini", "ollama", "mock"])
        #expect(configuration.snapshot.providers[0].origin.port == 7)
        #expect(configuration.snapshot.providers[2].origin.authority == "127.0.0.1:11434")
        #expect(configuration.found.map(\.variable) == ["OPENAI_API_KEY", "GOOGLE_API_KEY", "OLLAMA_HOST"])
    }

    @Test func `the file's provider takes the place of the one found`() throws {
        let yaml = "providers: [ { id: openai, kind: openai, api_key: mine } ]\nmock: false"
        let configuration = try ConfigurationUnderTest(yaml, environment: ["OPENAI_API_KEY": "found"]).load()
        #expect(configuration.snapshot.providers.map(\.credential) == [Secret("mine")])
    }
}
