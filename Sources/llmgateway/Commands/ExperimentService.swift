import Gateway
import Logging
import ServiceLifecycle

/// Keeps what is known of experiments and shadows, now and then and at the end.
struct ExperimentService: Service {
    let core: GatewayCore
    let logger: Logger
    var pause = Duration.seconds(5)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // Ends early when the task is cancelled, and then that is what was wanted.
                try? await Task.sleep(for: pause)
                await save()
            }
        }
        await save()
    }

    /// What fails is tried again at the next round.
    private func save() async {
        do throws(GatewayError) {
            for change in try await core.saveExperiments() { logger.notice("\(change)") }
        } catch {
            logger.warning("what is known of experiments could not be written down: \(error.cause ?? error.message)")
        }
    }
}
