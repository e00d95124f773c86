import Gateway
import Testing

/// Models that are named in the path of a request.
struct ModelPathTests {
    private static func provider(_ id: String, _ kind: ProviderKind) -> Provider {
        Provider(
            id: id, kind: kind, origin: Origin(isTLS: true, host: "\(id).example", port: 443), basePath: "",
            authorization: kind.authorization, credential: nil, endpoints: kind.endpoints)
    }

    private let snapshot = Snapshot(
        auth: .init(mode: .none, keys: []),
        providers: [provider("gemini", .gemini), provider("local", .openAICompatible)],
        catalog: .standard)

    private func names(_ model: String, _ patterns: [String]?) throws -> [String] {
        try Router().route(model, for: Principal(name: "app", models: patterns), in: snapshot).map(\.name)
    }

    @Test(arguments: [
        "gemini-2.5-flash/../gemini-3-pro", "gemini-2.5-flash/./x", "gemini-2.5-flash//x", "gemini-2.5-flash/",
        "models/..", "..", ".", "/gemini-2.5-flash", "models/",
    ])
    func `dots in a model's name led to a model the key may not use`(_ model: String) throws {
        for patterns in [["gemini/gemini-2.5-flash*"], nil] {
            let error = #expect(throws: GatewayError.self) { try names("gemini/" + model, patterns) }
            #expect(error.map { $0.status == 404 || $0.status == 403 } == true)
        }
        let error = #expect(throws: GatewayError.self) { try names("gemini/" + model, nil) }
        #expect(error?.code == .modelNotFound)
    }

    @Test(arguments: ["models/gemini-2.5-flash", "gemini/models/gemini-2.5-flash", "gemini/gemini-2.5-flash"])
    func `a Gemini model with models before it had another path, price and pattern`(_ name: String) throws {
        #expect(try names(name, nil) == ["gemini/gemini-2.5-flash"])
        #expect(try names(name, ["gemini/gemini-2.5-flash*"]) == ["gemini/gemini-2.5-flash"])
        #expect(throws: GatewayError.self) { try names(name, ["gemini/gemini-3*"]) }
    }

    @Test(arguments: ["/data/models/tiny", "./tiny.gguf", "models/tiny"])
    func `a model that is named in the body may be called anything`(_ model: String) throws {
        #expect(try names("local/" + model, ["local/*"]) == ["local/" + model])
    }
}
