import Gateway
import NIOCore
import Wire

/// Turns checked settings into a snapshot, and notes what the table alone cannot see.
struct ConfigurationBuilder {
    let settled: Settled
    let environment: [String: String]
    /// Files that settings name and the snapshot is made from.
    let sources: ConfigurationFiles
    var problems: [ConfigurationProblem] = []
    var warnings: [String] = []
    /// Warnings of somebody that is not in the configuration, and who that is.
    var nobodies: [String: BudgetScope] = [:]
    /// What the check of the table has found wrong; the settings lack it.
    private let found: [ConfigurationProblem]

    init(
        settled: Settled, environment: [String: String], sources: ConfigurationFiles,
        besides found: [ConfigurationProblem] = []
    ) {
        self.found = found
        self.settled = settled
        self.environment = environment
        self.sources = sources
    }

    /// Whether anything under this path was found wrong by the table.
    func isWrong(_ path: String) -> Bool { found.contains { $0.message.contains("\"\(path)") } }

    mutating func note(_ origin: SettingOrigin, _ message: String) {
        problems.append(ConfigurationProblem(origin: origin, message: message))
    }

    mutating func build(file: String?) -> Configuration {
        let found = FoundProvider.all(in: environment)
        let providers = self.providers(found)
        let auth = self.auth()
        let install = self.install(auth)
        let (pepper, secretKeys) = (self.pepper(), self.secretKeys())
        let catalog = ModelCatalog.standard
        checkShadowNames()
        let models = self.models(providers)
        let book = PriceBook(
            configured: prices(providers, catalog), list: priceList(providers, catalog), catalog: catalog,
            version: ModelCatalog.date)
        let snapshot = Snapshot(
            auth: auth, providers: providers, models: models, limits: limits(), timeouts: timeouts(),
            media: media(), answers: answers(), files: files(), batches: batches(),
            prices: book, budgets: budgets(), spending: spending(), catalog: catalog, resilience: resilience(),
            experiments: experiments(on: models, providers), shadowing: shadowing(),
            routing: routing(models, providers), vocabularies: vocabularies(providers))
        warnOfUnmatched(snapshot)
        warnOfUnpriced(snapshot)
        return Configuration(
            snapshot: snapshot, install: install, pepper: pepper, secretKeys: secretKeys, settled: settled, file: file,
            found: found, warnings: warnings, nobodies: nobodies, read: sources.read)
    }

    private mutating func auth() -> Snapshot.Auth {
        let mode = settled["auth"]?["mode"]?.text.flatMap(Snapshot.Auth.Mode.init(rawValue:)) ?? .gateway
        var keys: [Snapshot.GatewayKey] = []
        for (index, item) in (settled["auth"]?["keys"]?.items ?? []).enumerated() {
            guard let name = item["name"], let text = name.text else { continue }
            if keys.contains(where: { $0.name == text }) {
                note(name.origin, "another key is called \"\(text)\"")
            }
            guard let key = item["key"], let secret = key.secret else { continue }
            if !Self.isKey(secret) {
                note(key.origin, "\"auth.keys[\(index)].key\" must be at least 16 printable characters without blanks")
            } else if keys.contains(where: { $0.secret == secret }) {
                note(key.origin, "\"auth.keys[\(index)].key\" is the same as that of another key")
            }
            keys.append(Snapshot.GatewayKey(name: text, secret: secret, policy: policy(item)))
        }
        return Snapshot.Auth(mode: mode, keys: keys, adminKey: adminKey(besides: keys), tokens: tokens(besides: keys))
    }

    private func policy(_ item: Settled) -> KeyPolicy {
        var policy = KeyPolicy(models: item["models"].map { $0.items.compactMap(\.text) })
        policy.team = item["team"]?.text
        policy.owner = item["owner"]?.text
        policy.tags = (item["tags"]?.items ?? []).compactMap(\.text)
        policy.budgets = item["budget"].flatMap(Self.budget).map { [$0] } ?? []
        policy.limits = rates(item["limits"])
        policy.priority = CallPriority.allCases.first { $0.name == item["priority"]?.text } ?? .normal
        return policy
    }

    private mutating func adminKey(besides keys: [Snapshot.GatewayKey]) -> Secret? {
        guard let setting = settled["auth"]?["admin_key"], let secret = setting.secret else { return nil }
        if !Self.isKey(secret) {
            note(setting.origin, "\"auth.admin_key\" must be at least 16 printable characters without blanks")
        } else if keys.contains(where: { $0.secret == secret }) {
            note(setting.origin, "\"auth.admin_key\" is the same as one of \"auth.keys\"")
        }
        return secret
    }

    private mutating func pepper() -> KeyPepper? {
        guard let setting = settled["auth"]?["pepper"], let secret = setting.secret else { return nil }
        let pepper = KeyPepper(base64: secret.reveal())
        if pepper == nil { note(setting.origin, "\"auth.pepper\" must be 32 bytes in base64: openssl rand -base64 32") }
        return pepper
    }

    private mutating func secretKeys() -> SecretKeys? {
        let group = settled["secrets"]
        let former = (group?["former_keys"]?.items ?? []).compactMap { secretKey($0, "secrets.former_keys") }
        guard let setting = group?["key"] else {
            if let first = group?["former_keys"]?.items.first {
                note(first.origin, "\"secrets.former_keys\" needs \"secrets.key\"")
            }
            return nil
        }
        return secretKey(setting, "secrets.key").map { SecretKeys(current: $0, former: former) }
    }

    private mutating func secretKey(_ setting: Settled, _ path: String) -> SecretKeys.Key? {
        guard let secret = setting.secret else { return nil }
        let key = Base64.decode(secret.reveal()).flatMap { SecretKeys.Key(bytes: $0.readableBytesView) }
        if key == nil { note(setting.origin, "\"\(path)\" must be 32 bytes in base64: openssl rand -base64 32") }
        return key
    }

    /// A key travels in a header field, so blanks and letters beyond ASCII would not arrive.
    private static func isKey(_ secret: Secret) -> Bool {
        let bytes = secret.reveal().utf8
        return bytes.count >= 16 && bytes.allSatisfy { (0x21...0x7E).contains($0) }
    }

    private mutating func install(_ auth: Snapshot.Auth) -> InstallSettings {
        var install = InstallSettings()
        let server = settled["server"]
        install.host = server?["host"]?.text ?? install.host
        let bare =
            install.host.hasPrefix("[") && install.host.hasSuffix("]")
            ? String(install.host.dropFirst().dropLast()) : install.host
        if !BaseURL.isHost(bare) {
            note(
                server?["host"]?.origin ?? .standard,
                "\"server.host\" must be an address or a name, found \"\(install.host)\"")
        }
        install.port = server?["port"]?.number ?? install.port
        install.threads = server?["threads"]?.number
        if let tls = server?["tls"], let certificate = tls["certificate"]?.text, let key = tls["key"]?.text {
            install.tls = InstallSettings.TLS(certificate: certificate, key: key)
        }
        install.maxConnections = server?["max_connections"]?.number ?? install.maxConnections
        install.headerTimeout = server?["header_timeout"]?.duration ?? install.headerTimeout
        install.drainDelay = server?["drain_delay"]?.duration ?? install.drainDelay
        install.drainGrace = server?["drain_grace"]?.duration ?? install.drainGrace
        install.dataFolder = settled["data_dir"]?.text ?? install.dataFolder
        install.logLevel = settled["log"]?["level"]?.text.flatMap(InstallSettings.LogLevel.init) ?? .info
        install.logFormat = settled["log"]?["format"]?.text.flatMap(InstallSettings.LogFormat.init) ?? .json
        install.isPowerSafe = settled["ledger"]?["durability"]?.text == "power"
        install.caFile = settled["transport"]?["ca_file"]?.text
        if auth.mode == .none, !install.isLoopback {
            let origin = settled["auth"]?["mode"]?.origin ?? .standard
            note(
                origin,
                "\"auth.mode\" may be none only on a loopback address, and \"server.host\" is \"\(install.host)\": "
                    + "use gateway, or listen on 127.0.0.1")
        }
        return install
    }

    private func answers() -> AnswerKeeping {
        var answers = AnswerKeeping()
        let section = settled["answers"]
        answers.isOn = section?["keep"]?.flag ?? answers.isOn
        answers.maxBytes = section?["max_bytes"]?.number ?? answers.maxBytes
        if let age = section?["max_age"]?.duration { answers.maxAge = Int(age.nanoseconds / 1_000_000_000) }
        return answers
    }

    private func files() -> FileKeeping {
        var files = FileKeeping()
        let section = settled["files"]
        files.maxBytes = section?["max_bytes"]?.number ?? files.maxBytes
        files.maxTotalBytes = section?["max_total_bytes"]?.number ?? files.maxTotalBytes
        if let age = section?["keep"]?.duration { files.maxAge = Int(age.nanoseconds / 1_000_000_000) }
        return files
    }

    private func batches() -> BatchRunning {
        var batches = BatchRunning()
        let section = settled["batches"]
        batches.concurrency = section?["concurrency"]?.number ?? batches.concurrency
        batches.maxLines = section?["max_lines"]?.number ?? batches.maxLines
        return batches
    }

    private mutating func media() -> MediaFetching {
        var media = MediaFetching()
        media.isOn = settled["media"]?["fetch"]?.flag ?? media.isOn
        media.maxBytes = settled["media"]?["max_bytes"]?.number ?? media.maxBytes
        media.timeout = settled["media"]?["timeout"]?.duration ?? media.timeout
        for (index, item) in (settled["media"]?["allow"]?.items ?? []).enumerated() {
            guard let text = item.text else { continue }
            if let range = AddressRange(text) {
                media.allowed.append(range)
            } else {
                note(item.origin, "\"media.allow[\(index)]\" must be a range such as 10.1.0.0/16, found \"\(text)\"")
            }
        }
        return media
    }

    func timeouts() -> Timeouts { Timeouts().changed(by: settled["timeouts"]) }
}
