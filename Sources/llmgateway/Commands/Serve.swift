import ArgumentParser
import Drivers
import Gateway

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the gateway.",
        discussion: """
            Without any configuration it listens on 127.0.0.1:8080, finds providers by the usual environment \
            variables and makes a key at its first start. SIGTERM ends it when the calls under way have ended, SIGHUP \
            reads the configuration again. What it keeps (keys, ledger, files) lies in `data_dir`, which \
            LLMGATEWAY__DATA_DIR sets too.

            EXAMPLES
              llmgateway serve
              OPENAI_API_KEY=… llmgateway serve --port 9000
              llmgateway serve --config gateway.yaml
            """)

    @OptionGroup var options: ConfigurationOptions
    @Option(help: "The address to listen on.") var host: String?
    @Option(help: "The port to listen on; 0 lets the system choose.") var port: Int?

    func run() async throws {
        let loader = self.loader()
        var configuration = try await options.loadResolved(loader)
        let folder: DataFolder
        let key: Banner.Key
        let jobs: JobStores
        let ledger: EmbeddedLedger
        let keys: KeyStores
        let experiments: any RecordStore<ExperimentRecord>
        let adminKey: Banner.AdminKey
        do throws(DataFolder.Failure) {
            folder = try DataFolder.open(configuration.install.dataFolder)
            key = try configuration.adoptFirstKey(of: folder)
            adminKey = try configuration.adoptAdminKey(of: folder)
            jobs = try folder.jobStores()
            experiments = try folder.experiments()
            let database = try folder.database(isPowerSafe: configuration.install.isPowerSafe)
            ledger = try folder.ledger(database, isPowerSafe: configuration.install.isPowerSafe)
            keys = try KeyStores(folder: folder, database: database, configuration: configuration)
        } catch {
            Terminal.error(error.message)
            throw Exit.unavailable
        }
        let process = GatewayProcess(
            configuration: configuration, loader: loader, folder: folder, key: key, adminKey: adminKey, jobs: jobs,
            ledger: ledger, keys: keys, experiments: experiments)
        do {
            try await process.run()
        } catch let error as StoreFailure {
            Terminal.error("What \(folder.path) keeps cannot be used: \(error.reason).")
            throw Exit.unavailable
        } catch {
            let install = configuration.install
            Terminal.error(
                ListenFailure.reason(
                    error, host: install.host, port: install.port,
                    settings: "--port, `server.port` or LLMGATEWAY_SERVER__PORT", tls: install.tls))
            throw Exit.unavailable
        }
    }

    private func loader() -> ConfigurationLoader {
        var loader = options.loader()
        if let host { loader.flags.append(("--host", ["server", "host"], host)) }
        if let port { loader.flags.append(("--port", ["server", "port"], "\(port)")) }
        return loader
    }
}

extension Configuration {
    /// Puts the first key among the keys when none is configured.
    mutating func adoptFirstKey(of folder: DataFolder) throws(DataFolder.Failure) -> Banner.Key {
        switch snapshot.auth.mode {
        case .none: return .none
        case .client:
            return .callers(found.first?.kind.keyVariables.first ?? "OPENAI_API_KEY")
        case .gateway, .hybrid: break
        }
        guard needsFirstKey else { return snapshot.auth.keys.isEmpty ? .made : .configured }
        let (secret, isNew) = try folder.firstKey()
        adopt(secret)
        let file = DataFolder.firstKeyFile(in: folder.path)
        return isNew ? .new(secret, file: file) : .kept(file: file)
    }

    mutating func adopt(_ firstKey: Secret) {
        var auth = snapshot.auth
        auth.keys.append(Snapshot.GatewayKey(name: Snapshot.GatewayKey.firstName, secret: firstKey))
        snapshot = snapshot.replacing(auth: auth)
    }

    /// Keeps what is known of tokens where their issuers did not change.
    mutating func keepTokens(of former: Snapshot) {
        guard let tokens = snapshot.auth.tokens, let known = former.auth.tokens else { return }
        var auth = snapshot.auth
        auth.tokens = known.succeeded(by: tokens)
        snapshot = snapshot.replacing(auth: auth)
    }

    /// Takes the admin key of the data folder when none is configured.
    mutating func adoptAdminKey(of folder: DataFolder) throws(DataFolder.Failure) -> Banner.AdminKey {
        guard snapshot.auth.adminKey == nil else { return .configured }
        var auth = snapshot.auth
        let isNew: Bool
        (auth.adminKey, isNew) = try folder.adminKey()
        snapshot = snapshot.replacing(auth: auth)
        return .kept(file: DataFolder.adminKeyFile(in: folder.path), isNew: isNew)
    }
}

extension DataFolder {
    /// Settles what an earlier process left.
    func ledger(_ database: SQLiteFile, isPowerSafe: Bool) throws(Failure) -> EmbeddedLedger {
        do throws(StoreFailure) {
            return try EmbeddedLedger(
                folder: path, database: database, generation: UInt64.random(in: 1 ... .max), isPowerSafe: isPowerSafe)
        } catch {
            if error.isDamage { throw .damaged(path: "\(path)/gateway.sqlite", reason: error.reason) }
            throw .unusable(path: path, reason: error.reason)
        }
    }

    /// What is known of experiments and shadows.
    func experiments() throws(Failure) -> any RecordStore<ExperimentRecord> {
        do throws(FileFailure) {
            return try ExperimentFolder.store(inFolder: path)
        } catch {
            throw .unusable(path: error.path, reason: error.reason)
        }
    }

    /// Files and batches that callers left here.
    func jobStores() throws(Failure) -> JobStores {
        do throws(FileFailure) {
            return try JobStores(inFolder: path)
        } catch {
            throw .unusable(path: error.path, reason: error.reason)
        }
    }
}
