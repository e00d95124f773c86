import Drivers
import Foundation
import Gateway
import NIOCore
import NIOPosix
import Server

/// Where Vault is and how it is asked, from the configuration.
struct VaultSettings: Sendable {
    let reader: VaultReader
    let caFile: String?

    /// nil: no address is set.
    init?(_ group: Settled?) {
        guard let address = group?["address"]?.text, let base = try? BaseURL(address) else { return nil }
        let scheme = base.origin.isTLS ? "https" : "http"
        let login: VaultReader.Login
        if let token = group?["token"]?.secret {
            login = .token(token)
        } else if let file = group?["token_file"]?.text {
            login = .file(file)
        } else if let role = group?["kubernetes_role"]?.text {
            login = .kubernetes(
                role: role, mount: group?["kubernetes_mount"]?.text ?? "kubernetes",
                tokenFile: VaultReader.serviceAccountFile)
        } else {
            return nil
        }
        reader = VaultReader(
            address: "\(scheme)://\(base.origin.authority)\(base.path)", login: login,
            namespace: group?["namespace"]?.text)
        caFile = group?["ca_file"]?.text
    }

    /// What the references stand for.
    func read(
        _ references: Set<VaultReference>, environment: [String: String]
    ) async throws -> [VaultReference: Secret] {
        let link = CommandLink(loop: MultiThreadedEventLoopGroup.singleton.next())
        let transport = TransportConfiguration(environment: environment, caFile: caFile)
        let upstream = try NetworkUpstream(group: link.loop, configuration: transport)
        defer { upstream.shutDown() }
        let found = try await withTaskExecutorPreference(LoopExecutor(link.loop)) {
            try await reader.read(Set(references.map(\.path)), through: upstream, caller: link)
        }
        var secrets: [VaultReference: Secret] = [:]
        for reference in references {
            guard let secret = found[reference.path]?[reference.name] else {
                throw VaultReader.Failure(
                    reason: "Vault's secret \"\(reference.path)\" has no text called \"\(reference.name)\"")
            }
            secrets[reference] = secret
        }
        return secrets
    }
}

extension ConfigurationLoader {
    /// As `load`, with the secrets that stand in Vault.
    func loadResolved() async throws(ConfigurationFailure) -> Configuration {
        let draft = try load()
        guard let (_, origin) = draft.vaultReferences.first else { return draft }
        guard let vault = VaultSettings(draft.settled["vault"]) else {
            throw ConfigurationFailure(problems: [
                ConfigurationProblem(
                    origin: origin,
                    message:
                        "a secret stands in Vault, and \"vault\" has no \"address\", or no \"token\", \"token_file\" or "
                        + "\"kubernetes_role\"")
            ])
        }
        var resolved = self
        do {
            resolved.vaultSecrets = try await vault.read(
                Set(draft.vaultReferences.keys), environment: environment)
        } catch {
            let reason = (error as? VaultReader.Failure)?.reason ?? "\(error)"
            throw ConfigurationFailure(problems: [ConfigurationProblem(origin: origin, message: reason)])
        }
        return try resolved.load()
    }
}
