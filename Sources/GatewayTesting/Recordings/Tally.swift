import Foundation
import Synchronization

/// What a test run has looked at, for its summary: written as the process ends, where `LLMGATEWAY_TALLY` names a file.
package enum Tally {
    /// What is counted, each under its name once.
    package enum Kind: String, Sendable, CaseIterable {
        case exchanges = "recorded exchanges"
        case vectors = "published vectors"
    }

    private static let seen = Mutex<[Kind: Set<String>]>([:])

    private static let file: String? = {
        guard let file = ProcessInfo.processInfo.environment["LLMGATEWAY_TALLY"] else { return nil }
        atexit { Tally.write() }
        return file
    }()

    package static func note(_ kind: Kind, _ name: String) {
        guard file != nil else { return }
        seen.withLock { _ = $0[kind, default: []].insert(name) }
    }

    private static func write() {
        guard let file else { return }
        let counts = seen.withLock { seen in seen.mapValues(\.count) }
        let lines = Kind.allCases.map { "\(counts[$0] ?? 0) \($0.rawValue)\n" }
        try? lines.joined().write(toFile: file, atomically: true, encoding: .utf8)
    }
}
