import Testing

@testable import llmgateway

/// What is said of a wrong configuration, word for word, and where.
struct ConfigurationProblemTests {
    static let cases: [(yaml: String, problem: String)] = [
        ("modles: []", #"1:1: unknown key "modles": did you mean "models"?"#),
        ("server:\n  prot: 1", #"2:3: unknown key "prot": did you mean "port"?"#),
        ("server:\n  port: x", #"2:9: "server.port" must be a whole number from 0 to 65535, found "x""#),
        ("server:\n  port: 65536", #"2:9: "server.port" must be a whole number from 0 to 65535, found "65536""#),
        ("server: 8080", #"1:9: "server" must be a group of settings, found "8080""#),
        ("server: [1]", #"1:9: "server" must be a group of settings, found a list"#),
        (
            "server: { header_timeout: 10 }",
            #"1:27: "server.header_timeout" must be a duration such as 300ms, 5s, 10m or 1h, found "10""#
        ),
        (
            "server: { max_body: 3 apples }",
            #"1:21: "server.max_body" must be a size such as 32MiB, 64KiB or a number of bytes, found "3 apples""#
        ),
        ("mock: maybe", #"1:7: "mock" must be true or false, found "maybe""#),
        (
            "log: { level: inf }",
            #"1:15: "log.level" must be one of debug, info, warning, error, found "inf": did you mean "info"?"#
        ),
        ("models: {}", #"1:9: "models" must be a list, found a group of settings"#),
        ("- a", "1:1: the file must be a group of settings, found a list"),
        ("just text", "1:1: the file must be a group of settings"),
        ("server: { port: 1 }\nserver: { port: 2 }", #"1:1: the key "server" is given twice"#),
        ("cache: {}", #"1:1: "cache" is not supported by this version"#),
        (
            "providers:\n  - { id: a, kind: http }",
            #"2:5: provider "a": a provider of kind http needs "base_url""#
        ),
        (
            "providers:\n  - { id: a, kind: http, base_url: 'https://x' }",
            #"2:5: provider "a": a provider of kind http needs "http", which describes it"#
        ),
        (
            "providers:\n  - { id: a, kind: http, base_url: 'https://x', http: { path: /p } }",
            #"2:55: provider "a": "http" needs "response", with the place of "text""#
        ),
        (
            "providers:\n  - { id: a, kind: http, base_url: 'https://x', http: { path: /p, response: { text: t } } }",
            #"2:85: provider "a": "text" must be a JSON pointer such as /choices/0/text, found "t""#
        ),
        (
            "providers:\n  - { id: a, kind: http, base_url: 'https://x', http: { path: /p, request: '{', response: { text: /t } } }",
            #"2:76: provider "a": "http.request" is not valid JSON: unexpected end of JSON at byte 1"#
        ),
        (
            "providers:\n  - id: a\n    kind: http\n    base_url: 'https://x'\n    http:\n      path: /p\n      response: { text: /t }\n      stream: { form: lines, text: /t }",
            #"8:15: provider "a": "stream" needs "finish_reason" or "done": without either nobody can tell a whole answer"#
        ),
        (
            "providers:\n  - { id: a, kind: http, base_url: 'https://x', http: { path: '/{modle}', response: { text: /t } } }",
            #"2:63: provider "a": "path": requests have no "modle": did you mean "model"?"#
        ),
        (
            "providers:\n  - id: a\n    kind: http\n    base_url: 'https://x'\n    http:\n      path: /p\n      request: '{\"p\":\"{messages/0}\"}'\n      response: { text: /t }",
            #"7:16: provider "a": "request": "{messages/0}" looks like a slot and is none: a slot is {name} or {/pointer}; write {{ for a brace"#
        ),
        (
            "providers:\n  - { id: a, kind: bedrock }",
            #"2:5: provider "a": bedrock needs "region", or AWS_REGION"#
        ),
        (
            "providers:\n  - { id: a, kind: vertex }",
            #"2:5: provider "a": vertex needs "project", or GOOGLE_CLOUD_PROJECT"#
        ),
        (
            "providers:\n  - { id: a, kind: vertex, project: p/q }",
            #"2:5: provider "a": "project" or "region" is no name of one"#
        ),
        (
            "providers:\n  - { id: a, kind: azure-openai, api_key: x }",
            #"2:5: provider "a": a provider of kind azure-openai needs "base_url""#
        ),
        (
            "providers:\n  - { id: a, kind: opnai }",
            #"2:20: "providers[0].kind" must be one of openai, azure-openai, anthropic, gemini, vertex, "#
                + #"bedrock, openai-compatible, mistral, cohere, huggingface, ollama, lmstudio, http, mock, found "opnai": did you mean "openai"?"#
        ),
        ("providers:\n  - { kind: openai }", #"2:5: "providers[0].id" is missing"#),
        (
            "providers:\n  - { id: a/b, kind: openai }",
            #"2:11: a provider's id must have neither blanks nor slashes, found "a/b""#
        ),
        (
            "providers:\n  - { id: a, kind: openai }\n  - { id: a, kind: gemini }",
            #"3:11: another provider is called "a""#
        ),
        (
            "providers:\n  - { id: a, kind: openai-compatible }",
            #"2:5: provider "a": a provider of kind openai-compatible needs "base_url""#
        ),
        (
            "providers:\n  - { id: a, kind: openai, base_url: ftp://x }",
            #"2:38: the base URL "ftp://x" must start with http:// or https://"#
        ),
        (
            "providers:\n  - { id: a, kind: openai, base_url: \"https://u:p@x\" }",
            #"2:38: the base URL "https://…@x" must not hold a user or a password; use "api_key""#
        ),
        (
            "providers:\n  - { id: a, kind: openai, api_key: \"${NOPE}\" }",
            #"2:37: the environment variable "NOPE" is not set ("${NOPE:-default}" gives it a default)"#
        ),
        (
            "providers:\n  - { id: a, kind: openai, api_key: \"${NO PE}\" }",
            #"2:37: "providers[0].api_key" has a "${" that begins no ${NAME} ("$${" stands for "${")"#
        ),
        (
            "providers:\n  - { id: a, kind: openai, api_key: \"file:key.txt\" }",
            #"2:37: "providers[0].api_key": cannot read key.txt: there is no such file"#
        ),
        (
            "auth: { keys: [ { name: app, key: short } ] }",
            #"1:35: "auth.keys[0].key" must be at least 16 printable characters without blanks"#
        ),
        (
            "auth: { mode: none }\nserver: { host: 0.0.0.0 }",
            #"1:15: "auth.mode" may be none only on a loopback address, and "server.host" is "0.0.0.0": "#
                + "use gateway, or listen on 127.0.0.1"
        ),
        (
            "models:\n  - { name: smart, targets: [ { model: opnai/gpt-4o } ] }\nproviders: [ { id: openai, kind: openai } ]",
            #"2:40: no provider is called "opnai": did you mean "openai"?"#
        ),
        (
            "models:\n  - { name: smart, targets: [ { model: openai/gpt-4o } ] }",
            #"2:40: no provider is called "openai": set OPENAI_API_KEY, or name it under "providers""#
        ),
        ("models:\n  - { name: smart, targets: [] }", #"2:29: the model "smart" needs at least one target"#),
        (
            "models:\n  - { name: smart, targets: [ { model: gpt-4o } ] }",
            #"2:40: a target is written provider/model, found "gpt-4o""#
        ),
        (
            "prices:\n  - { model: mock/echo, input_usd: cheap }",
            #"2:36: "prices[0].input_usd" must be an amount of USD such as "0.10", at most twelve decimals, found "cheap""#
        ),
        (
            "prices:\n  - { model: mock/echo, input_usd: -1 }",
            #"2:36: "prices[0].input_usd" must be an amount of USD such as "0.10", at most twelve decimals, found "-1""#
        ),
    ]

    @Test(arguments: cases)
    func `a problem names its place and its fix`(_ sample: (yaml: String, problem: String)) {
        #expect(ConfigurationUnderTest(sample.yaml).problems == ["gateway.yaml:" + sample.problem])
    }

    @Test func `all problems come at once, in the order of the file, those of the environment behind them`() {
        let yaml = """
            mock: maybe
            server:
              port: x
              host: ""
            modles: []
            """
        let environment = ["LLMGATEWAY_SERVER__THREADS": "none", "LLMGATEWAY_LOG__LEVLE": "info"]
        let problems = ConfigurationUnderTest(yaml, environment: environment).problems
        let places = problems.map { $0.prefix { $0 != " " } }
        #expect(
            places == [
                "gateway.yaml:1:7:", "gateway.yaml:3:9:", "gateway.yaml:4:9:", "gateway.yaml:5:1:",
                "LLMGATEWAY_SERVER__THREADS:", "LLMGATEWAY_LOG__LEVLE:",
            ])
        #expect(problems.last?.contains(#"did you mean "log.level"?"#) == true)
    }

    @Test func `text that is no YAML is one problem with its place`() {
        let problems = ConfigurationUnderTest("server: {\n  port: 1\n").problems
        #expect(problems.count == 1)
        #expect(problems[0].hasPrefix("gateway.yaml:3:1: is not YAML: "))
    }

    @Test func `a file that was named must be there, gateway.yaml need not`() {
        var named = ConfigurationUnderTest()
        #expect(named.problems == [])
        named.file = "other.yaml"
        #expect(named.problems == ["other.yaml: cannot be read: there is no such file"])
        let variable = ConfigurationUnderTest(environment: ["LLMGATEWAY_CONFIG": "mine.yaml"])
        #expect(variable.problems == ["mine.yaml: cannot be read: there is no such file"])
    }

    @Test func `a certificate that is not there, and a host that is none, are named with their place`() {
        let yaml = "server: { tls: { certificate: no.pem, key: none.pem }, host: \"a b\" }"
        let problems = ConfigurationUnderTest(yaml).problems
        #expect(problems.count == 3)
        #expect(problems.contains { $0.hasPrefix("gateway.yaml:1:31: ") && $0.contains("no.pem") })
        #expect(problems.contains { $0.contains("\"server.host\" must be an address or a name") })
        let provider = "providers: [ { id: x, kind: openai, api_key: k, base_url: \"http://a,b/v1\" } ]"
        #expect(ConfigurationUnderTest(provider).problems.first?.contains("neither a name nor an address") == true)
    }

    @Test func `a key's model that fits nothing is a warning`() throws {
        let yaml = """
            auth: { keys: [ { name: a, key: "sk-0123456789abcdef", models: ["smrt", "mock/*", "m*", "openai/*"] } ] }
            """
        let warnings = try ConfigurationUnderTest(yaml).load().warnings
        #expect(warnings.filter { $0.contains("fits no model") }.count == 2)
        #expect(warnings.contains { $0.contains("\"smrt\"") } && warnings.contains { $0.contains("\"openai/*\"") })
    }
}
