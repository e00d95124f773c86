import Wire

/// What a translation had to leave out, by the path the caller used (`logit_bias`, `messages[2].name`).
///
/// Reported in `x-llmgateway-dropped`, or turned into a 400 in strict mode.
package struct Losses: Sendable, Equatable {
    /// One member that was left out: where it stood, and why.
    package struct Entry: Sendable, Equatable {
        package var path: String
        package var reason: String
    }

    package private(set) var entries: [Entry] = []
    private var paths: Set<String> = []

    package init() {}

    package var isEmpty: Bool { entries.isEmpty }

    /// Adds a loss once per path.
    package mutating func note(_ path: String, _ reason: String) {
        guard paths.insert(path).inserted else { return }
        entries.append(Entry(path: path, reason: reason))
    }

    /// Notes every member of `preserved` when it belongs to another dialect than `dialect`.
    package mutating func note(_ preserved: Preserved?, at path: @autoclosure () -> String, into dialect: Dialect) {
        guard let preserved, preserved.dialect != dialect else { return }
        for (key, _) in preserved.members {
            note(path().isEmpty ? key : "\(path()).\(key)", "no counterpart in \(dialect.rawValue)")
        }
    }

    package mutating func merge(_ other: Losses) {
        for entry in other.entries { note(entry.path, entry.reason) }
    }
}
