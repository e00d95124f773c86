import NIOCore

/// What is fixed when the process starts: a change of these needs a restart.
struct InstallSettings: Sendable, Equatable {
    enum LogLevel: String, Sendable { case debug, info, warning, error }
    enum LogFormat: String, Sendable { case json, text }

    struct TLS: Sendable, Equatable {
        var certificate: String
        var key: String
    }

    var host = "127.0.0.1"
    var port = 8_080
    /// nil: as many as the CPUs the process may use.
    var threads: Int?
    var tls: TLS?
    var maxConnections = 16_384
    var headerTimeout = TimeAmount.seconds(10)
    var drainDelay = TimeAmount.zero
    var drainGrace = TimeAmount.seconds(30)
    var dataFolder = "./data"
    var logLevel = LogLevel.info
    var logFormat = LogFormat.json
    /// Whether what was sent survives the loss of power.
    var isPowerSafe = false
    /// PEM file of roots trusted besides the system's.
    var caFile: String?

    /// What stands otherwise in another configuration, by the names of its settings.
    func differences(from other: InstallSettings) -> [String] {
        let rows: [(String, Bool)] = [
            ("server.host", host == other.host), ("server.port", port == other.port),
            ("server.threads", threads == other.threads), ("server.tls", tls == other.tls),
            ("server.max_connections", maxConnections == other.maxConnections),
            ("server.header_timeout", headerTimeout == other.headerTimeout),
            ("server.drain_delay", drainDelay == other.drainDelay),
            ("server.drain_grace", drainGrace == other.drainGrace), ("data_dir", dataFolder == other.dataFolder),
            ("log.level", logLevel == other.logLevel), ("log.format", logFormat == other.logFormat),
            ("ledger.durability", isPowerSafe == other.isPowerSafe), ("transport.ca_file", caFile == other.caFile),
        ]
        return rows.filter { !$0.1 }.map(\.0)
    }

    /// Whether only this machine can reach the listener.
    var isLoopback: Bool { Self.isLoopback(host) }

    static func isLoopback(_ host: String) -> Bool {
        let name = host.lowercased()
        if name == "localhost" || name == "::1" || name == "[::1]" { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
