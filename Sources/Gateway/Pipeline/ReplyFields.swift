import Dialects
package import NIOCore
import Wire

/// The fields the gateway puts on its replies.
package enum ReplyFields {
    /// What passes of the provider's answer, `x-request-id`, and what is known of the call.
    /// - Parameters:
    ///   - withContentType: whether the answer's passes too.
    ///   - overhead: the time the gateway itself took.
    static func append(
        _ call: Call, answer: HeaderFields?, withContentType: Bool = false, cost: Money? = nil,
        overhead: TimeAmount? = nil, to fields: inout HeaderFields
    ) {
        let record = call.record
        let (provider, model) = (record.provider ?? "", record.targetModel ?? "")
        let texts = call.id.utf8.count + provider.utf8.count + model.utf8.count + 3 * FixedPoint.room
        let room = texts + ReplyField.allCases.count * FieldRun.lineRoom + (answer?.writtenBytes ?? 0)
        fields.append(atMost: room) { run in
            if let answer {
                run.lines(of: answer) { name, _ in
                    withContentType && name.equals("content-type") || ForwardedFields.isPassed(name)
                }
            }
            run.line(ReplyField.requestID.rawValue, call.id)
            if !provider.isEmpty { run.line(ReplyField.provider.rawValue, provider) }
            if !model.isEmpty { run.line(ReplyField.model.rawValue, model) }
            if record.attemptCount > 0 { run.line(ReplyField.attempts.rawValue, UInt64(record.attemptCount)) }
            // Costs are never negative.
            if let cost {
                run.line(ReplyField.cost.rawValue, cost.nanoUSD.magnitude, decimals: 9, trimmed: true)
            }
            if let overhead { run.line(ReplyField.overhead.rawValue, microseconds(overhead), decimals: 3) }
        }
        if !record.losses.isEmpty {
            fields.append(.dropped, dropped(record.losses.entries.map(\.path)))
        }
    }

    /// The largest value of `x-llmgateway-dropped`, in bytes: clients refuse heads of some kilobytes.
    package static let droppedBytes = 4_096

    /// The paths, parted by commas; those that have no room are counted: `, +7 more`.
    package static func dropped(_ paths: [String]) -> String {
        // Room for the count stays free until the last path.
        let room = droppedBytes - ", +\(paths.count) more".utf8.count
        var value = ""
        for (index, path) in paths.enumerated() {
            let next = (index == 0 ? "" : ", ") + escape(path)
            let isLast = index == paths.count - 1
            guard value.utf8.count + next.utf8.count <= (isLast ? droppedBytes : room) else {
                return value + (index == 0 ? "" : ", ") + "+\(paths.count - index) more"
            }
            value += next
        }
        return value
    }

    /// Percent-encodes what a field's value cannot hold, or would part the list.
    private static func escape(_ path: String) -> String {
        let isPlain = { (byte: UInt8) in
            (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "%") && byte != UInt8(ascii: ",")
        }
        guard !path.utf8.allSatisfy(isPlain) else { return path }
        let hex = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in path.utf8 {
            if isPlain(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Never negative.
    package static func microseconds(_ time: TimeAmount) -> UInt64 { UInt64(max(time.nanoseconds, 0)) / 1_000 }
}
