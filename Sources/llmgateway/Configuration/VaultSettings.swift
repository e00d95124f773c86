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
        // A loop of its own, which ends when the secrets have been read.
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let found: [String: [String: Secret]]
        do {
            found = try await members(of: Set(references.map(\.path)), environment: environment, on: group.next())
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
        try await group.shutdownGracefully()
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

    private func members(
        of paths: Set<String>, environment: [String: String], on loop: any EventLoop
    ) async throws -> [String: [String: Secret]] {
        let link = CommandLink(loop: loop)
        let transport = TransportConfiguration(environment: environment, caFile: caFile)
        let upstream = try NetworkUpstream(group: loop, configuration: transport)
        defer { upstream.shutDown() }
        return try await withTaskExecutorPreference(LoopExecutor(loop)) {
            try await reader.read(paths, through: upstream, caller: link)
        }
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
