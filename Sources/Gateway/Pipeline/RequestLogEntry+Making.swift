import Dialects
package import NIOCore
package import Wire

/// A request that was refused before it became a call, as far as it was understood.
package struct Refused: Sendable {
    /// nil: it could not be framed.
    package var head: RequestHead?
    package var principal: Principal?
    package var arrived: NIODeadline

    package init(head: RequestHead?, arrived: NIODeadline) {
        self.head = head
        self.arrived = arrived
    }
}

extension RequestLogEntry {
    /// - Parameter call: one that has ended.
    init(_ call: Call, ended: NIODeadline) {
        self.init(
            id: call.id, method: call.head.method.text, path: call.head.path, principal: call.principal.name,
            arrived: call.arrived, ended: ended, record: call.record)
    }

    init(_ refused: Refused, _ error: GatewayError, id: String, ended: NIODeadline) {
        let record = CallRecord()
        record.status = error.status
        record.code = error.code
        record.cause = error.cause ?? error.message
        self.init(
            id: id, method: refused.head?.method.text ?? "", path: refused.head?.path ?? "",
            principal: refused.principal?.name, arrived: refused.arrived, ended: ended, record: record)
    }
}
