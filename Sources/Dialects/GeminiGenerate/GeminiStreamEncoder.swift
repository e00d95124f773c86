import NIOCore
import Wire

/// Writes a stream of partial `GenerateContentResponse`s.
///
/// Text goes out as it comes. A function call is written whole when its last piece has come, since this dialect's
/// own pieces are known to few clients. The last event carries every finish reason and the usage.
struct GeminiStreamEncoder: StreamEncoder {
    private struct OpenPart {
        var part: Part
        var isWritten = false
    }

    private let context: StreamContext
    private var id: String
    private var model: String
    private var serviceTier: String?
    private var own = JSONObject()
    private var parts: [Int: [Int: OpenPart]] = [:]
    private var texts: [Int: String] = [:]
    private var finishes: [Int: (reason: FinishReason, stopSequence: String?)] = [:]
    private var late: [Int: JSONObject] = [:]
    private var usage: Usage?
    private var hasFailed = false
    private(set) var losses = Losses()

    init(context: StreamContext) {
        self.context = context
        id = context.id
        model = context.model
    }

    mutating func encode(_ event: GenerationEvent, into bytes: inout ByteBuffer) {
        guard !hasFailed else { return }
        switch event {
        case .start(let start): begin(start)
        case .open(let candidate, let index, let part): open(part, candidate, index, &bytes)
        case .delta(let candidate, let index, let delta): grow(candidate, index, delta, &bytes)
        case .close(let candidate, let index): close(candidate, index, &bytes)
        case .logprobs(let candidate, let value):
            if let result = GeminiLogprobs.write(value) {
                write(candidate: candidate, [("logprobsResult", result)], &bytes)
            }
        case .finish(let candidate, let reason, let stopSequence):
            finishes[candidate] = (reason, stopSequence)
        case .usage(let usage): self.usage = usage
        case .preserved(let preserved): keep(preserved)
        case .serviceTier(let tier): serviceTier = tier
        case .failure(let failure): fail(failure, into: &bytes)
        case .end: break
        }
    }

    private mutating func begin(_ start: ResponseStart) {
        if !start.id.isEmpty { id = start.id }
        serviceTier = start.serviceTier
        if let preserved = start.preserved { keep(preserved) }
    }

    private mutating func keep(_ preserved: Preserved) {
        losses.note(preserved, at: "", into: .geminiGenerate)
        guard var members = preserved.ownGemini else { return }
        for value in members.remove("candidates")?.array ?? [] {
            guard let object = value.object else { continue }
            late[object["index"]?.int ?? 0, default: JSONObject()].merge(object)
        }
        own.merge(members)
    }

    private mutating func open(_ part: Part, _ candidate: Int, _ index: Int, _ bytes: inout ByteBuffer) {
        parts[candidate, default: [:]][index] = OpenPart(part: part)
        if case .text(let block) = part, !block.text.isEmpty { flush(candidate, index, &bytes) }
    }

    private mutating func grow(_ candidate: Int, _ index: Int, _ delta: PartDelta, _ bytes: inout ByteBuffer) {
        guard var open = parts[candidate]?[index] else { return }
        open.part.apply(delta)
        parts[candidate]?[index] = open
        guard case .text = delta else { return }
        switch open.part {
        case .text, .reasoning, .refusal: flush(candidate, index, &bytes)
        default: return
        }
    }

    /// Writes what a part holds and empties it; the next piece is a part of its own on the wire.
    private mutating func flush(_ candidate: Int, _ index: Int, _ bytes: inout ByteBuffer) {
        guard var open = parts[candidate]?[index] else { return }
        write(open.part, candidate, index, &bytes)
        switch open.part {
        case .text(var block):
            (block.text, block.signature) = ("", nil)
            open.part = .text(block)
        case .reasoning(var block):
            (block.text, block.signature) = ("", nil)
            open.part = .reasoning(block)
        default: open.part = .refusal("")
        }
        open.isWritten = true
        parts[candidate]?[index] = open
    }

    private mutating func close(_ candidate: Int, _ index: Int, _ bytes: inout ByteBuffer) {
        guard let open = parts[candidate]?.removeValue(forKey: index) else { return }
        let hasMore =
            switch open.part {
            case .text(let block): !block.text.isEmpty || block.signature != nil
            case .reasoning(let block):
                !block.text.isEmpty || block.signature != nil || block.redacted != nil
            case .refusal(let text): !text.isEmpty
            default: true
            }
        if hasMore { write(open.part, candidate, index, &bytes) }
    }

    private mutating func write(_ part: Part, _ candidate: Int, _ index: Int, _ bytes: inout ByteBuffer) {
        let path = "candidates[\(candidate)].content.parts[\(index)]"
        if case .text(let block) = part { texts[candidate, default: ""] += block.text }
        if case .citation(let citation) = part {
            guard citation.source?.dialect != .geminiGenerate else { return }
            let source = GeminiCitations.write(citation, of: texts[candidate] ?? "")
            late[candidate, default: JSONObject()]["citationMetadata"] = .object(
                JSONObject([("citationSources", .array(citations(of: candidate) + [source]))]))
            return
        }
        if case .reasoning(let block) = part, block.text.isEmpty, block.signature?.dialect != .geminiGenerate {
            losses.note("\(path).signature", "signed or sealed by another provider")
            return
        }
        var writer = GeminiPartWriter(takesMediaURLs: true)
        guard let object = GeminiResponseWriter.partObject(part, at: path, &writer, &losses) else { return }
        let content: JSONValue = ["parts": .array([.object(object)]), "role": "model"]
        write(candidate: candidate, [("content", content)], &bytes)
    }

    private func citations(of candidate: Int) -> [JSONValue] {
        late[candidate]?["citationMetadata"]?["citationSources"]?.array ?? []
    }

    private func write(candidate: Int, _ members: [(String, JSONValue)], _ bytes: inout ByteBuffer) {
        var object = JSONObject(members)
        object["index"] = .int(candidate)
        write(JSONObject([("candidates", .array([.object(object)]))]), &bytes)
    }

    private func write(_ members: JSONObject, _ bytes: inout ByteBuffer) {
        var body = members
        if !model.isEmpty { body["modelVersion"] = .string(model) }
        if !id.isEmpty { body["responseId"] = .string(id) }
        SSEWriter.event(data: JSONValue.object(body).bytes, into: &bytes)
    }

    mutating func finish(into bytes: inout ByteBuffer) {
        guard !hasFailed else { return }
        var candidates: [JSONValue] = []
        for index in Set(finishes.keys).union(late.keys).sorted() {
            var object = JSONObject()
            if let finish = finishes[index] {
                object["finishReason"] = .string(GeminiFinishReason.write(finish.reason))
                if finish.stopSequence != nil {
                    losses.note("stop_sequence", "Gemini does not say which sequence ended an answer")
                }
            }
            object.merge(late[index] ?? JSONObject())
            object["index"] = .int(index)
            candidates.append(.object(object))
        }
        var body = JSONObject()
        if !candidates.isEmpty, !isBlockedPrompt { body["candidates"] = .array(candidates) }
        if let usage {
            var object = GeminiUsage.write(usage, losses: &losses)
            if let serviceTier, object["serviceTier"] == nil { object["serviceTier"] = .string(serviceTier) }
            body["usageMetadata"] = .object(object)
        }
        body.merge(own)
        if !body.isEmpty { write(body, &bytes) }
    }

    private var isBlockedPrompt: Bool {
        guard let feedback = own["promptFeedback"]?.object, GeminiMembers(feedback).has("blockReason") else {
            return false
        }
        return texts.isEmpty && finishes.values.allSatisfy { $0.reason == .contentFilter }
    }

    mutating func fail(_ failure: Failure, into bytes: inout ByteBuffer) {
        guard !hasFailed else { return }
        hasFailed = true
        SSEWriter.event(data: JSONValue.object(GeminiFailureWriter.write(failure)).bytes, into: &bytes)
    }
}
