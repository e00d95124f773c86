import Foundation
import Gateway
import GatewayTesting
import Testing
import Wire

@testable import llmgateway

/// The settings of who may call, and of secrets that stand elsewhere.
struct IdentitySettingsTests {
    private static let issuer = """
        name: corp, issuer: "https://id.example.com", audience: [gateway], jwks_url: "https://id.example.com/keys"
        """

    private func problems(_ yaml: String) -> String { ConfigurationUnderTest(yaml).problems.joined(separator: "\n") }

    @Test func `an issuer is read, and without one there are no tokens`() throws {
        #expect(try ConfigurationUnderTest().load().snapshot.auth.tokens == nil)
        let yaml = "auth: { jwt: [ { \(Self.issuer), algorithms: [ES256], claims: { team: org.team }, leeway: 10s } ] }"
        #expect(problems(yaml).isEmpty)
        #expect(try ConfigurationUnderTest(yaml).load().snapshot.auth.tokens != nil)
    }

    @Test(arguments: [
        ("\(issuer), jwks_file: keys.json", "only one of them"),
        ("name: corp, issuer: i, audience: [g]", "needs \"jwks_url\" or \"jwks_file\""),
        ("name: \"a:b\", issuer: i, audience: [g], jwks_file: k", "must have no colon"),
        ("name: a, issuer: i, audience: [], jwks_file: k", "must name at least one"),
        ("name: a, issuer: i, audience: [g], jwks_url: \"http://id.example.com/k\"", "must start with https://"),
        ("\(issuer), algorithms: [HS256]", "one of RS256"), ("\(issuer), algorithms: [none]", "one of RS256"),
        ("\(issuer), algorithms: []", "must name at least one"), ("\(issuer), leeway: 6m", "at most 5m"),
    ])
    func `what would be unsafe or unclear is refused`(_ issuer: String, _ said: String) {
        #expect(
            problems("auth: { jwt: [ { \(issuer) } ] }").contains(said),
            "\(problems("auth: { jwt: [ { \(issuer) } ] }"))")
    }

    @Test func `issuers and keys do not share names`() {
        let twice = problems("auth: { jwt: [ { \(Self.issuer) }, { \(Self.issuer) } ] }")
        #expect(twice.contains("another issuer is called \"corp\"") && twice.contains("is there already"))
        let key = #"keys: [ { name: "corp:alice", key: "sk-0123456789abcdef" } ]"#
        #expect(
            problems("auth: { \(key), jwt: [ { \(Self.issuer) } ] }").contains("is called as this issuer's callers are")
        )
    }

    @Test func `the admin key, the pepper and the key of secrets have their forms`() throws {
        #expect(problems("auth: { admin_key: short }").contains("at least 16 printable"))
        let same = #"auth: { admin_key: "sk-0123456789abcdef", keys: [ { name: a, key: "sk-0123456789abcdef" } ] }"#
        #expect(problems(same).contains("the same as one of"))
        #expect(problems("auth: { pepper: abc }").contains("32 bytes in base64"))
        #expect(problems("secrets: { key: abc }").contains("32 bytes in base64"))
        #expect(problems("secrets: { former_keys: [abc] }").contains("needs \"secrets.key\""))
        let key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
        let both = try ConfigurationUnderTest("auth: { pepper: \"\(key)\" }\nsecrets: { key: \"\(key)\" }").load()
        #expect(both.pepper != nil && both.secretKeys != nil)
    }

    @Test func `a secret in Vault has a form, and needs to know where Vault is`() async throws {
        #expect(VaultReference("vault:secret/data/openai#api_key") == VaultReference("vault:secret/openai#api_key"))
        for text in [
            "vault:", "vault:secret#a", "vault:secret/../x#a", "vault:secret/data/x", "vault:a//b#c", "vault:a/b?x#c",
        ] {
            #expect(VaultReference(text) == nil, "\(text)")
        }
        let providers = #"providers: [ { id: a, kind: openai, api_key: "vault:secret/data/a#k" } ]"#
        #expect(problems(providers.replacing("#k", with: "")).contains("must be of the form vault:"))
        #expect(problems(providers).isEmpty)
        #expect(problems(#"vault: { token: "vault:a/b#c" }"#).contains("cannot itself stand in Vault"))
        do throws(ConfigurationFailure) {
            _ = try await ConfigurationUnderTest(providers).loader.loadResolved()
            Issue.record("it was loaded")
        } catch {
            #expect(error.description.contains("gateway.yaml:1:") && error.description.contains("\"vault\" has no"))
        }
    }

    @Test func `secrets are read from Vault at the start`() async throws {
        let found = #"{"data":{"data":{"k":"sk-from-vault-0123456789"}}}"#
        let vault = try await SocketUpstream.start([.request, .send(UpstreamText.answer(found))])
        let yaml = """
            vault: { address: "http://127.0.0.1:\(vault.port)", token: "hvs.test" }
            providers: [ { id: a, kind: openai, api_key: "vault:secret/data/a#k" } ]
            """
        let configuration = try await ConfigurationUnderTest(yaml).loader.loadResolved()
        #expect(configuration.snapshot.providersByID["a"]?.credential?.reveal() == "sk-from-vault-0123456789")
        #expect(configuration.vaultReferences.isEmpty)
        let asked = await vault.connection(0)?.requests.first
        #expect(asked?.head.target == "/v1/secret/data/a" && asked?.head.fields.first("x-vault-token") == "hvs.test")
    }

    @Test func `what only its owner may read is refused when others may`() throws {
        let temporary = try TemporaryFolder()
        let folder = try DataFolder.open(temporary.path)
        let made = try folder.adminKey()
        #expect(made.isNew && KeyFormat.isWellFormed(made.key))
        #expect(try !folder.adminKey().isNew)
        let first = try folder.pepper()
        #expect(first.isNew)
        let second = try folder.pepper()
        #expect(!second.isNew)
        #expect(first.pepper.digest(of: made.key) == second.pepper.digest(of: made.key))
        for name in ["admin-key", "pepper"] {
            let path = "\(folder.path)/\(name)"
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
            #expect(mode?.intValue == 0o600)
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        }
        #expect(throws: DataFolder.Failure.exposed(path: "\(folder.path)/admin-key")) { _ = try folder.adminKey() }
        #expect(throws: DataFolder.Failure.exposed(path: "\(folder.path)/pepper")) { _ = try folder.pepper() }
    }
}
