import Gateway
import NIOCore
import Testing
import Wire

@testable import llmgateway

/// `config print` and `config schema`.
struct ConfigurationPrintTests {
    private static let secrets = ["sk-provider-secret-1", "sk-gateway-secret-22", "header-secret-333"]
    private static let yaml = """
        auth: { keys: [ { name: app, key: "\(secrets[1])", models: ["openai/*"] } ] }
        providers:
          - { id: openai, kind: openai, api_key: "\(secrets[0])", headers: { x-team: "\(secrets[2])" } }
        prices: [ { model: mock/echo, request_usd: "0.050" } ]
        """

    @Test func `no secret is printed, in YAML or in JSON`() throws {
        let settled = try ConfigurationUnderTest(Self.yaml).load().settled
        for printed in [ConfigurationPrint.yaml(settled), ConfigurationPrint.json(settled)] {
            for secret in Self.secrets { #expect(!printed.contains(secret)) }
            #expect(printed.contains("***"))
            #expect(printed.contains("app"))
            #expect(printed.contains("0.050"))
        }
    }

    @Test func `what is printed can be read again`() throws {
        let settled = try ConfigurationUnderTest(Self.yaml).load().settled
        let printed = ConfigurationPrint.yaml(settled)
            .replacing("key: \"***\"", with: "key: \"sk-0123456789abcdef\"")
        #expect(ConfigurationUnderTest(printed).problems == [])
        let json = try JSONDocument(validating: .init(string: ConfigurationPrint.json(settled))).root
        #expect(json["server"]?["port"]?.int == 8_080)
        #expect(json["providers"]?[0]?["api_key"]?.string == "***")
    }

    @Test func `a configuration and its parts do not show their secrets in messages`() throws {
        let configuration = try ConfigurationUnderTest(Self.yaml).load()
        for shown in ["\(configuration)", "\(configuration.snapshot.auth)", String(reflecting: configuration)] {
            #expect(!shown.contains(Self.secrets[0]))
            #expect(!shown.contains(Self.secrets[1]))
        }
    }

    @Test func `every setting of the table stands in the schema, and nothing else`() throws {
        let schema = try JSONDocument(validating: .init(string: SettingsSchema.json())).root
        #expect(schema["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
        Self.expect(schema, SettingsTable.root, "")
    }

    private static func expect(_ schema: JSONView, _ settings: [Setting], _ path: String) {
        #expect(schema["additionalProperties"]?.bool == false, "\(path)")
        let supported = settings.filter { if case .later = $0.type { false } else { true } }
        let names = schema["properties"]?.members.map { $0.key } ?? []
        #expect(names == supported.map(\.name), "\(path)")
        for setting in supported {
            guard let inner = schema["properties"]?[named: setting.name] else { continue }
            #expect(inner["description"]?.string == setting.about)
            switch setting.type {
            case .group(let settings): expect(inner, settings, path + setting.name + ".")
            case .list(.group(let settings)):
                if let items = inner["items"] { expect(items, settings, path + setting.name + "[].") }
            default: break
            }
        }
    }
}
