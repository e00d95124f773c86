import ArgumentParser
import Foundation

/// `--config`, wherever a command reads the configuration.
struct ConfigurationOptions: ParsableArguments {
    @Option(help: "The configuration file; else LLMGATEWAY_CONFIG, else gateway.yaml if it is there.")
    var config: String?

    func loader() -> ConfigurationLoader {
        ConfigurationLoader(environment: ProcessInfo.processInfo.environment, file: config)
    }

    /// For a command that calls a running gateway: where that listens and what it keeps is all it needs, be the rest made for
    /// another environment than the command's.
    /// - Parameter asAdmin: whether the admin key of the configuration counts.
    func clientLoader(asAdmin: Bool = false) -> ConfigurationLoader {
        var loader = loader()
        loader.only = [["server"], ["data_dir"]] + (asAdmin ? [["auth", "admin_key"]] : [])
        return loader
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
