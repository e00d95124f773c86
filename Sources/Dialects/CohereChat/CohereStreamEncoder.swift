import NIOCore
import Wire

/// Canonical events → `message-start` … `message-end`.
struct CohereStreamEncoder: StreamEncoder {
    private(set) var losses = Losses()
    private let context: StreamContext
    private var id: String
    private var hasStarted = false
    private var hasEnded = false
    private var usage: Usage?
    private var finishReason: FinishReason?
    private var own = JSONObject()
    /// The wire's index of each open part, and what it is.
    private var open: [Int: (kind: Kind, index: Int)] = [:]
    private var blocks = 0
    private var calls = 0
    private var citations = 0

    private enum Kind: String { case text, thinking, call }

    init(_ context: StreamContext) {
        self.context = context
        id = context.id
    }

    mutating func encode(_ event: GenerationEvent, into bytes: inout ByteBuffer) {
        guard !hasEnded else { return }
        switch event {
        case .start(let start):
            if !start.id.isEmpty { id = start.id }
            keep(start.preserved)
            begin(into: &bytes)
        case .open(let candidate, let index, let part):
            guard candidate == 0 else { return losses.note("choices", "Cohere's answers have one candidate") }
            begin(into: &bytes)
            begin(part, index, into: &bytes)
        case .delta(let candidate, let index, let delta):
            if candidate == 0 { grow(index, delta, into: &bytes) }
        case .close(let candidate, let index): if candidate == 0 { close(index, into: &bytes) }
        case .logprobs: losses.note("logprobs", "of another form in cohere-chat")
        case .finish(let candidate, let reason, _): if candidate == 0 { finishReason = reason }
        case .usage(let usage): self.usage = usage
        case .preserved(let preserved): keep(preserved)
        case .failure(let failure): fail(failure, into: &bytes)
        case .serviceTier, .end: break
        }
    }

    mutating func finish(into bytes: inout ByteBuffer) {
        guard !hasEnded else { return }
        begin(into: &bytes)
        for index in open.keys.sorted() { close(index, into: &bytes) }
        hasEnded = true
        var delta = JSONObject()
        delta["finish_reason"] =
            own.remove("finish_reason") ?? .string(CohereAnswer.reason(finishReason ?? .stop, preserved: nil))
        delta["usage"] = usage.map { CohereAnswer.json($0, losses: &losses) }
        delta.fill(own)
        write("message-end", JSONObject([("id", .string(id)), ("delta", .object(delta))]), into: &bytes)
        SSEWriter.event(data: ByteBuffer(string: "[DONE]"), into: &bytes)
    }

    /// As Cohere tells it: an end whose `error` says why. Its clients pass over an event called `error`, and would take the
    /// answer for whole.
    mutating func fail(_ failure: Failure, into bytes: inout ByteBuffer) {
        guard !hasEnded else { return }
        hasEnded = true
        var delta = JSONObject([("error", .string(failure.message)), ("finish_reason", .string("ERROR"))])
        var more = CohereFailure.encode(failure)
        _ = more.remove("message")
        delta.fill(more)
        write("message-end", JSONObject([("id", .string(id)), ("delta", .object(delta))]), into: &bytes)
    }

    private mutating func keep(_ preserved: Preserved?) {
        losses.note(preserved, at: "", into: .cohereChat)
        guard let preserved, preserved.dialect == .cohereChat else { return }
        for (key, value) in preserved.members { own[key] = value }
    }

    private mutating func begin(into bytes: inout ByteBuffer) {
        guard !hasStarted else { return }
        hasStarted = true
        let message: JSONValue = [
            "role": "assistant", "content": .array([]), "tool_plan": "", "tool_calls": .array([]),
            "citations": .array([]),
        ]
        write("message-start", JSONObject([("id", .string(id)), ("delta", Self.delta(message))]), into: &bytes)
    }

    private mutating func begin(_ part: Part, _ index: Int, into bytes: inout ByteBuffer) {
        switch part {
        case .text(let text): begin(.text, text.text, index, text.preserved, into: &bytes)
        case .refusal(let text): begin(.text, text, index, nil, into: &bytes)
        case .reasoning(let reasoning):
            guard reasoning.redacted == nil else {
                return losses.note("message.thinking", "redacted reasoning")
            }
            begin(.thinking, reasoning.text, index, reasoning.preserved, into: &bytes)
        case .toolCall(let call):
            open[index] = (.call, calls)
            let function: JSONValue = ["name": .string(call.name), "arguments": .string(call.arguments)]
            let entry: JSONValue = ["id": .string(call.id), "type": "function", "function": function]
            write("tool-call-start", calls, ["tool_calls": entry], into: &bytes)
            calls += 1
        case .citation(let citation):
            guard let json = CohereAnswer.json(citation) else {
                return losses.note("message.annotations", "Cohere's citations name a place in the text")
            }
            write("citation-start", citations, ["citations": json], into: &bytes)
            write("citation-end", JSONObject([("index", .int(citations))]), into: &bytes)
            citations += 1
        case .media, .toolResult, .cacheMarker, .opaque:
            losses.note("message.content", "no counterpart in cohere-chat")
        }
    }

    private mutating func begin(
        _ kind: Kind, _ text: String, _ index: Int, _ preserved: Preserved?, into bytes: inout ByteBuffer
    ) {
        open[index] = (kind, blocks)
        var block = JSONObject([("type", .string(kind.rawValue)), (kind.rawValue, .string(""))])
        Preserved.write(preserved, of: .cohereChat, into: &block, at: "message.content", losses: &losses)
        write("content-start", blocks, ["content": .object(block)], into: &bytes)
        blocks += 1
        if !text.isEmpty { grow(index, .text(text), into: &bytes) }
    }

    private mutating func grow(_ index: Int, _ delta: PartDelta, into bytes: inout ByteBuffer) {
        guard let part = open[index] else { return }
        switch (delta, part.kind) {
        case (.text(let text), .text), (.text(let text), .thinking):
            write("content-delta", part.index, ["content": [part.kind.rawValue: .string(text)]], into: &bytes)
        case (.arguments(let text), .call):
            let function: JSONValue = ["function": ["arguments": .string(text)]]
            write("tool-call-delta", part.index, ["tool_calls": function], into: &bytes)
        case (.signature, _): losses.note("message.signature", "no counterpart in cohere-chat")
        default: break
        }
    }

    private mutating func close(_ index: Int, into bytes: inout ByteBuffer) {
        guard let part = open.removeValue(forKey: index) else { return }
        let name = part.kind == .call ? "tool-call-end" : "content-end"
        write(name, JSONObject([("index", .int(part.index))]), into: &bytes)
    }

    private static func delta(_ message: JSONValue) -> JSONValue { ["message": message] }

    private func write(_ type: String, _ index: Int, _ message: JSONValue, into bytes: inout ByteBuffer) {
        write(type, JSONObject([("index", .int(index)), ("delta", Self.delta(message))]), into: &bytes)
    }

    private func write(_ type: String, _ members: JSONObject, into bytes: inout ByteBuffer) {
        var event = JSONObject([("type", .string(type))])
        for (key, value) in members { event[key] = value }
        SSEWriter.event(name: type, data: JSONValue.object(event).bytes, into: &bytes)
    }
}
