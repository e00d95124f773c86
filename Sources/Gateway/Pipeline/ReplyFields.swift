import Dialects
package import NIOCore
import Wire

/// The fields the gateway puts on its replies.
package enum ReplyFields {
    /// What passes of the provider's answer, `x-request-id`, and what is known of the call.
    /// - Parameters:
    ///   - contentType: nil: the answer's own.
    ///   - overhead: the time the gateway itself took.
    static func make(
        _ call: Call, contentType: String?, answer: HeaderFields?, cost: Money? = nil, overhead: TimeAmount? = nil
    ) -> HeaderFields {
        let record = call.record
        func size(_ text: String?) -> Int { text?.utf8.count ?? 0 }
        let texts = size(contentType) + call.id.utf8.count + size(record.provider) + size(record.targetModel)
        let rates = record.rates.standing
        let count = 7 + (rates == nil ? 0 : 6)
        func isWanted(_ name: FieldBytes, _ value: FieldBytes) -> Bool {
            ForwardedFields.isPassed(name) && !(rates?.replaces(name) ?? false)
                || contentType == nil && name.equals("content-type")
        }
        var fields = HeaderFields()
        let own = texts + count * FieldRun.lineRoom
        // What does not pass has no line either; it is told apart where that keeps the room small.
        var passed = answer?.writtenBytes ?? 0
        if let answer, own + passed > Self.usualRoom { passed = answer.writtenBytes(where: isWanted) }
        fields.append(count + Self.usuallyPassed, atMost: own + passed) { run in
            if let contentType { run.line("content-type", contentType) }
            if let answer, passed > 0 { run.lines(of: answer, where: isWanted) }
            run.line(ReplyField.requestID.rawValue, call.id)
            if let provider = record.provider { run.line(ReplyField.provider.rawValue, provider) }
            if let model = record.targetModel { run.line(ReplyField.model.rawValue, model) }
            if record.attemptCount > 0 { run.line(ReplyField.attempts.rawValue, UInt64(record.attemptCount)) }
            // Costs are never negative.
            if let cost {
                run.line(ReplyField.cost.rawValue, cost.nanoUSD.magnitude, decimals: 9, trimmed: true)
            }
            if let rates { rates.put(into: &run) }
            if let overhead { run.line(ReplyField.overhead.rawValue, microseconds(overhead), decimals: 3) }
        }
        if let experiment = record.experiment { fields.append(.variant, experiment.text) }
        if !record.losses.isEmpty {
            fields.append(.dropped, dropped(record.losses.entries.map(\.path)))
        }
        if let route = record.routeLine { fields.append(.route, route) }
        return fields
    }

    /// Room for the lines of most replies: beyond it begins the slow part of the allocator.
    private static let usualRoom = 1_024
    private static let usuallyPassed = 2

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
    /// - Parameter more: a character that parts it too.
    static func escape(_ path: String, besides more: Unicode.Scalar = ",") -> String {
        let more = UInt8(ascii: more)
        let isPlain = { (byte: UInt8) in
            (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "%") && byte != UInt8(ascii: ",") && byte != more
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
