import Testing

@testable import llmgateway

/// What a mistake says of a secret: never the secret.
struct SecretSettingsTests {
    private static let secret = "sk-s3cr3t-0123456789"

    @Test(arguments: [
        "auth: { keys: [ \(secret) ] }", "auth: { keys: \(secret) }", "auth: \(secret)",
        "providers: [ { id: a, kind: openai, api_keys: \(secret) } ]", "providers: [ \(secret) ]",
        "providers: [ { id: a, kind: openai, headers: \(secret) } ]", "secrets: { former_keys: \(secret) }",
        "vault: \(secret)", "auth: { pepper: \"${\(secret)\" }", "auth: { admin_key: \"vault:\(secret)\" }",
        "providers: [ { id: a, kind: openai, base_url: \"http://user:\(secret)@host/v1?key=\(secret)\" } ]",
        "providers: [ { id: a, kind: openai, base_url: \"user:\(secret)@host/v1\" } ]",
        "providers: [ { id: a, kind: openai, base_url: \"http://host/v1?key=\(secret)\" } ]",
    ])
    func `a mistake beside a secret does not print it`(_ yaml: String) {
        let problems = ConfigurationUnderTest(yaml).problems
        #expect(!problems.isEmpty)
        #expect(!problems.joined().contains("s3cr3t"), "\(problems)")
    }

    @Test(arguments: [
        ("LLMGATEWAY_AUTH__KEYS", "[\(secret)]"), ("LLMGATEWAY_SECRETS__FORMER_KEYS", secret),
        ("OPENAI_BASE_URL", "http://user:\(secret)@host/v1?key=\(secret)"),
    ])
    func `a variable with a secret in the wrong place is not printed`(_ name: String, _ value: String) {
        let problems = ConfigurationUnderTest(environment: [name: value, "OPENAI_API_KEY": "x"]).problems
        #expect(!problems.isEmpty)
        #expect(!problems.joined().contains("s3cr3t"), "\(problems)")
    }

    @Test func `what is no secret is still shown`() {
        #expect(
            ConfigurationUnderTest("server: 8080").problems
                == ["gateway.yaml:1:9: \"server\" must be a group of settings, found \"8080\""])
        #expect(
            ConfigurationUnderTest("auth: { keys: [ x ] }").problems
                == ["gateway.yaml:1:17: \"auth.keys[0]\" must be a group of settings, found text"])
    }
}
