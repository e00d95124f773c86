import Gateway
import Logging
import ServiceLifecycle
import UnixSignals

/// Reads the configuration again on SIGHUP, and when one of its files has changed: its own, its profile's, the price list,
/// the vocabularies. A wrong one is logged and changes nothing.
struct ReloadService: Service {
    let core: GatewayCore
    let loader: ConfigurationLoader
    /// The file the configuration came from; nil: there was none.
    let file: String?
    let folder: DataFolder
    /// What the process was started with, the listener's address among it.
    let install: InstallSettings
    /// What the configuration in force was made from.
    let watched: [String]
    let logger: Logger

    private static let pause = Duration.seconds(1)

    private enum Cause: Sendable { case signal, look }

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        var watch = FileWatch(watched)
        // One after the other: two readings at once might end in the wrong order.
        let (causes, source) = AsyncStream.makeStream(of: Cause.self)
        await withTaskGroup { tasks in
            tasks.addTask {
                for await _ in signals.cancelOnGracefulShutdown() { source.yield(.signal) }
                source.finish()
            }
            tasks.addTask {
                await cancelWhenGracefulShutdown {
                    while !Task.isCancelled {
                        // Ends early when the task is cancelled, and then that is what was wanted.
                        try? await Task.sleep(for: Self.pause)
                        source.yield(.look)
                    }
                }
            }
            for await cause in causes {
                switch cause {
                case .signal: watch.accept()
                case .look: guard watch.hasChanged() else { continue }
                }
                watch.follow(await reload(besides: watch.files))
            }
        }
    }

    private var again: ConfigurationLoader {
        var loader = loader
        loader.expected = file
        return loader
    }

    /// - Parameter files: those that are looked at.
    /// - Returns: those to look at from now on.
    private func reload(besides files: [String]) async -> [String] {
        do throws(ConfigurationFailure) {
            var configuration = try await again.loadResolved()
            // The file may name another host by now, but the socket is still the one of the start.
            if configuration.snapshot.auth.mode == .none, !install.isLoopback {
                logger.error(
                    """
                    "auth.mode" may be none only on a loopback address, and the process listens on \(install.host) until \
                    it is restarted; the old one stays.
                    """)
                core.keepConfiguration(problems: 1, ofPrices: [])
                return files
            }
            if configuration.needsFirstKey {
                do throws(DataFolder.Failure) {
                    configuration.adopt(try folder.firstKey().key)
                } catch {
                    logger.error("\(error.message) The old configuration stays.")
                    core.keepConfiguration(problems: 1, ofPrices: [])
                    return files
                }
            }
            do throws(DataFolder.Failure) {
                _ = try configuration.adoptAdminKey(of: folder)
            } catch {
                logger.error("\(error.message) The old configuration stays.")
                core.keepConfiguration(problems: 1, ofPrices: [])
                return files
            }
            configuration.keepTokens(of: core.snapshot)
            for warning in configuration.warnings(besides: core.credentials, core.keys) { logger.warning("\(warning)") }
            let changed = configuration.install.differences(from: install)
            if !changed.isEmpty {
                let verb = changed.count == 1 ? "was" : "were"
                logger.warning(
                    "\(changed.joined(separator: ", ")) \(verb) changed, and is read at the start only: restart the gateway"
                )
            }
            core.replace(configuration.snapshot)
            logger.info("The configuration was read again.")
            return configuration.watched(loader.environment)
        } catch {
            for problem in error.problems { logger.error("\(problem)") }
            logger.error("The configuration is wrong; the old one stays.")
            let ofPrices = error.problems.filter { if case .priceList = $0.origin { true } else { false } }
            core.keepConfiguration(problems: error.problems.count, ofPrices: ofPrices.map(\.message))
            return files + error.read
        }
    }
}
