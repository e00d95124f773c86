import Foundation
import Gateway
import GatewayTesting
import Testing
import Wire

@testable import Drivers

/// Secrets out of Vault, against what its API says (developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2).
@Suite struct `Secrets in Vault` {
    private static let found =
        #"{"request_id":"r","data":{"data":{"api_key":"sk-vault","port":7},"metadata":{"version":2}},"auth":null}"#

    private func read(
        _ login: VaultReader.Login, namespace: String? = nil, paths: Set<String> = ["secret/data/openai"],
        _ upstream: ServiceUpstream
    ) async -> String {
        do throws(VaultReader.Failure) {
            let reader = VaultReader(address: "https://vault.example.com:8200", login: login, namespace: namespace)
            let found = try await reader.read(paths, through: upstream, caller: TestCaller())
            return found.sorted { $0.key < $1.key }.map { path, members in
                "\(path): " + members.map { "\($0.key)=\($0.value.reveal())" }.sorted().joined(separator: ",")
            }.joined(separator: "; ")
        } catch {
            return error.reason
        }
    }

    @Test func `a token reads them, each path once`() async {
        let upstream = ServiceUpstream { _ in (200, Self.found) }
        let said = await read(
            .token(Secret("hvs.t")), namespace: "team", paths: ["secret/data/openai", "kv/data/b"], upstream)
        #expect(said == "kv/data/b: api_key=sk-vault; secret/data/openai: api_key=sk-vault")
        #expect(upstream.requests.map(\.path) == ["/v1/kv/data/b", "/v1/secret/data/openai"])
        let request = upstream.requests.first
        #expect(request?.origin.host == "vault.example.com" && request?.origin.port == 8_200)
        #expect(request?.fields.first("x-vault-token") == "hvs.t")
        #expect(request?.fields.first("x-vault-namespace") == "team")
    }

    @Test func `a file has the token, or a pod's account is exchanged for one`() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("token-\(UUID().uuidString)").path
        try "tok\n".write(toFile: file, atomically: true, encoding: .utf8)
        let upstream = ServiceUpstream { request in
            request.path == "/v1/auth/k8s/login" ? (200, #"{"auth":{"client_token":"hvs.lent"}}"#) : (200, Self.found)
        }
        #expect(await read(.file(file), upstream).contains("sk-vault"))
        #expect(upstream.requests.first?.fields.first("x-vault-token") == "tok")
        let login = VaultReader.Login.kubernetes(role: "gateway", mount: "k8s", tokenFile: file)
        #expect(await read(login, upstream).contains("sk-vault"))
        #expect(upstream.requests[1].text == #"{"role":"gateway","jwt":"tok"}"#)
        #expect(upstream.requests[2].fields.first("x-vault-token") == "hvs.lent")
    }

    @Test(arguments: [
        (403, #"{"errors":["permission denied"]}"#, "may not read \"secret/data/openai\""),
        (404, "{}", "has nothing at"),
        (503, "{}", "is sealed"), (500, "", "answered 500"), (200, #"{"data":{"api_key":"v1 engine"}}"#, "version 2"),
        (200, "<html>", "version 2"),
    ])
    func `what goes wrong is said, without a secret`(_ status: Int, _ body: String, _ reason: String) async {
        let said = await read(.token(Secret("hvs.canary")), ServiceUpstream { _ in (status, body) })
        #expect(said.contains(reason), "\(said)")
        #expect(!said.contains("canary") && !said.contains("v1 engine"))
    }

    @Test func `nobody there, no file, nobody let in`() async {
        #expect(await read(.token(Secret("t")), ServiceUpstream { _ in nil }).contains("cannot be reached"))
        #expect(await read(.file("/nowhere"), ServiceUpstream { _ in nil }).contains("cannot be read from /nowhere"))
        let login = VaultReader.Login.kubernetes(role: "r", mount: "k", tokenFile: "/proc/self/cmdline")
        #expect(await read(login, ServiceUpstream { _ in (403, "{}") }).contains("let nobody in under the role \"r\""))
    }
}
