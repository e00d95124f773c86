import Gateway
import NIOCore
import Synchronization
import Testing

/// Rings when something has happened that a test may wait for.
final class Bell: Sendable {
    private struct State {
        var count = 0
        var waiting: [AsyncStream<Void>.Continuation] = []
    }

    private let state = Mutex(State())

    func ring() {
        let waiting = state.withLock { state in
            state.count += 1
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiter in waiting { waiter.finish() }
    }

    /// Looks at the condition now, and after each ring.
    func wait(until condition: () async throws -> Bool) async throws {
        while true {
            let seen = state.withLock { $0.count }
            if try await condition() { return }
            let (stream, end) = AsyncStream.makeStream(of: Void.self)
            let isLate = state.withLock { state in
                if state.count == seen { state.waiting.append(end) }
                return state.count != seen
            }
            if !isLate { for await _ in stream {} }
            try Task.checkCancellation()
        }
    }
}

/// A store that rings with each change.
struct RingingRecords<Record: KeptRecord>: RecordStore {
    let records: any RecordStore<Record>
    let bell: Bell

    func add(_ record: Record) async throws(GatewayError) {
        try await records.add(record)
        bell.ring()
    }

    func find(_ id: String) async throws(GatewayError) -> Record? { try await records.find(id) }

    func list() async throws(GatewayError) -> [Record] { try await records.list() }

    func update(
        _ id: String, _ change: @escaping @Sendable (inout Record) -> Void
    ) async throws(GatewayError) -> Record? {
        let changed = try await records.update(id, change)
        bell.ring()
        return changed
    }

    func remove(_ id: String) async throws(GatewayError) -> Bool {
        let isRemoved = try await records.remove(id)
        bell.ring()
        return isRemoved
    }
}

/// The same of contents.
struct RingingContents: ContentStore {
    let contents: any ContentStore
    let bell: Bell

    func append(_ bytes: ByteBuffer, to id: String) async throws(GatewayError) {
        try await contents.append(bytes, to: id)
        bell.ring()
    }

    func read(_ id: String, _ range: Range<Int>) async throws(GatewayError) -> ByteBuffer {
        try await contents.read(id, range)
    }

    func size(of id: String) async throws(GatewayError) -> Int? { try await contents.size(of: id) }

    func cut(_ id: String, to size: Int) async throws(GatewayError) { try await contents.cut(id, to: size) }

    func remove(_ id: String) async throws(GatewayError) {
        try await contents.remove(id)
        bell.ring()
    }
}

/// The same of a log.
struct RingingLog: RequestLog {
    let log: InMemoryRequestLog
    let bell: Bell

    func record(_ entry: RequestLogEntry) {
        log.record(entry)
        bell.ring()
    }
}
