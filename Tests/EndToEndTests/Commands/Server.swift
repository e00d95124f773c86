import Foundation
import Testing

/// A server of the built command, on a port the system chose.
struct Server {
    let run: Binary.Run
    /// `http://127.0.0.1:41234`.
    let url: String

    /// Returns when the banner is there.
    init(
        _ arguments: [String] = ["serve", "--port", "0"], of binary: String = Binary.path, in folder: TemporaryFolder,
        environment: [String: String] = [:]
    ) async throws {
        let run = try Binary.Run(arguments, of: binary, in: folder, environment: environment)
        self.run = run
        let hasBanner = try await eventually { Self.address(run.out) != nil || !run.isRunning }
        try #require(hasBanner && run.isRunning, "no banner came: \(run.out)\(run.err)")
        url = try #require(Self.address(run.out))
    }

    private static func address(_ banner: String) -> String? {
        guard banner.contains("curl "), let line = banner.split(separator: "\n").first(where: { $0.contains("http") })
        else { return nil }
        return line.split(separator: " ").last.map { String($0).replacing("/v1", with: "") }
    }

    /// The line of the banner that a user pastes.
    var curl: String { run.out.split(separator: "\n").first { $0.hasPrefix("curl ") }.map(String.init) ?? "" }

    /// A command that talks to this server.
    func command(_ arguments: [String], environment: [String: String] = [:]) async throws -> Binary.Result {
        try await Binary.run(arguments + ["--base-url", url], in: run.folder, environment: environment)
    }

    func stop() async throws -> Int32 {
        run.signal(SIGTERM)
        return try await run.end()
    }
}
