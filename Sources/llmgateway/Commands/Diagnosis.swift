import Foundation
import Gateway
import NIOCore
import NIOPosix
import Wire

/// What `doctor` looks at on this machine and on the way to the providers.
struct Diagnosis: Sendable {
    let configuration: Configuration

    func findings() async -> [Finding] {
        let isRunning = await isGateway(configuration.install)
        var findings = keys() + [fileLimit(), dataFolder(isRunning), await port(isRunning)]
        let providers = configuration.snapshot.providers.filter { $0.transport == .network }
        let reached = await withTaskGroup(of: (Int, [Finding]).self) { group in
            for (index, provider) in providers.enumerated() {
                group.addTask { (index, await reach(provider)) }
            }
            var all: [(Int, [Finding])] = []
            for await finding in group { all.append(finding) }
            return all.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
        findings += reached
        // One clock that agrees is enough to know.
        let agreeing = findings.indices.filter { findings[$0].subject == "clock" && findings[$0].state == .good }
        for index in agreeing.dropFirst().reversed() { findings.remove(at: index) }
        return findings
    }

    private func keys() -> [Finding] {
        let providers = configuration.snapshot.providers.filter { $0.transport == .network }
        guard !providers.isEmpty else {
            return [
                Finding(
                    .warning, "providers", "none but the mock",
                    fix: "Set OPENAI_API_KEY, ANTHROPIC_API_KEY or GEMINI_API_KEY, or name one under `providers`.")
            ]
        }
        return providers.map { provider in
            if provider.credential == nil, provider.authorizer != nil {
                return Finding(.good, "key of \(provider.id)", "is fetched or signed when it is called")
            }
            if provider.credential != nil || !provider.kind.needsKey {
                return Finding(.good, "key of \(provider.id)", provider.credential == nil ? "needs none" : "is there")
            }
            let mode = configuration.snapshot.auth.mode
            if mode == .client || mode == .hybrid {
                return Finding(.good, "key of \(provider.id)", "comes from the callers")
            }
            return Finding(.warning, "key of \(provider.id)", "is missing", fix: keyFix(provider))
        }
    }

    /// The variable counts only for a provider without an address of its own.
    private func keyFix(_ provider: Provider) -> String {
        let item = (configuration.settled["providers"]?.items ?? []).first { $0["id"]?.text == provider.id }
        guard item?["base_url"] == nil, let variable = provider.kind.keyVariables.first else {
            return "Set `api_key` of the provider in the configuration."
        }
        return "Set \(variable), or `api_key` of the provider in the configuration."
    }

    private func fileLimit() -> Finding {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return Finding(.warning, "open files", "the limit cannot be read")
        }
        if limit.rlim_cur >= 4_096 { return Finding(.good, "open files", "up to \(limit.rlim_cur)") }
        return Finding(
            .warning, "open files", "only \(limit.rlim_cur); a call under way takes two",
            fix: "Raise it: `ulimit -n 65536`, or LimitNOFILE=65536 in the service's unit.")
    }

    /// - Parameter isRunning: whether a gateway answers on the configured port.
    private func dataFolder(_ isRunning: Bool) -> Finding {
        let folder = configuration.install.dataFolder
        var status = stat()
        guard stat(folder, &status) == 0 else {
            return Finding(.good, "data folder", "\(folder) will be made at the first start")
        }
        guard status.st_mode & S_IFMT == S_IFDIR, access(folder, W_OK | X_OK) == 0 else {
            return Finding(
                .bad, "data folder", "\(folder) cannot be written",
                fix: "Give it to the gateway's user, or name another with `data_dir`.")
        }
        if status.st_mode & 0o077 != 0 {
            return Finding(
                .warning, "data folder", "others may look into \(folder)", fix: "Run `chmod 700 \(folder)`.")
        }
        if DataFolder.isHeld(folder), !isRunning {
            return Finding(
                .warning, "data folder", "another gateway is using \(folder)",
                fix: "Stop it, or give this one a folder of its own with `data_dir`.")
        }
        return Finding(.good, "data folder", folder)
    }

    private func port(_ isRunning: Bool) async -> Finding {
        let install = configuration.install
        do {
            let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: install.host, port: install.port).get()
            try await channel.close()
            return Finding(.good, "port", "\(install.host):\(install.port) is free")
        } catch {
            if isRunning {
                return Finding(.good, "port", "a gateway answers on \(install.host):\(install.port)")
            }
            let reason = ListenFailure.reason(
                error, host: install.host, port: install.port, settings: "--port or `server.port`")
            return Finding(.bad, "port", reason)
        }
    }

    private func isGateway(_ install: InstallSettings) async -> Bool {
        let scheme = install.tls == nil ? "http" : "https"
        let authority = ListeningAddress.authority(install.host, install.port)
        guard let base = try? BaseURL("\(scheme)://\(authority)") else { return false }
        var client = GatewayClient(base: base, idleTimeout: .seconds(2))
        client.caFile = install.tls?.certificate
        return (try? await client.whole(.get, "/livez"))?.0.status == 200
    }
}
