package import Dialects
package import NIOCore
import Synchronization

/// Takes one entry per call. Never blocks: a full log drops entries and counts them.
package protocol RequestLog: Sendable {
    func record(_ entry: RequestLogEntry)
}

/// A call that has ended, without prompts and answers. What became of it is read from its record, not copied.
package struct RequestLogEntry: Sendable {
    package let id: String
    package let method: String
    /// Without the query, which may hold a key.
    package let path: String
    package let principal: String?
    package let duration: TimeAmount
    /// To the first byte of the answer.
    package let firstByte: TimeAmount?
    private let record: CallRecord

    /// - Parameter record: of a call that has ended: nobody changes it any more.
    init(
        id: String, method: String, path: String, principal: String?, arrived: NIODeadline, ended: NIODeadline,
        record: CallRecord
    ) {
        self.id = id
        self.method = method
        self.path = path
        self.principal = principal
        duration = ended - arrived
        firstByte = record.firstByte.map { $0 - arrived }
        self.record = record
    }

    package var status: Int { record.status }
    package var code: ErrorCode? { record.code }
    /// What went wrong inside; for operators.
    package var cause: String? { record.cause }
    package var model: String? { record.model }
    package var provider: String? { record.provider }
    package var targetModel: String? { record.targetModel }
    /// `experiment/variant`, where it was in one.
    package var variant: String? { record.experiment?.text }
    package var isStream: Bool { record.isStream }
    /// Every request that went to a provider, in order.
    package var attempts: [AttemptRecord] { record.attempts }
    package var attemptCount: Int { record.attemptCount }
    /// Of the last attempt.
    package var usage: Usage? { record.usage }
    /// Of all attempts; nil where it is unknown or nothing was billed.
    package var cost: Money? { record.cost }
    package var costNanoUSD: Int64? { record.cost?.nanoUSD }
    package var finish: FinishReason? { record.finish }
    /// The paths of the request's members that the provider could not take.
    package var dropped: [String] { record.losses.entries.map(\.path) }
    /// Where it went, and why, as `x-llmgateway-route` has it; nil: there was nothing to decide.
    package var route: String? { record.routeLine }
    package var hasDropped: Bool { !record.losses.isEmpty }
    package var upstreamRequestID: String? { record.upstreamRequestID }
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
