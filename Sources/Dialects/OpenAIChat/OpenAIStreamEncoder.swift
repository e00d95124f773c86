package import NIOCore
import Wire

/// Writes a stream of `chat.completion.chunk`s: the role first, then deltas, a finish chunk for each candidate, the
/// usage in a chunk without choices if it was asked for, and `[DONE]`.
package struct OpenAIStreamEncoder: StreamEncoder {
    package private(set) var losses = Losses()
    private let context: StreamContext
    private var start: ResponseStart?
    private var candidates: [Int: OpenAIStreamVoice] = [:]
    private var usage: Usage?
    /// Members of our own dialect that wait for the next chunk.
    private var waiting = JSONObject()
    /// An error was written: nothing may follow.
    private var hasFailed = false

    package init(_ context: StreamContext) { self.context = context }

    package mutating func encode(_ event: GenerationEvent, into bytes: inout ByteBuffer) {
        guard !hasFailed else { return }
        switch event {
        case .start(let start):
            self.start = start
            waiting.fill(start.preserved.ownOpenAI)
            losses.note(start.preserved, at: "", into: .openAIChat)
            beginCandidate(0, into: &bytes)
        case .open(let candidate, let index, let part):
            beginCandidate(candidate, into: &bytes)
            tell(candidate, into: &bytes) { $0.open(part, at: index, losses: &$1) }
        case .delta(let candidate, let index, let delta):
            tell(candidate, into: &bytes) { voice, _ in voice.delta(delta, at: index) }
        case .close(let candidate, let index):
            tell(candidate, into: &bytes) { voice, _ in voice.close(index) }
        case .logprobs(let candidate, let value):
            beginCandidate(candidate, into: &bytes)
            candidates[candidate]?.logprobs = value
        case .finish(let candidate, let reason, _):
            beginCandidate(candidate, into: &bytes)
            tell(candidate, into: &bytes) { voice, _ in voice.finish(reason) }
            chunk(candidate, delta: JSONObject(), finish: OpenAIFinish.text(reason), into: &bytes)
        case .usage(let usage): self.usage = usage
        case .preserved(let preserved):
            losses.note(preserved, at: "", into: .openAIChat)
            for (key, value) in preserved.ownOpenAI { waiting[key] = value }
        case .serviceTier(let tier): start?.serviceTier = tier
        case .failure(let failure): fail(failure, into: &bytes)
        case .end: break
        }
    }

    package mutating func finish(into bytes: inout ByteBuffer) {
        guard !hasFailed else { return }
        if context.includeUsage, let usage {
            var body = head()
            body["choices"] = .array([])
            body["usage"] = OpenAIUsage.json(usage)
            write(body, into: &bytes)
        }
        SSEWriter.event(data: "[DONE]", into: &bytes)
    }

    package mutating func fail(_ failure: Failure, into bytes: inout ByteBuffer) {
        guard !hasFailed else { return }
        hasFailed = true
        let body: JSONValue = ["error": OpenAIFailure.json(failure)]
        SSEWriter.event(data: body.bytes, into: &bytes)
    }

    private mutating func beginCandidate(_ candidate: Int, into bytes: inout ByteBuffer) {
        guard candidates[candidate] == nil else { return }
        candidates[candidate] = OpenAIStreamVoice(candidate: candidate)
        chunk(
            candidate, delta: JSONObject([("role", "assistant"), ("content", "")]), finish: nil, into: &bytes)
    }

    private mutating func tell(
        _ candidate: Int, into bytes: inout ByteBuffer,
        _ say: (inout OpenAIStreamVoice, inout Losses) -> [JSONObject]
    ) {
        guard var voice = candidates[candidate] else { return }
        candidates[candidate] = nil
        let deltas = say(&voice, &losses)
        candidates[candidate] = voice
        for delta in deltas { chunk(candidate, delta: delta, finish: nil, into: &bytes) }
    }

    private mutating func chunk(
        _ candidate: Int, delta: JSONObject, finish: String?, into bytes: inout ByteBuffer
    ) {
        var body = head()
        let choice = JSONObject([
            ("index", .int(candidate)), ("delta", .object(delta)),
            ("logprobs", candidates[candidate]?.logprobs ?? .null), ("finish_reason", JSONValue(finish)),
        ])
        candidates[candidate]?.logprobs = nil
        body["choices"] = .array([.object(choice)])
        if context.includeUsage { body["usage"] = .null }
        write(body, into: &bytes)
    }

    /// What all chunks of the stream say alike, and what waited to be said.
    private mutating func head() -> JSONObject {
        let id = start.map(\.id) ?? ""
        let model = start.map(\.model) ?? ""
        var body = JSONObject([
            ("id", .string(id.isEmpty ? context.id : id)), ("object", "chat.completion.chunk"),
            ("created", .int(start?.created ?? context.created)),
            ("model", .string(model.isEmpty ? context.model : model)),
        ])
        body["service_tier"] = start?.serviceTier.map(OpenAIAnswerWriter.tier)
        body["system_fingerprint"] = start?.preserved.ownOpenAI["system_fingerprint"]
        body.fill(waiting)
        waiting = JSONObject()
        return body
    }

    private func write(_ body: JSONObject, into bytes: inout ByteBuffer) {
        SSEWriter.event(data: JSONValue.object(body).bytes, into: &bytes)
    }
}
