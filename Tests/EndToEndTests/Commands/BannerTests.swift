import Gateway
import Testing

@testable import llmgateway

/// What a user sees first.
struct BannerTests {
    private func banner(
        _ under: ConfigurationUnderTest, _ key: Banner.Key = .none, url: String = "http://127.0.0.1:8080"
    ) throws -> Banner {
        Banner(base: try BaseURL(url), configuration: try under.load(), key: key)
    }

    private func curl(_ banner: Banner) -> String {
        banner.text.split(separator: "\n").first { $0.hasPrefix("curl ") }.map(String.init) ?? ""
    }

    @Test func `it names what was found, and by which variable`() throws {
        let text = try banner(ConfigurationUnderTest(environment: ["OPENAI_API_KEY": "sk-1"])).text
        #expect(text.contains("Base URL       http://127.0.0.1:8080/v1"))
        #expect(text.contains("openai (OPENAI_API_KEY), mock"))
        #expect(!text.contains("sk-1"))
        #expect(try banner(ConfigurationUnderTest()).text.contains("mock — set OPENAI_API_KEY"))
    }

    @Test func `its curl calls a configured model, else a provider's, else the mock`() throws {
        let found = ConfigurationUnderTest(environment: ["GEMINI_API_KEY": "g"])
        #expect(try curl(banner(found)).contains(#""model":"gemini/"#))
        #expect(try curl(banner(ConfigurationUnderTest())).contains(#""model":"mock/echo""#))
        let configured = ConfigurationUnderTest("models: [ { name: smart, targets: [ { model: mock/echo } ] } ]")
        #expect(try curl(banner(configured)).contains(#""model":"smart""#))
    }

    @Test func `its curl survives quotes in names and blanks in paths`() throws {
        let yaml = #"models: [ { name: "it's \"new\"", targets: [ { model: mock/echo } ] } ]"#
        let line = try curl(banner(ConfigurationUnderTest(yaml), .kept(file: "/my data/first-key")))
        #expect(line.contains(#"-d '{"model":"it'\''s \"new\"","messages""#))
        #expect(line.contains("Bearer $(cat '/my data/first-key')\""))
    }

    @Test func `a key of the operator's is named, never shown`() throws {
        let yaml = #"auth: { keys: [ { name: app, key: "sk-0123456789abcdef" } ] }"#
        let text = try banner(ConfigurationUnderTest(yaml), .configured).text
        #expect(text.contains("one of auth.keys (app)"))
        #expect(text.contains("Bearer $LLMGATEWAY_API_KEY"))
        #expect(!text.contains("sk-0123456789abcdef"))
    }

    @Test func `without a first key it asks for one made at run time`() throws {
        let under = ConfigurationUnderTest("auth: { first_key: false }")
        #expect(try !under.load().needsFirstKey)
        let text = try banner(under, .made).text
        #expect(text.contains("llmgateway keys create") && text.contains("\nexport LLMGATEWAY_API_KEY=…\ncurl "))
    }

    @Test func `an IPv6 address stands in brackets, every address is reached as this machine`() {
        #expect(ListeningAddress.authority("::1", 8_080) == "[::1]:8080")
        #expect(ListeningAddress.authority("0.0.0.0", 80) == "127.0.0.1:80")
        #expect(ListeningAddress.authority("::", 80) == "127.0.0.1:80")
    }

    @Test func `with nothing to call it prints no curl and says what to do`() throws {
        let text = try banner(ConfigurationUnderTest("mock: false")).text
        #expect(!text.contains("curl "))
        #expect(text.contains("Nothing can be called yet. Set OPENAI_API_KEY"))
    }

    @Test func `its curl calls what the configured key may use, and names the key`() throws {
        let yaml = """
            auth: { keys: [ { name: app, key: "sk-0123456789abcdef", models: ["mock/tools"] } ] }
            models: [ { name: smart, targets: [ { model: mock/echo } ] } ]
            """
        let shown = try banner(ConfigurationUnderTest(yaml), .configured)
        #expect(curl(shown).contains(#""model":"mock/tools""#))
        #expect(shown.text.contains("\nexport LLMGATEWAY_API_KEY=…\n"))
        #expect(shown.text.contains(#"the key "app""#))
    }
}
