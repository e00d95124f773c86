package import NIOCore
import Wire

/// Canonical events → `message_start` … `message_stop`.
///
/// Anthropic's blocks follow each other, canonical parts may interleave. Text and reasoning are closed when something
/// else begins and go on in a further block; of several open tool calls the first is written, the others wait.
package struct AnthropicStreamEncoder: StreamEncoder {
    package private(set) var losses = Losses()
    private let context: StreamContext
    private var start: ResponseStart?
    private var hasStarted = false
    private var hasEnded = false
    private var usage: Usage?
    private var finishReason: FinishReason?
    private var stopSequence: String?
    private var late = JSONObject()
    private var blocks = AnthropicBlockSequence()

    package init(_ context: StreamContext) { self.context = context }

    package mutating func encode(_ event: GenerationEvent, into bytes: inout ByteBuffer) {
        guard !hasEnded else { return }
        switch event {
        case .start(let start):
            self.start = start
            // Of a whole answer told as a stream it is known from the beginning.
            late["stop_reason"] = start.preserved?.stopReason
        case .usage(let usage):
            self.usage = usage
        case .open(let candidate, let index, let part):
            guard isFirst(candidate) else { return }
            begin(into: &bytes)
            blocks.open(part, index: index, into: &bytes, losses: &losses)
        case .delta(let candidate, let index, let delta):
            guard isFirst(candidate) else { return }
            blocks.grow(index, by: delta, into: &bytes, losses: &losses)
        case .close(let candidate, let index):
            guard isFirst(candidate) else { return }
            blocks.close(index, into: &bytes)
        case .logprobs:
            losses.note("logprobs", "no counterpart in anthropic-messages")
        case .finish(let candidate, let reason, let sequence):
            guard isFirst(candidate) else { return }
            finishReason = reason
            stopSequence = sequence
        case .preserved(let preserved):
            losses.note(preserved, at: "", into: .anthropicMessages)
            guard preserved.dialect == .anthropicMessages else { return }
            for (key, value) in preserved.members { late[key] = value }
        case .serviceTier(let tier):
            if hasStarted { losses.note("usage.service_tier", "known only after the message's start") }
            start?.serviceTier = tier
        case .failure(let failure):
            fail(failure, into: &bytes)
        case .end:
            break
        }
    }

    package mutating func finish(into bytes: inout ByteBuffer) {
        guard !hasEnded else { return }
        begin(into: &bytes)
        blocks.closeAll(into: &bytes, losses: &losses)
        var delta = JSONObject([
            ("stop_reason", AnthropicStopReason.wire(finishReason, stopSequence: stopSequence)),
            ("stop_sequence", stopSequence.map(JSONValue.string) ?? .null),
        ])
        var event = JSONObject([("type", .string("message_delta"))])
        for (key, value) in late {
            // What Anthropic itself puts beside `delta`; all else belongs to the message and stands in it.
            if key == "context_management" { event[key] = value } else { delta[key] = value }
        }
        event["delta"] = .object(delta)
        let usage = usage ?? Usage(input: 0, output: 0)
        // The tier was said in message_start.
        event["usage"] = .object(AnthropicUsage.json(usage, serviceTier: nil, losses: &losses))
        Self.write(event, into: &bytes)
        Self.write(JSONObject([("type", .string("message_stop"))]), into: &bytes)
        hasEnded = true
    }

    package mutating func fail(_ failure: Failure, into bytes: inout ByteBuffer) {
        guard !hasEnded else { return }
        hasEnded = true
        Self.write(AnthropicFailure.encode(failure), into: &bytes)
    }

    /// One event, named like its type.
    static func write(_ event: JSONObject, into bytes: inout ByteBuffer) {
        SSEWriter.event(name: event.blockType, data: JSONValue.object(event).bytes, into: &bytes)
    }

    private mutating func isFirst(_ candidate: Int) -> Bool {
        if candidate != 0 { losses.note("choices", "Anthropic's answers have one candidate") }
        return candidate == 0
    }

    /// `message_start` waits for the first content, so that usage said early stands in it.
    private mutating func begin(into bytes: inout ByteBuffer) {
        guard !hasStarted else { return }
        hasStarted = true
        let id = start?.id ?? ""
        let model = start?.model ?? ""
        var message = AnthropicResponse.head(
            id: id.isEmpty ? context.id : id, model: model.isEmpty ? context.model : model)
        message["content"] = .array([])
        message["stop_reason"] = .null
        message["stop_sequence"] = .null
        let usage = usage ?? Usage(input: 0, output: 0)
        message["usage"] = .object(
            AnthropicUsage.json(usage, serviceTier: start?.serviceTier, losses: &losses))
        AnthropicMembers.write(start?.preserved, into: &message, at: "", losses: &losses)
        Self.write(
            JSONObject([("type", .string("message_start")), ("message", .object(message))]), into: &bytes)
    }
}
