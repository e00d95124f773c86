import ArgumentParser
import Foundation

/// `--config`, wherever a command reads the configuration.
struct ConfigurationOptions: ParsableArguments {
    @Option(help: "The configuration file; else LLMGATEWAY_CONFIG, else gateway.yaml if it is there.")
    var config: String?

    func loader() -> ConfigurationLoader {
        ConfigurationLoader(environment: ProcessInfo.processInfo.environment, file: config)
    }

    /// The configuration, or all that is wrong with it on standard error and exit code 78.
    func load(_ loader: ConfigurationLoader? = nil) throws -> Configuration {
        do throws(ConfigurationFailure) {
            return try (loader ?? self.loader()).load()
        } catch {
            Terminal.error(error.description)
            throw Exit.configuration
        }
    }

    /// The same with the secrets that stand in Vault.
    func loadResolved(_ loader: ConfigurationLoader) async throws -> Configuration {
        do throws(ConfigurationFailure) {
            return try await loader.loadResolved()
        } catch {
            Terminal.error(error.description)
            throw Exit.configuration
        }
    }
}
