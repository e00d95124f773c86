import Logging
import NIOCore
import NIOPosix
import Server
import ServiceLifecycle
import UnixSignals

/// The mock provider behind the gateway's own listener.
struct MockProcess {
    let host: String
    let port: Int

    /// Serves until a signal ends it.
    func run() async throws {
        let silent = Logger(label: "mock") { _ in SwiftLogNoOpLogHandler() }
        var listener = ListenerConfiguration(host: host, port: port)
        // Nobody waits for the end of a mock's stream.
        listener.drainGrace = .seconds(1)
        let server = GatewayServer(
            mockOn: MultiThreadedEventLoopGroup(numberOfThreads: 1), configuration: listener, logger: silent,
            started: { show($0) })
        let services = ServiceGroup(
            configuration: .init(
                services: [.init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: silent))
        try await services.run()
    }

    private func show(_ address: SocketAddress) {
        let authority = ListeningAddress.authority(host, address.port ?? port)
        Terminal.out(MockBanner(url: "http://\(authority)").text)
    }
}
