package import Dialects
package import NIOCore
import Synchronization

/// Takes one entry per call. Never blocks: a full log drops entries and counts them.
package protocol RequestLog: Sendable {
    func record(_ entry: RequestLogEntry)
}

/// A call that has ended, without prompts and answers.
package struct RequestLogEntry: Sendable {
    package var id: String
    package var method: String
    /// Without the query, which may hold a key.
    package var path: String
    package var status: Int
    package var code: ErrorCode?
    /// What went wrong inside; for operators.
    package var cause: String?
    package var principal: String?
    package var model: String?
    package var provider: String?
    package var targetModel: String?
    package var isStream: Bool
    /// Every request that went to a provider, in order.
    package var attempts: [AttemptRecord]
    /// Of the last attempt.
    package var usage: Usage?
    /// Of all attempts; nil where it is unknown or nothing was billed.
    package var costNanoUSD: Int64?
    package var finish: FinishReason?
    package var dropped: [String]
    package var upstreamRequestID: String?
    package var duration: TimeAmount
    /// To the first byte of the answer.
    package var firstByte: TimeAmount?
}

/// The last entries, for tests and for a node that keeps no log.
package final class InMemoryRequestLog: RequestLog {
    private let capacity: Int
    private let entries = Mutex<[RequestLogEntry]>([])

    package init(capacity: Int = 1_000) { self.capacity = capacity }

    package func record(_ entry: RequestLogEntry) {
        entries.withLock { entries in
            if entries.count >= capacity { entries.removeFirst(entries.count - capacity + 1) }
            entries.append(entry)
        }
    }

    /// Oldest first.
    package var recent: [RequestLogEntry] { entries.withLock { $0 } }
}
