import Dialects
import NIOCore
import Wire

/// A streamed answer that goes on at another target where one has broken off.
///
/// Confined to the call's loop, hence unchecked: the call's own task alone touches it, leg after leg, and it goes with the
/// call's record. A model with it has no hedge, so that no second task runs beside.
final class Continuation: @unchecked Sendable {
    private var join = StreamJoin()
    /// Writes all legs: it knows what it has said.
    private var encoder: (any StreamEncoder)?
    /// Whether the last leg broke off after the caller had seen some of it.
    private(set) var isBroken = false

    /// nil: the call is not one of plain text, and a stream of it ends where it breaks off.
    init?(of call: GenerationCall) {
        guard Self.hindrance(to: call) == nil else { return nil }
    }

    /// Why a stream of the call ends where it breaks off, in words; nil: it may go on.
    static func hindrance(to call: GenerationCall) -> String? {
        guard call.facts.isStream else { return "the answer is no stream" }
        guard call.call.operation == .generate else { return "the call is no chat" }
        // Who knows more of the conversation than is said here cannot be followed by another.
        guard call.call.record.earlierTurns == nil, call.document.root["previous_response_id"]?.string == nil else {
            return "the call goes on from an earlier answer"
        }
        guard let request = try? call.call.dialect.codec.decodeRequest(call.document.root) else {
            return "the call cannot be put into another provider's form"
        }
        if !request.tools.isEmpty { return "the call has tools" }
        if request.candidateCount ?? 1 != 1 { return "several answers are asked for" }
        if request.output ?? .text != .text { return "the answer's form is prescribed" }
        if request.logprobs != nil { return "probabilities of tokens are asked for" }
        if request.audio != nil || request.modalities ?? ["text"] != ["text"] { return "more than text is asked for" }
        return nil
    }

    /// Bytes that the next request is longer by, as its text is written in JSON.
    var addedBytes: Int { isBroken && !join.text.isEmpty ? join.text.utf8.count * 2 + Self.wish.utf8.count + 128 : 0 }

    /// Puts what was said behind the conversation, and asks for the rest.
    func extend(_ request: inout GenerationRequest) {
        guard isBroken, !join.text.isEmpty else { return }
        request.messages.append(Message(role: .assistant, parts: [.text(TextPart(join.text))]))
        request.messages.append(Message(role: .user, parts: [.text(TextPart(Self.wish))]))
        if let most = request.maxOutputTokens {
            request.maxOutputTokens = max(1, most - TokenCounting.tokens(ofBytes: join.text.utf8.count))
        }
    }

    private static let wish =
        "Your answer broke off there. Go on with it from exactly where it ends: repeat nothing of it, and say nothing "
        + "about having been interrupted."

    /// Makes a leg's translation write where the one before it stopped.
    func enter(_ translation: StreamTranslation) {
        translation.continuation = self
        guard let encoder else { return }
        translation.encoder = encoder
        for event in join.beginLeg() { translation.encoder.encode(event, into: &translation.bytes) }
    }

    func joined(_ event: GenerationEvent) -> GenerationEvent? { join.join(event) }

    /// A leg has broken off. Whether another one may follow.
    func broke(_ translation: StreamTranslation, isCommitted: Bool) -> Bool {
        isBroken = isCommitted && join.mayGoOn
        if isBroken { encoder = translation.encoder }
        return isBroken
    }

    /// A leg came to its end, or told its own.
    func ended() { isBroken = false }

    /// Tells the caller that nobody goes on.
    func fail(_ failure: Failure) -> ByteBuffer {
        var bytes = ByteBuffer()
        encoder?.fail(failure, into: &bytes)
        isBroken = false
        return bytes
    }
}

extension Engine {
    /// nil: what breaks off has ended.
    @inline(never)
    func continuation(of call: GenerationCall) -> Continuation? { continues(call) ? Continuation(of: call) : nil }

    /// Whether the call's model wishes that streams go on elsewhere.
    func continues(_ call: GenerationCall) -> Bool {
        call.routedModel.flatMap { router.configured($0, in: call.call.snapshot) }?.continues ?? false
    }

    /// One attempt after the other, also after the answer has begun.
    @inline(never)
    func continuing(
        _ continuation: Continuation, _ targets: [Target], _ call: GenerationCall, _ reply: any ReplyWriter
    ) async throws(GatewayError) {
        let record = call.call.record
        record.continuation = continuation
        do throws(GatewayError) {
            try await follow(Course(targets), call, reply)
        } catch {
            guard continuation.isBroken, reply.isCommitted, error.code != .callerGone else { throw error }
            record.code = error.code
            record.cause = error.cause ?? error.message
            try await reply.write(continuation.fail(ErrorReply.failure(error, of: call.call)))
            try await reply.finish()
        }
    }
}
