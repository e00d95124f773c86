import ArgumentParser
import Foundation
import Gateway
import NIOCore
import Wire

/// How an operator's command finds a running gateway and the admin key for it.
struct AdminConnection: ParsableArguments {
    @Option(help: "The admin key, or a key with a role; else `auth.admin_key`, else the data folder's admin key.")
    var adminKey: String?

    @Option(
        name: [.customLong("url"), .customLong("base-url")],
        help: "Where the gateway answers; else LLMGATEWAY_BASE_URL, else the configured host and port.")
    var url: String?

    @OptionGroup var configuration: ConfigurationOptions

    func client() throws -> AdminClient {
        let environment = ProcessInfo.processInfo.environment
        let given = url ?? EnvironmentVariable.callerBaseURL.value(in: environment)
        // A file that happens to lie here and does not hold is no reason to stop when it is not needed.
        let isNeeded = given == nil || configuration.config != nil
        // Given with the command, the key need not be found.
        let loader = configuration.clientLoader(asAdmin: adminKey == nil)
        let loaded = isNeeded ? try configuration.load(loader) : try? loader.load()
        let install = loaded?.install ?? InstallSettings()
        var client = GatewayClient(base: try base(given, install))
        client.caFile = install.tls?.certificate
        // One that stands in Vault is not read for this.
        let configured = loaded.flatMap { $0.vaultReferences.isEmpty ? $0.snapshot.auth.adminKey : nil }
        client.key = try adminKey.map { Secret($0) } ?? configured ?? folderKey(install)
        return AdminClient(client: client)
    }

    private func base(_ given: String?, _ install: InstallSettings) throws -> BaseURL {
        do throws(BaseURL.Failure) {
            if let given { return try BaseURL(given).fitted(to: nil) }
            let scheme = install.tls == nil ? "http" : "https"
            return try BaseURL("\(scheme)://\(ListeningAddress.authority(install.host, install.port))")
        } catch {
            throw ValidationError("The base URL \"\(BaseURL.shown(given ?? install.host))\" \(error.message).")
        }
    }

    private func folderKey(_ install: InstallSettings) throws -> Secret? {
        do throws(DataFolder.Failure) {
            return try DataFolder.readKey(DataFolder.adminKeyFile(in: install.dataFolder))
        } catch {
            Terminal.error("warning: \(error.message)")
            return nil
        }
    }
}

/// Calls of `/admin/api`, for commands.
struct AdminClient {
    let client: GatewayClient

    /// The answer's JSON. Tells the person, and ends the command, where there is none.
    func send(_ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil) async throws -> JSONValue {
        let bytes = try await bytes(method, path, body)
        do {
            return try JSONValue(parsing: bytes)
        } catch {
            try Connection.fail(error, client)
        }
    }

    /// The same as it stands.
    func text(_ method: HTTPMethod, _ path: String) async throws -> String {
        String(buffer: try await bytes(method, path, nil))
    }

    private func bytes(_ method: HTTPMethod, _ path: String, _ body: JSONValue?) async throws -> ByteBuffer {
        do {
            let (head, bytes) = try await client.whole(method, "/admin/api" + path, body: body?.bytes)
            guard (200..<300).contains(head.status) else {
                Terminal.error(
                    APIError.text(
                        status: head.status, bytes,
                        keyHint: "Give the admin key with --admin-key, or in LLMGATEWAY_AUTH__ADMIN_KEY."))
                throw Exit.failure
            }
            return bytes
        } catch {
            try Connection.fail(error, client)
        }
    }

    /// All of a list, page by page.
    func all(_ path: String, cursor: String = "id") async throws -> [JSONValue] {
        var items: [JSONValue] = []
        while true {
            let after = items.last?[cursor].flatMap { $0.string ?? $0.numberText }
            let query = "?limit=1000" + (after.map { "&after=\($0)" } ?? "")
            let page = try await send(.get, path + query)
            items += page["data"]?.array ?? []
            guard page["has_more"]?.bool ?? false, page["data"]?.array?.isEmpty == false else { return items }
        }
    }

    /// The key that a person names, by its id or its name.
    func key(_ named: String) async throws -> JSONValue {
        let keys = try await all("/keys")
        if let key = keys.first(where: { $0["id"]?.string == named || $0["name"]?.string == named }) { return key }
        Terminal.error(
            "No key is called \"\(named)\". `llmgateway keys list` lists those made at run time; a key of the configuration is changed there."
        )
        throw Exit.failure
    }

    func keyPath(_ named: String) async throws -> String { "/keys/\(try await key(named)["id"]?.string ?? "")" }
}
