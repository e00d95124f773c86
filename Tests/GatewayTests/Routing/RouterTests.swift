import Gateway
import Testing

struct RouterTests {
    private static func provider(_ id: String, _ kind: ProviderKind, models: [String] = []) -> Provider {
        Provider(
            id: id, kind: kind, transport: kind.transport,
            origin: Origin(isTLS: true, host: "\(id).example", port: 443), basePath: "",
            authorization: kind.authorization,
            credential: nil, endpoints: kind.endpoints, models: models)
    }

    private let snapshot = Snapshot(
        auth: .init(mode: .none, keys: []),
        providers: [
            provider("openai", .openAI), provider("local", .openAICompatible, models: ["meta-llama/tiny"]),
        ],
        models: [
            ConfiguredModel(
                name: "smart", policy: .roundRobin,
                targets: [.init(provider: "openai", model: "a"), .init(provider: "local", model: "b")])
        ],
        catalog: ModelCatalog([ModelFacts(kind: "openai", id: "gpt-4o")]))

    private func names(_ model: String, _ patterns: [String]? = nil, _ router: Router = Router()) throws -> [String] {
        try router.route(model, for: Principal(name: "app", models: patterns), in: snapshot).map(\.name)
    }

    @Test func `a name is split at the first slash, listed or not`() throws {
        #expect(try names("openai/any/thing") == ["openai/any/thing"])
    }

    @Test func `a bare name may hold a slash of its own`() throws {
        #expect(try names("meta-llama/tiny") == ["local/meta-llama/tiny"])
    }

    @Test func `catalogue names are known bare, dated ones too`() throws {
        #expect(try names("gpt-4o") == ["openai/gpt-4o"])
        #expect(try names("gpt-4o-2024-08-06") == ["openai/gpt-4o-2024-08-06"])
    }

    @Test func `a name asked for again goes where it went, and one that nobody has is still nobody's`() throws {
        for _ in 0..<3 {
            #expect(try names("gpt-4o-2024-08-06") == ["openai/gpt-4o-2024-08-06"])
            #expect(try names("meta-llama/tiny") == ["local/meta-llama/tiny"])
            #expect(throws: GatewayError.self) { try names("gpt-4o-tiny") }
        }
        // More names than are remembered.
        for day in 0..<1_100 { _ = try? names("gpt-4o-2024-\(day)") }
        #expect(try names("gpt-4o") == ["openai/gpt-4o"])
    }

    @Test(arguments: [
        ("openai", #""openai" is a provider: name a model of it too, as in "openai/gpt-4o""#),
        ("openai/", #""openai" is a provider"#), ("tiny", #"Did you mean "local/meta-llama/tiny"?"#),
        ("nobody-here/x", "no provider. Providers here: openai, local."),
    ])
    func `what is near, or what there is, stands in the hint`(_ name: String, _ hint: String) {
        let error = #expect(throws: GatewayError.self) { try names(name) }
        #expect(error?.hint?.contains(hint) == true, "\(error?.hint ?? "none")")
    }

    @Test func `round robin takes turns and keeps the others behind`() throws {
        let router = Router()
        #expect(try names("smart", nil, router) == ["openai/a", "local/b"])
        #expect(try names("smart", nil, router) == ["local/b", "openai/a"])
        #expect(try names("smart", nil, router) == ["openai/a", "local/b"])
    }

    @Test func `asking whether a model is known takes no turn`() throws {
        let router = Router()
        for _ in 0..<3 { try router.check("smart", for: Principal(name: "app"), in: snapshot) }
        #expect(try names("smart", nil, router) == ["openai/a", "local/b"])
        #expect(throws: GatewayError.self) { try router.check("gpt-5", for: Principal(name: "app"), in: snapshot) }
    }

    @Test func `the list holds what providers offer for chat, as the key may use it`() throws {
        let snapshot = Snapshot(
            auth: .init(mode: .none, keys: []), providers: [Self.provider("openai", .openAI)], catalog: .standard)
        let names = ModelList.names(for: Principal(name: "app", models: ["openai/gpt-4*"]), in: snapshot)
        #expect(names.contains("openai/gpt-4o"))
        #expect(names.allSatisfy { $0.hasPrefix("openai/gpt-4") })
        // No chat, and no longer offered.
        #expect(!names.contains("openai/gpt-4o-mini-tts") && !names.contains("openai/gpt-4-vision-preview"))
    }

    @Test func `a key's patterns fit the name or what it stands for`() throws {
        #expect(try names("gpt-4o", ["openai/*"]) == ["openai/gpt-4o"])
        #expect(throws: GatewayError.self) { try names("smart", ["openai/*"]) }
        #expect(throws: GatewayError.self) { try names("openai/gpt-4o", ["smart"]) }
    }

    @Test func `an unknown name lists the nearest ones`() throws {
        let error = try #require(throws: GatewayError.self) { try names("gpt-4p") }
        #expect(error.code == .modelNotFound)
        #expect(error.hint?.contains("\"openai/gpt-4o\"") == true)
    }

    @Test func `a mistyped provider was hinted at by models`() throws {
        let error = try #require(throws: GatewayError.self) { try names("opnai/gpt-4o") }
        #expect(error.hint?.contains("\"openai/gpt-4o\"") == true)
    }

    @Test func `in hybrid mode any made-up key opened the mock`() throws {
        let mock = Snapshot(auth: .init(mode: .hybrid, keys: []), providers: [Self.provider("mock", .mock)])
        let stranger = Principal(name: "client", ownCredential: Secret("made-up"))
        let error = try #require(throws: GatewayError.self) {
            try Router().route("mock/echo", for: stranger, in: mock)
        }
        #expect(error.code == .invalidAPIKey)
        #expect(try Router().route("mock/echo", for: Principal(name: "app"), in: mock).count == 1)
    }

    @Test func `a provider that is not configured is named, with the variable that adds it`() throws {
        let error = try #require(throws: GatewayError.self) { try names("anthropic/claude-sonnet-4-5") }
        #expect(error.code == .modelNotFound)
        #expect(error.message == "No provider `anthropic` is configured.")
        #expect(error.hint?.contains("ANTHROPIC_API_KEY") == true)
        #expect(error.hint?.contains("Providers here: openai, local.") == true)
        let held = try #require(throws: GatewayError.self) { try names("anthropic/x", ["smart"]) }
        #expect(held.hint?.contains("local") == false)
    }

    @Test func `a model that the mock does not have is unknown when asked for`() throws {
        let snapshot = Snapshot(
            auth: .init(mode: .none, keys: []),
            providers: [
                Provider(
                    id: "mock", kind: .mock, transport: .mock, origin: Origin(isTLS: false, host: "m", port: 80),
                    basePath: "", authorization: .none, credential: nil, endpoints: ProviderKind.mock.endpoints)
            ])
        let app = Principal(name: "app")
        try Router().check("mock/echo", for: app, in: snapshot)
        try Router().check("mock/error-429", for: app, in: snapshot)
        #expect(throws: GatewayError.self) { try Router().check("mock/nope", for: app, in: snapshot) }
    }
}
