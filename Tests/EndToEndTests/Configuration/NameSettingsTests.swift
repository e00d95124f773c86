import Testing

@testable import llmgateway

/// Names that lead to nothing are told, since what they should bind is bound by nothing.
struct NameSettingsTests {
    private func warnings(_ yaml: String) throws -> [String] {
        try ConfigurationUnderTest(
            """
            providers: [ { id: openai, kind: openai, api_key: sk-0123456789abcdef } ]
            \(yaml)
            """
        ).load().warnings
    }

    private static let keys = """
        auth: { keys: [ { name: app, key: 0123456789abcdefg, team: red, tags: [demo] } ] }

        """

    @Test(arguments: [
        ("key", "web", "no key here is called \"web\": it counts for nobody until somebody is called so"),
        ("team", "blue", "no key here is of the team \"blue\": it counts for nobody until somebody is called so"),
        ("tag", "prod", "no key here has the tag \"prod\": it counts for nobody until somebody is called so"),
        ("provider", "opanai", "no provider is called \"opanai\": did you mean \"openai\"?"),
        ("model", "nobody/m", "\"nobody/m\" is of a provider that is not there"),
        ("model", "mock/neverheard", "nothing here knows the model \"mock/neverheard\""),
    ])
    func `a budget of nobody is told`(_ scope: String, _ name: String, _ said: String) throws {
        let yaml = Self.keys + "budgets: [ { scope: \(scope), name: \(name), usd: 1, per: day } ]"
        #expect(try warnings(yaml) == ["\"budgets[0]\": \(said)"])
    }

    @Test(arguments: [
        ("key", "app"), ("team", "red"), ("tag", "demo"), ("provider", "openai"), ("model", "mock/echo"),
        ("model", "openai/gpt-4o"), ("key", "shadow:smart"), ("key", "anonymous"),
    ])
    func `a budget of somebody is not`(_ scope: String, _ name: String) throws {
        let yaml = Self.keys + "budgets: [ { scope: \(scope), name: \"\(name)\", usd: 1, per: day } ]"
        #expect(try warnings(yaml) == [])
    }

    @Test func `who tokens may bring is nobody to warn of`() throws {
        let issuer = """
            auth:
              jwt:
                - { name: corp, issuer: https://id.example.com, audience: [llmgateway], jwks_url: "https://id.example.com/jwks", claims: { team: team } }

            """
        let yaml =
            issuer + """
                budgets:
                  - { scope: key, name: "corp:ann", usd: 1, per: day }
                  - { scope: team, name: blue, usd: 1, per: day }
                limits: { teams: [ { name: blue, concurrent: 1 } ] }
                """
        #expect(try warnings(yaml) == [])
    }

    @Test func `limits that fit nothing are told`() throws {
        let yaml =
            Self.keys + """
                limits:
                  teams: [ { name: blue, concurrent: 1 } ]
                  models: [ { model: opanai/*, concurrent: 1 }, { model: mock/neverheard, concurrent: 1 }, { model: "mock/*", concurrent: 1 } ]
                """
        #expect(
            try warnings(yaml) == [
                "\"limits.models[0]\": \"opanai/*\" fits no model that is here",
                "\"limits.models[1]\": \"mock/neverheard\" fits no model that is here",
                "\"limits.teams[0]\": no key here is of the team \"blue\": it counts for nobody until somebody is called so",
            ])
    }

    @Test func `a model that its own name hides is told`() throws {
        let told = try warnings("models: [ { name: mock/schema, targets: [ { model: mock/echo } ] } ]")
        #expect(told.count == 1 && told[0].contains("the model \"mock/schema\" cannot be reached"), "\(told)")
        #expect(try warnings("models: [ { name: team/schema, targets: [ { model: mock/echo } ] } ]") == [])
    }
}
