import Testing

@testable import Gateway

/// Services behind OpenAI-compatible addresses, each a value.
struct CompatibleServiceTests {
    @Test(
        arguments: [
            ("api.sambanova.ai", "sambanova", "DeepSeek-R1", 5_000_000_000_000), ("api.groq.com", "groq", nil, 0),
            ("API.X.AI", "xai", nil, 0),
        ] as [(String, String, String?, Int128)])
    func `a host has its section, with prices`(host: String, name: String, model: String?, input: Int128) {
        #expect(CompatibleService.at(host)?.name == name)
        #expect(ModelCatalog.standard.models(of: name).isEmpty == false)
        guard let model else { return }
        let row = ModelCatalog.standard.facts(kind: name, model: model)?.price
        #expect(row?.classes.input?.attoUSD == input)
    }

    @Test(arguments: ["notgroq.com", "groq.com.evil.example", "sambanova.ai.example", ""])
    func `a host that only looks like one has none`(host: String) {
        #expect(CompatibleService.at(host) == nil)
    }

    @Test func `each service has a section of the catalogue`() {
        for service in CompatibleService.all {
            #expect(ModelCatalog.standard.kinds.contains(service.name), "\(service.name)")
        }
    }
}
