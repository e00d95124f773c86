import Foundation
import Synchronization
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
    ///
    /// Started by `posix_spawn`: Foundation's `Process` reads the list of open files beyond its buffer's end where they are
    /// many, as they are while hundreds of tests hold sockets.
    final class Run {
        private let outFile: String
        private let errFile: String
        private let process: pid_t
        /// As `waitpid` tells it; nil: it runs.
        private let ended = Mutex<Int32?>(nil)
        let folder: TemporaryFolder

        init(
            _ arguments: [String], of binary: String = Binary.path, in folder: TemporaryFolder,
            environment: [String: String]
        ) throws {
            self.folder = folder
            let name = UUID().uuidString
            outFile = "\(folder.path)/\(name).out"
            errFile = "\(folder.path)/\(name).err"
            let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
            let all = ["PATH": path, "HOME": folder.path].merging(environment) { $1 }
            process = try Self.spawn(
                [binary] + arguments, all.map { "\($0)=\($1)" }, in: folder.path, out: outFile, err: errFile)
        }

        private static func spawn(
            _ command: [String], _ environment: [String], in folder: String, out: String, err: String
        ) throws -> pid_t {
            // The shell becomes the command: `posix_spawn` itself cannot change the folder by standard means.
            let words = ["/bin/sh", "-c", #"cd "$0" && exec "$@""#, folder] + command
            var actions = posix_spawn_file_actions_t()
            posix_spawn_file_actions_init(&actions)
            defer { posix_spawn_file_actions_destroy(&actions) }
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
            posix_spawn_file_actions_addopen(&actions, 1, out, O_WRONLY | O_CREAT, 0o600)
            posix_spawn_file_actions_addopen(&actions, 2, err, O_WRONLY | O_CREAT, 0o600)
            var attributes = posix_spawnattr_t()
            posix_spawnattr_init(&attributes)
            defer { posix_spawnattr_destroy(&attributes) }
            // What this process ignores or blocks is its own affair.
            var signals = sigset_t()
            sigemptyset(&signals)
            posix_spawnattr_setsigmask(&attributes, &signals)
            for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&signals, number) }
            posix_spawnattr_setsigdefault(&attributes, &signals)
            posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
            var process = pid_t()
            let (list, variables) = (words.map { strdup($0) } + [nil], environment.map { strdup($0) } + [nil])
            defer { for text in list + variables { free(text) } }
            let code = posix_spawn(&process, words[0], &actions, &attributes, list, variables)
            try #require(code == 0, "\(command[0]) does not start: \(String(cString: strerror(code)))")
            return process
        }

        var out: String { (try? String(contentsOfFile: outFile, encoding: .utf8)) ?? "" }
        var err: String { (try? String(contentsOfFile: errFile, encoding: .utf8)) ?? "" }

        var isRunning: Bool {
            ended.withLock { ended in
                var status: Int32 = 0
                if ended == nil, waitpid(process, &status, WNOHANG) == process { ended = status }
                return ended == nil
            }
        }

        /// Nothing once it has ended: its number may be another's by then.
        func signal(_ number: Int32) { if isRunning { kill(process, number) } }

        /// The exit code, or the number of the signal that ended it.
        func end(within seconds: Double = 60) async throws -> Int32 {
            let inTime = try await eventually(within: seconds) { !isRunning }
            if !inTime { signal(SIGTERM) }
            try #require(inTime, "the process did not end: \(err)")
            let status = ended.withLock { $0 } ?? 0
            return status & 0x7F == 0 ? (status >> 8) & 0xFF : status & 0x7F
        }

        deinit {
            guard isRunning else { return }
            kill(process, SIGKILL)
            var status: Int32 = 0
            waitpid(process, &status, 0)
        }
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
