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
        if !record.attempts.isEmpty { fields.append(.attempts, String(record.attempts.count)) }
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

    /// `1.234`; never negative.
    package static func milliseconds(_ time: TimeAmount) -> String {
        FixedPoint.text(UInt64(max(time.nanoseconds, 0) / 1_000), decimals: 3, trimmed: false)
    }
}
