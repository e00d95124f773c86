import ArgumentParser
import Foundation
import Gateway

/// How a command finds a running gateway and the key for it.
struct Connection: ParsableArguments {
    @Option(help: "A key of the gateway; else LLMGATEWAY_API_KEY, else the data folder's first key.")
    var key: String?

    @Option(
        name: [.customLong("base-url"), .customLong("url")],
        help: "Where the gateway answers; else LLMGATEWAY_BASE_URL, else the configured host and port.")
    var baseURL: String?

    @OptionGroup var configuration: ConfigurationOptions

    func client() throws -> GatewayClient {
        let environment = ProcessInfo.processInfo.environment
        let given = baseURL ?? EnvironmentVariable.callerBaseURL.value(in: environment)
        let install = try self.install(isNeeded: given == nil || configuration.config != nil)
        var client = GatewayClient(base: try base(given, install))
        client.caFile = install.tls?.certificate
        client.key = try secret(environment, install)
        return client
    }

    /// - Parameter isNeeded: whether the address hangs on the configuration, or the caller named one; otherwise a file
    ///   that happens to lie here and does not hold is no reason to stop.
    private func install(isNeeded: Bool) throws -> InstallSettings {
        let loader = configuration.clientLoader()
        if isNeeded { return try configuration.load(loader).install }
        return (try? loader.load())?.install ?? InstallSettings()
    }

    private func base(_ given: String?, _ install: InstallSettings) throws -> BaseURL {
        do throws(BaseURL.Failure) {
            if let given { return try BaseURL(given).fitted(to: "/v1") }
            let scheme = install.tls == nil ? "http" : "https"
            return try BaseURL("\(scheme)://\(ListeningAddress.authority(install.host, install.port))/v1")
        } catch {
            throw ValidationError("The base URL \"\(BaseURL.shown(given ?? install.host))\" \(error.message).")
        }
    }

    private func secret(_ environment: [String: String], _ install: InstallSettings) throws -> Secret? {
        if let key { return Secret(key) }
        if let key = EnvironmentVariable.callerKey.value(in: environment) { return Secret(key) }
        do throws(DataFolder.Failure) {
            return try DataFolder.readFirstKey(DataFolder.firstKeyFile(in: install.dataFolder))
        } catch {
            Terminal.error("warning: \(error.message)")
            return nil
        }
    }

    /// Says why a call came to nothing, and ends the command with the fitting code.
    static func fail(_ error: any Error, _ client: GatewayClient) throws -> Never {
        if let exit = error as? ExitCode { throw exit }
        let address = "\(client.base.origin.isTLS ? "https" : "http")://\(client.base.origin.authority)"
        if case GatewayClient.Failure.unreachable(let reason) = error {
            Terminal.error(
                "No gateway answers at \(address): \(reason). Start one with `llmgateway serve`, or name another with "
                    + "--base-url.")
            throw Exit.unavailable
        }
        let reason = (error as? GatewayClient.Failure)?.message ?? "\(error)"
        Terminal.error("The call to \(address) failed: \(reason)")
        throw Exit.failure
    }
}

/// The address a listener is reached at from this machine.
enum ListeningAddress {
    static func authority(_ host: String, _ port: Int) -> String {
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        let reached = ["0.0.0.0", "::", ""].contains(bare) ? "127.0.0.1" : bare
        return reached.contains(":") ? "[\(reached)]:\(port)" : "\(reached):\(port)"
    }
}
