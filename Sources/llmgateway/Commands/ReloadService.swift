import Gateway
import Logging
import ServiceLifecycle
import UnixSignals

/// Reads the configuration again on SIGHUP. A wrong one is logged and changes nothing.
struct ReloadService: Service {
    let core: GatewayCore
    let loader: ConfigurationLoader
    let folder: DataFolder
    let install: InstallSettings
    let logger: Logger

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() { reload() }
    }

    private func reload() {
        do throws(ConfigurationFailure) {
            var configuration = try loader.load()
            if configuration.needsFirstKey {
                do throws(DataFolder.Failure) {
                    configuration.adopt(try folder.firstKey().key)
                } catch {
                    logger.error("\(error.message) The old configuration stays.")
                    return
                }
            }
            for warning in configuration.warnings { logger.warning("\(warning)") }
            if configuration.install != install {
                logger.warning("server, data_dir, log and transport are read at the start only: restart to change them")
            }
            core.replace(configuration.snapshot)
            logger.notice("The configuration was read again.")
        } catch {
            for problem in error.problems { logger.error("\(problem)") }
            logger.error("The configuration is wrong; the old one stays.")
        }
    }
}
