import Foundation

/// Tells when files have changed, by what the file system says of them: their time, their size and which file it is. What a
/// link points to is looked at, so that a mounted secret or map that is swapped is seen.
struct FileWatch {
    /// What is seen of a file; nil: it is not there.
    struct Print: Equatable {
        var seconds: Int
        var nanoseconds: Int
        var size: Int64
        var node: UInt64
    }

    /// As it was when it was last told of.
    private var told: [String: Print?]
    /// As it was at the last look.
    private var seen: [String: Print?]
    private let look: @Sendable (String) -> Print?

    init(_ paths: [String], look: @escaping @Sendable (String) -> Print? = FileWatch.look) {
        self.look = look
        told = Self.prints(paths, look)
        seen = told
    }

    /// Those it looks at.
    var files: [String] { told.keys.sorted() }

    /// Whether a file has changed since that was last said. A change is told when the file has been the same for two looks:
    /// one that is being written is waited for.
    mutating func hasChanged() -> Bool {
        let now = Self.prints(Array(told.keys), look)
        defer { seen = now }
        guard now != told, now == seen else { return false }
        told = now
        return true
    }

    /// Takes all files as they are now for told of.
    mutating func accept() {
        told = Self.prints(files, look)
        seen = told
    }

    /// Looks at these from now on, as they are now where they were not looked at before.
    mutating func follow(_ paths: [String]) {
        for path in told.keys where !paths.contains(path) {
            told[path] = nil
            seen[path] = nil
        }
        for path in paths where told[path] == nil {
            let print = look(path)
            told[path] = .some(print)
            seen[path] = .some(print)
        }
    }

    private static func prints(_ paths: [String], _ look: (String) -> Print?) -> [String: Print?] {
        var prints: [String: Print?] = [:]
        for path in paths { prints[path] = .some(look(path)) }
        return prints
    }

    static func look(_ path: String) -> Print? {
        var file = stat()
        guard stat(path, &file) == 0 else { return nil }
        return Print(
            seconds: file.st_mtim.tv_sec, nanoseconds: file.st_mtim.tv_nsec, size: Int64(file.st_size),
            node: UInt64(file.st_ino))
    }
}
