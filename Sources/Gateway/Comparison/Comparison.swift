import Dialects
import NIOCore
import Wire

/// The branches of one comparison under way, and what the caller is told of them.
struct Comparison: Sendable {
    /// One of the calls.
    struct Branch: Sendable {
        let index: Int
        let model: String
        let call: Call
    }

    let call: Call
    let core: GatewayCore

    /// `x-request-id` of a branch.
    static func id(of index: Int, in whole: String) -> String { "\(whole)-\(index + 1)" }

    /// Waits for all, and tells them in one piece.
    func collect(_ branches: [Branch], to reply: any ReplyWriter) async throws(GatewayError) {
        let results = await withTaskGroup(of: ComparisonResult.self) { group in
            for branch in branches {
                group.addTask {
                    let held = HeldReply()
                    await core.run(branch.call, reply: held)
                    return result(of: branch, held.whole)
                }
            }
            return await Self.inOrder(&group)
        }
        if call.caller.isGone { throw .callerGone }
        let summary = ComparisonSummary(results, took: took)
        var body = JSONObject([
            ("object", "comparison"), ("id", .string(call.id)), ("created", .int(core.effects.now())),
        ])
        body.append("results", .array(results.map { $0.json() }))
        body.append("totals", summary.json)
        let fields = ReplyFields.make(
            call, contentType: "application/json", answer: nil, cost: summary.cost)
        try reply.reply(ReplyHead(status: 200, fields: fields), body: JSONValue.object(body).bytes)
    }

    /// Tells each piece of each answer as it comes, with whose it is.
    func stream(_ branches: [Branch], to reply: any ReplyWriter) async throws(GatewayError) {
        let fields = ReplyFields.make(call, contentType: call.dialect.codec.streamContentType, answer: nil)
        try await reply.begin(ReplyHead(status: 200, fields: fields))
        let events = SharedReply(reply)
        let results = await withTaskGroup(of: ComparisonResult.self) { group in
            for branch in branches {
                group.addTask {
                    let tagged = TaggedReply(events, index: branch.index)
                    await core.run(branch.call, reply: tagged)
                    let whole = await tagged.close(branch.call)
                    return result(of: branch, whole)
                }
            }
            return await Self.inOrder(&group)
        }
        if call.caller.isGone { throw .callerGone }
        let summary = ComparisonSummary(results, took: took)
        let end: JSONObject = [
            "all_done": true, "id": .string(call.id), "created": .int(core.effects.now()),
            "results": .array(results.map { $0.json(withAnswer: false) }), "totals": summary.json,
        ]
        var bytes = ByteBuffer()
        SSEWriter.event(name: nil, data: JSONValue.object(end).bytes, into: &bytes)
        try await reply.write(bytes)
        try await reply.finish()
    }

    private static func inOrder(_ group: inout TaskGroup<ComparisonResult>) async -> [ComparisonResult] {
        var results: [ComparisonResult] = []
        while let result = await group.next() { results.append(result) }
        return results.sorted { $0.index < $1.index }
    }

    private var took: TimeAmount { core.effects.monotonic() - call.arrived }

    /// - Parameter whole: the reply as a caller would have got it; nil: it did not come to its end.
    private func result(of branch: Branch, _ whole: (status: Int, body: ByteBuffer)?) -> ComparisonResult {
        ComparisonResult(
            index: branch.index, model: branch.model, call: branch.call, whole: whole, took: took)
    }
}
