import Dialects
import NIOCore
import Wire

extension GatewayCore {
    /// A call of the Responses API: it may go on from an answer kept here, and its own answer may be kept.
    @inline(never)
    func runResponse(_ call: GenerationCall, reply: any ReplyWriter) async throws(GatewayError) {
        let root = call.document.root
        let previous = root["previous_response_id"]?.string
        if let previous {
            call.call.record.earlierTurns = try await EarlierTurns.find(
                previous, for: call, in: answers, now: effects.now())
        }
        guard call.call.snapshot.answers.isOn, root["store"]?.bool != false else {
            return try await pipeline(call, reply: reply)
        }
        let input = root["input"].map { ByteBuffer(bytes: $0.raw.readableBytesView) } ?? ByteBuffer()
        let keeper = AnswerKeeper(reply)
        do throws(GatewayError) {
            try await pipeline(call, reply: keeper)
        } catch {
            // A caller that left may come back for what was answered by then.
            try await keep(keeper.answer, of: call, input, previous)
            throw error
        }
        try await keep(keeper.answer, of: call, input, previous)
    }

    private func keep(
        _ answer: ByteBuffer?, of call: GenerationCall, _ input: ByteBuffer, _ previous: String?
    ) async throws(GatewayError) {
        guard let answer, let root = (try? JSONDocument(validating: answer, maxDepth: 512))?.root,
            let id = root["id"]?.string, !id.isEmpty
        else { return }
        let record = call.call.record
        let now = effects.now()
        try await answers.keep(
            StoredAnswer(
                id: id, owner: call.call.principal.owner, created: now, answer: answer, input: input,
                previous: previous, provider: record.isRelay ? record.provider : nil),
            within: call.call.snapshot.answers, now: now)
    }

    @inline(never)
    func recall(_ path: AnswerPath, for call: Call, reply: any ReplyWriter) async throws(GatewayError) {
        try await AnswerRecall(call: call, path: path, store: answers, engine: pipeline.engine).run(reply)
    }
}
