import Dialects
import NIOCore
import Wire

extension GatewayError {
    static func noAnswer(_ id: String) -> GatewayError {
        var error = GatewayError(
            .answerNotFound, "There is no answer \"\(id)\" kept for this key.",
            hint: "Send the conversation itself in `input`, or go on from an answer that was kept.",
            param: "previous_response_id")
        error.status = 400
        return error
    }
}

extension GatewayCore {
    /// A call of the Responses API: it may go on from an answer kept here, and its own answer may be kept.
    @inline(never)
    func runResponse(_ call: GenerationCall, reply: any ReplyWriter) async throws(GatewayError) {
        let root = call.document.root
        try await findEarlierTurns(of: call)
        guard call.call.snapshot.answers.isOn, root["store"]?.bool != false else {
            return try await pipeline(call, reply: reply)
        }
        // With all that was said before.
        let whole = call.call.record.earlierTurns?.document.root ?? root
        let input = whole["input"].map { ByteBuffer(bytes: $0.raw.readableBytesView) } ?? ByteBuffer()
        let keeper = AnswerKeeper(reply, keepsUnfinished: root["background"]?.bool == true)
        do throws(GatewayError) {
            try await pipeline(call, reply: keeper)
        } catch {
            // A caller that left may come back for what was answered by then.
            try await keep(keeper.answer, of: call, input)
            throw error
        }
        try await keep(keeper.answer, of: call, input)
    }

    /// Puts what the request goes on from into its record, where that is kept here.
    func findEarlierTurns(of call: GenerationCall) async throws(GatewayError) {
        guard let previous = call.document.root["previous_response_id"]?.string else { return }
        call.call.record.earlierTurns = try await EarlierTurns.find(
            previous, for: call, in: answers, now: effects.now())
        // Callers share the gateway's credential, and the provider would not tell them apart.
        let isShared = call.call.principal.ownCredential == nil
        if call.call.record.earlierTurns == nil, isShared, try await answers.isKept(previous) {
            throw .noAnswer(previous)
        }
    }

    private func keep(
        _ answer: ByteBuffer?, of call: GenerationCall, _ input: ByteBuffer
    ) async throws(GatewayError) {
        guard let answer, let root = (try? JSONDocument(validating: answer, maxDepth: 512))?.root,
            let id = root["id"]?.string, !id.isEmpty
        else { return }
        let record = call.call.record
        let now = effects.now()
        var stored = StoredAnswer(
            id: id, owner: call.call.principal.owner, created: now, answer: answer, input: input,
            provider: record.isRelay ? record.provider : nil)
        stored.model = record.targetModel
        stored.credential = record.credential
        try await answers.keep(
            stored, within: call.call.snapshot.answers, now: now)
    }

    @inline(never)
    func recall(_ path: AnswerPath, for call: Call, reply: any ReplyWriter) async throws(GatewayError) {
        try await AnswerRecall(call: call, path: path, store: answers, engine: pipeline.engine).run(reply)
    }
}
