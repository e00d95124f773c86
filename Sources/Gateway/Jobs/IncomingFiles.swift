import Synchronization

/// Files that are being written and have no record yet. They take room too: else two that come together would both find
/// the room that is there for one.
final class IncomingFiles: Sendable {
    private let sizes = Mutex<[String: Int]>([:])

    /// Takes one in. Returns those that came before it, each with its bytes.
    func enter(_ id: String, bytes: Int) -> [String: Int] {
        sizes.withLock { sizes in
            defer { sizes[id] = bytes }
            return sizes
        }
    }

    /// It has a record now, or will have none.
    func leave(_ id: String) { sizes.withLock { $0[id] = nil } }
}
