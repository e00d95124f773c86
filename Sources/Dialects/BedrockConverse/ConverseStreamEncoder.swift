import NIOCore
import Wire

/// Canonical events → messages of an event stream.
struct ConverseStreamEncoder: StreamEncoder {
    private(set) var losses = Losses()
    private var hasStarted = false
    private var hasEnded = false
    private var reason: FinishReason?
    private var stopSequence: String?
    private var usage: Usage?
    private var own = JSONObject()
    private var serviceTier: String?
    /// The wire's index of each open part.
    private var open: [Int: Int] = [:]
    /// The part citations belong to.
    private var text: Int?
    private var reasonings: Set<Int> = []
    private var blocks = 0
    private var ids = AnthropicToolIDs()

    mutating func encode(_ event: GenerationEvent, into bytes: inout ByteBuffer) {
        guard !hasEnded else { return }
        switch event {
        case .start(let start):
            keep(start.preserved)
            serviceTier = start.serviceTier
            begin(into: &bytes)
        case .open(0, let index, let part):
            begin(into: &bytes)
            begin(part, index, into: &bytes)
        case .open: losses.note("choices", "an answer here has one candidate")
        case .delta(0, let index, let delta): grow(index, delta, into: &bytes)
        case .close(0, let index):
            if index != text { close(index, into: &bytes) }
        case .logprobs: losses.note("logprobs", Converse.none)
        case .finish(0, let reason, let sequence): (self.reason, stopSequence) = (reason, sequence)
        case .usage(let usage): self.usage = usage
        case .preserved(let preserved): keep(preserved)
        case .serviceTier(let tier): serviceTier = tier
        case .failure(let failure): fail(failure, into: &bytes)
        case .delta, .close, .finish, .end: break
        }
    }

    mutating func finish(into bytes: inout ByteBuffer) {
        guard !hasEnded else { return }
        begin(into: &bytes)
        for index in open.keys.sorted() { close(index, into: &bytes) }
        hasEnded = true
        var stop = JSONObject([("stopReason", .string(ConverseStop.reason(reason ?? .stop)))])
        stop[ConverseAnswer.fieldsName] =
            own.remove(ConverseAnswer.fieldsName) ?? stopSequence.map { ["stop_sequence": .string($0)] }
        write("messageStop", stop, into: &bytes)
        let none = Usage(input: 0, output: 0)
        var metadata = JSONObject([("usage", ConverseUsage.json(usage ?? none, losses: &losses))])
        metadata["serviceTier"] = serviceTier.flatMap(ConverseTier.type).map { ["type": .string($0)] }
        metadata.fill(own)
        if metadata["metrics"] == nil { metadata["metrics"] = ["latencyMs": 0] }
        write("metadata", metadata, into: &bytes)
    }

    mutating func fail(_ failure: Failure, into bytes: inout ByteBuffer) {
        guard !hasEnded else { return }
        hasEnded = true
        let name = ConverseFailure.exception(of: failure)
        let headers: [(String, EventStreamMessage.Value)] = [
            (":exception-type", .string(name)), (":content-type", .string("application/json")),
            (":message-type", .string("exception")),
        ]
        EventStreamMessage(headers: headers, payload: JSONValue.object(ConverseFailure.json(failure)).bytes)
            .write(into: &bytes)
    }

    private mutating func keep(_ preserved: Preserved?) {
        losses.note(preserved, at: "", into: Converse.dialect)
        guard let preserved, preserved.dialect == Converse.dialect else { return }
        for (key, value) in preserved.members { own[key] = value }
    }

    private mutating func begin(into bytes: inout ByteBuffer) {
        guard !hasStarted else { return }
        hasStarted = true
        write("messageStart", JSONObject([("role", "assistant")]), into: &bytes)
    }

    private mutating func begin(_ part: Part, _ index: Int, into bytes: inout ByteBuffer) {
        if case .citation(let citation) = part {
            guard let json = ConverseBlock.json(citation), let text else {
                return losses.note("annotations", "a citation here has a place in a document or on the web")
            }
            return write(text, ["citation": json], into: &bytes)
        }
        closeText(into: &bytes)
        switch part {
        case .text(let said):
            open(index)
            text = index
            grow(index, .text(said.text), into: &bytes)
        case .refusal(let said):
            open(index)
            text = index
            grow(index, .text(said), into: &bytes)
        case .reasoning(let reasoning):
            open(index)
            reasonings.insert(index)
            if let data = reasoning.redacted {
                let content: JSONValue = ["redactedContent": .string(data.wire(in: Converse.dialect))]
                write(index, ["reasoningContent": content], into: &bytes)
            } else if !reasoning.text.isEmpty {
                write(index, ["reasoningContent": ["text": .string(reasoning.text)]], into: &bytes)
            }
            if let signature = reasoning.signature { grow(index, .signature(signature), into: &bytes) }
        case .toolCall(let call):
            open(index)
            var start = JSONObject([
                ("toolUseId", .string(ids.spelling(of: call.id))), ("name", .string(call.name)),
            ])
            Preserved.write(call.preserved, of: Converse.dialect, into: &start, at: "content", losses: &losses)
            write(
                "contentBlockStart",
                ["contentBlockIndex": .int(open[index] ?? 0), "start": ["toolUse": .object(start)]],
                into: &bytes)
            grow(index, .arguments(call.arguments), into: &bytes)
        case .cacheMarker: return
        case .media, .toolResult, .opaque, .citation: losses.note("content", Converse.none)
        }
    }

    private mutating func open(_ index: Int) {
        open[index] = blocks
        blocks += 1
    }

    private mutating func closeText(into bytes: inout ByteBuffer) {
        if let text { close(text, into: &bytes) }
        text = nil
    }

    private mutating func grow(_ index: Int, _ delta: PartDelta, into bytes: inout ByteBuffer) {
        guard open[index] != nil else { return }
        switch delta {
        case .text(let said) where !said.isEmpty:
            let isText = text == index
            write(index, isText ? ["text": .string(said)] : ["reasoningContent": ["text": .string(said)]], into: &bytes)
        case .arguments(let input) where !input.isEmpty:
            write(index, ["toolUse": ["input": .string(input)]], into: &bytes)
        case .signature where !reasonings.contains(index):
            losses.note("content.signature", "only reasoning is signed here")
        case .signature(let signature):
            let value = JSONValue.string(signature.wire(in: Converse.dialect))
            write(index, ["reasoningContent": ["signature": value]], into: &bytes)
        default: break
        }
    }

    private mutating func close(_ index: Int, into bytes: inout ByteBuffer) {
        guard let block = open.removeValue(forKey: index) else { return }
        write("contentBlockStop", JSONObject([("contentBlockIndex", .int(block))]), into: &bytes)
    }

    private func write(_ index: Int, _ delta: JSONValue, into bytes: inout ByteBuffer) {
        write(
            "contentBlockDelta",
            JSONObject([("contentBlockIndex", .int(open[index] ?? 0)), ("delta", delta)]), into: &bytes)
    }

    private func write(_ name: String, _ payload: JSONObject, into bytes: inout ByteBuffer) {
        let headers: [(String, EventStreamMessage.Value)] = [
            (":event-type", .string(name)), (":content-type", .string("application/json")),
            (":message-type", .string("event")),
        ]
        EventStreamMessage(headers: headers, payload: JSONValue.object(payload).bytes).write(into: &bytes)
    }
}
