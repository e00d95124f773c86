import Drivers
import Foundation
import Gateway
import Logging
import NIOCore
import NIOPosix
import Server
import ServiceLifecycle
import UnixSignals

/// Where the parts meet: core, ways out, listener, log, signals.
struct GatewayProcess {
    let configuration: Configuration
    let loader: ConfigurationLoader
    let folder: DataFolder
    let key: Banner.Key
    let adminKey: Banner.AdminKey
    let jobs: JobStores
    let ledger: EmbeddedLedger
    let keys: KeyStores
    let experiments: any RecordStore<ExperimentRecord>

    /// Serves until a signal ends it and the calls under way are done.
    func run() async throws {
        let install = configuration.install
        let writer = LogWriter(descriptor: STDERR_FILENO)
        defer { writer.close() }
        let logger = Logger(label: "llmgateway") { _ in
            LineLog(writer: writer, format: install.logFormat, level: install.logLevel)
        }
        if install.tls == nil, !install.isLoopback {
            logger.warning(
                "listening on \(install.host) without TLS: keys and prompts can be read on the way; set server.tls, or put a proxy with TLS in front"
            )
        }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: install.threads ?? System.coreCount)
        let effects = Effects(now: { time(nil) }, coarseClock: CoarseClock.clock)
        let registry = try await keys.registry(effects: effects, besides: configuration.snapshot, logger: logger)
        let credentials = try await keys.credentials(effects: effects)
        for warning in configuration.warnings(besides: credentials, registry) { logger.warning("\(warning)") }
        let core = GatewayCore(
            snapshot: configuration.snapshot,
            parts: GatewayCore.Parts(
                network: try NetworkUpstream(group: group, configuration: transport),
                mock: MockUpstream(),
                log: LineRequestLog(writer: writer, format: install.logFormat, level: install.logLevel),
                effects: effects, resolver: SystemNameResolver(),
                jobs: jobs, ledger: ledger, keys: registry, credentials: credentials, experiments: experiments))
        try await core.loadExperiments()
        let server = GatewayServer(
            core: core, group: group, configuration: listener, logger: logger, started: { show($0) })
        let batches = BatchService(core: core, group: group, grace: listener.drainDelay + listener.drainGrace)
        let shadows = ShadowService(core: core, group: group, grace: listener.drainDelay + listener.drainGrace)
        let reload = ReloadService(
            core: core, loader: loader, file: configuration.file, folder: folder, install: install,
            watched: configuration.watched(loader.environment), logger: logger)
        let services = ServiceGroup(
            configuration: .init(
                services: [
                    .init(service: LedgerService(ledger: ledger, core: core, logger: logger)),
                    .init(service: KeyService(keys: registry, logger: logger)),
                    .init(service: ExperimentService(core: core, logger: logger)),
                    .init(
                        service: SideBySide(services: [
                            server, batches, shadows, HealthService(core: core, group: group, logger: logger),
                        ]),
                        successTerminationBehavior: .gracefullyShutdownGroup),
                    .init(service: reload),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: Logger(label: "services") { _ in SwiftLogNoOpLogHandler() }))
        try await services.run()
        logger.info("stopped")
    }

    private var transport: TransportConfiguration {
        var transport = TransportConfiguration(
            environment: ProcessInfo.processInfo.environment, caFile: configuration.install.caFile)
        transport.furtherCAFiles = configuration.snapshot.providers.compactMap(\.origin.roots)
        return transport
    }

    private var listener: ListenerConfiguration {
        let install = configuration.install
        var listener = ListenerConfiguration(host: install.host, port: install.port)
        listener.tls = install.tls.map { .init(certificateFile: $0.certificate, keyFile: $0.key) }
        listener.headerTimeout = install.headerTimeout
        listener.maxConnections = install.maxConnections
        listener.drainDelay = install.drainDelay
        listener.drainGrace = install.drainGrace
        return listener
    }

    /// The banner, with the port that was really taken.
    private func show(_ address: SocketAddress) {
        let install = configuration.install
        let scheme = install.tls == nil ? "http" : "https"
        let authority = ListeningAddress.authority(install.host, address.port ?? install.port)
        guard let base = try? BaseURL("\(scheme)://\(authority)") else { return }
        Terminal.out(Banner(base: base, configuration: configuration, key: key, adminKey: adminKey).text)
    }
}
