package import Gateway
import NIOCore
import Wire

/// Reads secrets from HashiCorp Vault's key-value engine, version 2.
package struct VaultReader: Sendable {
    /// How it shows that it may.
    package enum Login: Sendable {
        case token(Secret)
        /// A file that holds the token.
        case file(String)
        /// The pod's service account, under a role.
        case kubernetes(role: String, mount: String, tokenFile: String)
    }

    /// What went wrong, in words that hold no secret.
    package struct Failure: Error, Equatable {
        package var reason: String

        package init(reason: String) { self.reason = reason }
    }

    /// Where the service account's token lies in a pod.
    package static let serviceAccountFile = "/var/run/secrets/kubernetes.io/serviceaccount/token"

    private let address: String
    private let login: Login
    private let namespace: String?

    /// - Parameter address: `https://…`, without a slash at its end.
    package init(address: String, login: Login, namespace: String? = nil) {
        self.address = address
        self.login = login
        self.namespace = namespace
    }

    /// The members of the secrets at these paths, each read once.
    /// - Parameter paths: behind `/v1/`, such as `secret/data/openai`.
    package func read(
        _ paths: Set<String>, through upstream: any Upstream, caller: any CallerLink
    ) async throws(Failure) -> [String: [String: Secret]] {
        let service = TokenService(upstream: upstream, caller: caller, now: { 0 })
        let token = try await token(service)
        var found: [String: [String: Secret]] = [:]
        for path in paths.sorted() {
            let answer = try await send(service, .get, path, token: token)
            switch answer.status {
            case 200: break
            case 403: throw Failure(reason: "Vault's token may not read \"\(path)\"")
            case 404: throw Failure(reason: "Vault has nothing at \"\(path)\"")
            case 503: throw Failure(reason: "Vault is sealed, or not ready")
            default: throw Failure(reason: "Vault answered \(answer.status) for \"\(path)\"")
            }
            guard let members = answer.json?["data"]?["data"]?.object else {
                throw Failure(reason: "\"\(path)\" is no secret of the key-value engine, version 2")
            }
            var secrets: [String: Secret] = [:]
            for (name, value) in members { secrets[name] = value.string.map { Secret($0) } }
            found[path] = secrets
        }
        return found
    }

    private func token(_ service: TokenService) async throws(Failure) -> Secret {
        switch login {
        case .token(let token): return token
        case .file(let path): return try await file(path, "Vault's token")
        case .kubernetes(let role, let mount, let path):
            let account = try await file(path, "the service account's token")
            let body: JSONValue = ["role": .string(role), "jwt": .string(account.reveal())]
            let answer = try await send(service, .post, "auth/\(mount)/login", body: body.text)
            guard answer.status == 200, let token = answer.json?["auth"]?["client_token"]?.string, !token.isEmpty else {
                throw Failure(reason: "Vault let nobody in under the role \"\(role)\": it answered \(answer.status)")
            }
            return Secret(token)
        }
    }

    private func file(_ path: String, _ what: String) async throws(Failure) -> Secret {
        guard let text = await CredentialFile.read(path)?.trimmedText, !text.isEmpty else {
            throw Failure(reason: "\(what) cannot be read from \(path)")
        }
        return Secret(text)
    }

    private func send(
        _ service: TokenService, _ method: HTTPMethod, _ path: String, token: Secret? = nil, body: String = ""
    ) async throws(Failure) -> TokenService.Answer {
        guard let place = ServiceAddress("\(address)/v1/\(path)") else {
            throw Failure(reason: "\"\(address)\" is no address of Vault")
        }
        var fields: [(String, String)] = [("x-vault-request", "true")]
        if let token { fields.append(("x-vault-token", token.reveal())) }
        if let namespace { fields.append(("x-vault-namespace", namespace)) }
        if !body.isEmpty { fields.append(("content-type", "application/json")) }
        do throws(GatewayError) {
            return try await service.send(method, place, fields: fields, body: body)
        } catch {
            throw Failure(reason: "Vault at \(address) cannot be reached: \(error.cause ?? error.message)")
        }
    }
}
