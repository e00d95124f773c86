import Dialects
package import NIOCore
package import Wire

/// The fields the gateway puts on its replies.
package enum ReplyFields {
    /// `x-request-id` and what is known of the call.
    package static func append(_ call: Call, to fields: inout HeaderFields) {
        let record = call.record
        fields.append(.requestID, call.id)
        if let provider = record.provider { fields.append(.provider, provider) }
        if let model = record.targetModel { fields.append(.model, model) }
        if record.attempts > 0 { fields.append(.attempts, String(record.attempts)) }
        if !record.losses.isEmpty {
            fields.append(.dropped, record.losses.entries.map(\.path).joined(separator: ", "))
        }
    }

    /// `1.234`; never negative.
    package static func milliseconds(_ time: TimeAmount) -> String {
        FixedPoint.text(UInt64(max(time.nanoseconds, 0) / 1_000), decimals: 3, trimmed: false)
    }
}
