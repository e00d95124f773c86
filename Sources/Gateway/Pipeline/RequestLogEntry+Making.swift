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
    init(_ call: Call, ended: NIODeadline) {
        let record = call.record
        self.init(
            id: call.id, method: call.head.method.text, path: call.head.path,
            status: record.status, code: record.code, cause: record.cause, principal: call.principal.name,
            model: record.model, provider: record.provider, targetModel: record.targetModel,
            isStream: record.isStream, attempts: record.attempts, usage: record.usage,
            costNanoUSD: record.costNanoUSD, finish: record.finish,
            dropped: record.losses.isEmpty ? [] : record.losses.entries.map(\.path),
            upstreamRequestID: record.upstreamRequestID, duration: ended - call.arrived,
            firstByte: record.firstByte.map { $0 - call.arrived })
    }

    init(_ refused: Refused, _ error: GatewayError, id: String, ended: NIODeadline) {
        self.init(
            id: id, method: refused.head?.method.text ?? "", path: refused.head?.path ?? "",
            status: error.status, code: error.code, cause: error.cause ?? error.message,
            principal: refused.principal?.name, model: nil, provider: nil, targetModel: nil, isStream: false,
            attempts: [], usage: nil, costNanoUSD: nil, finish: nil, dropped: [], upstreamRequestID: nil,
            duration: ended - refused.arrived, firstByte: nil)
    }
}
