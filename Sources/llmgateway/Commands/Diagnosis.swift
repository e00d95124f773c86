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
        let entered = isRunning ? await enteredCredentials() : []
        var findings = keys(entered) + [fileLimit(), dataFolder(isRunning), await port(isRunning)]
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

    /// - Parameter entered: providers whose credential was entered at run time, as far as it is known.
    private func keys(_ entered: Set<String>) -> [Finding] {
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
            if entered.contains(provider.id) {
                return Finding(.good, "key of \(provider.id)", "was entered at run time")
            }
            let mode = configuration.snapshot.auth.mode
            if mode == .client || mode == .hybrid {
                return Finding(.good, "key of \(provider.id)", "comes from the callers")
            }
            guard configuration.secretKeys == nil else {
                return Finding(
                    .warning, "key of \(provider.id)", "is not in the configuration",
                    fix:
                        "Well, if it was entered at run time: GET /admin/api/credentials says so. Else: \(keyFix(provider))"
                )
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
            let parent = Self.nearest(folder)
            guard access(parent, W_OK | X_OK) == 0 else {
                return Finding(
                    .bad, "data folder", "\(folder) cannot be made: \(parent) cannot be written",
                    fix: "Give that to the gateway's user, or name another folder with `data_dir`.")
            }
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
        if let fault = DataFolder.databaseFault(in: folder) {
            return Finding(.bad, "data folder", fault.message)
        }
        if DataFolder.isHeld(folder), !isRunning {
            let install = configuration.install
            return Finding(
                .warning, "data folder",
                "a running gateway uses \(folder), and none answers on \(install.host):\(install.port)",
                fix:
                    "If it is yours, all is well: it listens elsewhere, as --port or another configuration said. A second one "
                    + "needs a folder of its own, with `data_dir`.")
        }
        return Finding(.good, "data folder", folder)
    }

    /// The nearest folder above one that is not there.
    private static func nearest(_ folder: String) -> String {
        var path = DataFolder.absolute(folder)
        var status = stat()
        while path != "/", stat(path, &status) != 0 {
            path = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "/"
        }
        return path
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
        (try? await client(install)?.whole(.get, "/livez"))?.0.status == 200
    }

    private func client(_ install: InstallSettings) -> GatewayClient? {
        let scheme = install.tls == nil ? "http" : "https"
        // The configured one and no other: it is sent the admin key.
        let address = "\(scheme)://\(ListeningAddress.authority(install.host, install.port))"
        guard let base = try? BaseURL(address).fitted(to: nil) else { return nil }
        var client = GatewayClient(base: base, idleTimeout: .seconds(2))
        client.caFile = install.tls?.certificate
        return client
    }

    /// Asked of the gateway that runs, with the admin key that is at hand; empty: nobody says.
    private func enteredCredentials() async -> Set<String> {
        let install = configuration.install
        guard var client = client(install),
            let key = configuration.snapshot.auth.adminKey
                ?? (try? DataFolder.readKey(DataFolder.adminKeyFile(in: install.dataFolder)))
        else { return [] }
        client.key = key
        guard let (head, body) = try? await client.whole(.get, "/admin/api/credentials"), head.status == 200,
            let list = try? JSONValue(parsing: body)["data"]?.array
        else { return [] }
        return Set(list.compactMap { $0["provider"]?.string })
    }
}
