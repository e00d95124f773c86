package import Dialects
package import NIOCore
package import Wire

/// One client request whose head is accepted. Its body stands in the record, before the call is run.
package final class Call: Sendable {
    /// `x-request-id` of the reply.
    package let id: String
    /// The configuration in force when the call began; it keeps this one to its end.
    package let snapshot: Snapshot
    /// The wire form of the door it came in by.
    package let dialect: Dialect
    package let operation: Operation
    package let path: PathFacts
    package let head: RequestHead
    package let principal: Principal
    package let caller: any CallerLink
    package let arrived: NIODeadline
    /// Filled while the call goes on; read by the log when it has ended.
    package let record: CallRecord

    package init(
        id: String, snapshot: Snapshot, dialect: Dialect, operation: Operation, path: PathFacts = .none,
        head: RequestHead, body: ByteBuffer = ByteBuffer(), principal: Principal, caller: any CallerLink,
        arrived: NIODeadline,
        record: CallRecord = CallRecord()
    ) {
        self.id = id
        self.snapshot = snapshot
        self.dialect = dialect
        self.operation = operation
        self.path = path
        self.head = head
        self.principal = principal
        self.caller = caller
        self.arrived = arrived
        self.record = record
        record.body = body
    }
}
