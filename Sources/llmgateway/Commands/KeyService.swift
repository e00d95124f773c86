import Gateway
import Logging
import ServiceLifecycle

/// Writes down now and then when keys were last used.
struct KeyService: Service {
    let keys: KeyRegistry
    let logger: Logger
    var pause = Duration.seconds(30)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // Ends early when the task is cancelled, and then that is what was wanted.
                try? await Task.sleep(for: pause)
                if !Task.isCancelled { await write() }
            }
        }
        await write()
    }

    private func write() async {
        do throws(StoreFailure) {
            try await keys.writeUses()
        } catch {
            logger.warning("when keys were last used could not be written down: \(error.reason)")
        }
    }
}
