import Foundation
import Testing

/// The built command, run as a user runs it: with the variables a test names and nothing else of the environment.
enum Binary {
    struct Result {
        var status: Int32
        var out: String
        var err: String
    }

    /// Beside the test executable.
    static let path: String = {
        let link = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: link).deletingLastPathComponent().appendingPathComponent("llmgateway").path
    }()

    /// Runs it to its end.
    static func run(
        _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:]
    ) async throws -> Result {
        let run = try Run(arguments, in: folder, environment: environment)
        return Result(status: try await run.end(), out: run.out, err: run.err)
    }

    /// Runs a line of shell, as a user pastes it.
    static func shell(_ line: String, in folder: TemporaryFolder) async throws -> Result {
        let run = try Run(["-c", line], of: "/bin/sh", in: folder, environment: [:])
        return Result(status: try await run.end(), out: run.out, err: run.err)
    }

    /// One process; what it writes goes to files in the test's folder.
    final class Run {
        private let process = Process()
        private let outFile: String
        private let errFile: String
        let folder: TemporaryFolder

        init(
            _ arguments: [String], of binary: String = Binary.path, in folder: TemporaryFolder,
            environment: [String: String]
        ) throws {
            self.folder = folder
            let name = UUID().uuidString
            outFile = "\(folder.path)/\(name).out"
            errFile = "\(folder.path)/\(name).err"
            for file in [outFile, errFile] { _ = FileManager.default.createFile(atPath: file, contents: nil) }
            process.executableURL = URL(fileURLWithPath: binary)
            process.arguments = arguments
            process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
            let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
            process.environment = ["PATH": path, "HOME": folder.path].merging(environment) { $1 }
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = FileHandle(forWritingAtPath: outFile)
            process.standardError = FileHandle(forWritingAtPath: errFile)
            try process.run()
        }

        var out: String { (try? String(contentsOfFile: outFile, encoding: .utf8)) ?? "" }
        var err: String { (try? String(contentsOfFile: errFile, encoding: .utf8)) ?? "" }
        var isRunning: Bool { process.isRunning }

        func signal(_ number: Int32) { kill(process.processIdentifier, number) }

        /// The exit code.
        func end(within seconds: Double = 60) async throws -> Int32 {
            let inTime = try await eventually(within: seconds) { !process.isRunning }
            if !inTime { process.terminate() }
            try #require(inTime, "the process did not end: \(err)")
            return process.terminationStatus
        }

        deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    }
}

/// Whether `condition` came true in time.
func eventually(within seconds: Double = 60, _ condition: () -> Bool) async throws -> Bool {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while !condition() {
        if ContinuousClock.now > deadline { return false }
        try await Task.sleep(for: .milliseconds(5))
    }
    return true
}
