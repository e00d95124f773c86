import Gateway
import Logging
import ServiceLifecycle
import UnixSignals

/// Reads the configuration again on SIGHUP. A wrong one is logged and changes nothing.
struct ReloadService: Service {
    let core: GatewayCore
    let loader: ConfigurationLoader
    /// The file the configuration came from; nil: there was none.
    let file: String?
    let folder: DataFolder
    /// What the process was started with, the listener's address among it.
    let install: InstallSettings
    let logger: Logger

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() { await reload() }
    }

    private var again: ConfigurationLoader {
        var loader = loader
        loader.expected = file
        return loader
    }

    private func reload() async {
        do throws(ConfigurationFailure) {
            var configuration = try await again.loadResolved()
            // The file may name another host by now, but the socket is still the one of the start.
            if configuration.snapshot.auth.mode == .none, !install.isLoopback {
                logger.error(
                    """
                    "auth.mode" may be none only on a loopback address, and the process listens on \(install.host) until \
                    it is restarted; the old one stays.
                    """)
                return
            }
            if configuration.needsFirstKey {
                do throws(DataFolder.Failure) {
                    configuration.adopt(try folder.firstKey().key)
                } catch {
                    logger.error("\(error.message) The old configuration stays.")
                    return
                }
            }
            do throws(DataFolder.Failure) {
                _ = try configuration.adoptAdminKey(of: folder)
            } catch {
                logger.error("\(error.message) The old configuration stays.")
                return
            }
            configuration.keepTokens(of: core.snapshot)
            for warning in configuration.warnings { logger.warning("\(warning)") }
            if configuration.install != install {
                logger.warning("server, data_dir, log and transport are read at the start only: restart to change them")
            }
            core.replace(configuration.snapshot)
            logger.info("The configuration was read again.")
        } catch {
            for problem in error.problems { logger.error("\(problem)") }
            logger.error("The configuration is wrong; the old one stays.")
        }
    }
}
