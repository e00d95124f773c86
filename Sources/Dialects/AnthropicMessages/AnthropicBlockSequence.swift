import NIOCore
import Wire

/// Parts that may interleave → blocks one after the other.
struct AnthropicBlockSequence {
    /// A part whose turn has not come: what was said of it so far.
    private struct Waiting {
        var index: Int
        var part: Part
        var deltas: [PartDelta] = []
        var isClosed = false
    }

    /// The part being written.
    private var active: (index: Int, part: Part)?
    private var waiting: [Waiting] = []
    /// Text and reasoning closed before their time, to go on in a further block.
    private var interrupted: [Int: Part] = [:]
    /// Whether the active text is complete; its block stays open for the citations that follow it.
    private var awaitsCitations = false
    private var nextBlock = 0
    private var writer = AnthropicBlockWriter(inRequest: false)

    mutating func open(_ part: Part, index: Int, into bytes: inout ByteBuffer, losses: inout Losses) {
        switch part {
        case .citation(let citation):
            cite(citation, into: &bytes, losses: &losses)
            return
        case .cacheMarker:
            return
        default: break
        }
        guard let active else {
            begin(part, index: index, into: &bytes, losses: &losses)
            return
        }
        if active.part.canGoOnInAnotherBlock {
            if !awaitsCitations { interrupted[active.index] = active.part.withoutContent }
            stop(into: &bytes)
            begin(part, index: index, into: &bytes, losses: &losses)
        } else {
            waiting.append(Waiting(index: index, part: part))
        }
    }

    mutating func grow(_ index: Int, by delta: PartDelta, into bytes: inout ByteBuffer, losses: inout Losses) {
        if active?.index == index {
            write(delta, into: &bytes)
        } else if let place = waiting.firstIndex(where: { $0.index == index }) {
            waiting[place].deltas.append(delta)
        } else if let part = interrupted.removeValue(forKey: index) {
            open(part, index: index, into: &bytes, losses: &losses)
            grow(index, by: delta, into: &bytes, losses: &losses)
        }
    }

    mutating func close(_ index: Int, into bytes: inout ByteBuffer) {
        interrupted[index] = nil
        if let place = waiting.firstIndex(where: { $0.index == index }) { waiting[place].isClosed = true }
        guard let active, active.index == index else { return }
        if case .text = active.part, waiting.isEmpty {
            awaitsCitations = true
            return
        }
        stop(into: &bytes)
        writeWaiting(into: &bytes)
    }

    mutating func closeAll(into bytes: inout ByteBuffer, losses: inout Losses) {
        for place in waiting.indices { waiting[place].isClosed = true }
        if active != nil { stop(into: &bytes) }
        writeWaiting(into: &bytes)
    }

    private mutating func writeWaiting(into bytes: inout ByteBuffer) {
        var losses = Losses()
        while active == nil, !waiting.isEmpty {
            let next = waiting.removeFirst()
            begin(next.part, index: next.index, into: &bytes, losses: &losses)
            guard active != nil else { continue }
            for delta in next.deltas { write(delta, into: &bytes) }
            if next.isClosed { stop(into: &bytes) }
        }
    }

    private mutating func begin(_ part: Part, index: Int, into bytes: inout ByteBuffer, losses: inout Losses) {
        var start: JSONObject?
        do {
            start = try writer.block(for: part.withoutArguments, at: "content", losses: &losses)
        } catch {
            losses.note(error.path, error.message)
        }
        guard let start else { return }
        active = (index, part)
        send(
            [("type", .string("content_block_start")), ("index", .int(nextBlock)), ("content_block", .object(start))],
            into: &bytes)
        if case .toolCall(let call) = part, !call.arguments.isEmpty { write(.arguments(call.arguments), into: &bytes) }
    }

    private mutating func stop(into bytes: inout ByteBuffer) {
        send([("type", .string("content_block_stop")), ("index", .int(nextBlock))], into: &bytes)
        nextBlock += 1
        awaitsCitations = false
        active = nil
    }

    private mutating func cite(_ citation: Citation, into bytes: inout ByteBuffer, losses: inout Losses) {
        guard case .text? = active?.part, let json = AnthropicCitation.encode(citation, inRequest: false) else {
            losses.note("content.citations", "a citation Anthropic cannot hold")
            return
        }
        send(delta: [("type", .string("citations_delta")), ("citation", json)], into: &bytes)
    }

    private func write(_ delta: PartDelta, into bytes: inout ByteBuffer) {
        guard let active else { return }
        switch (active.part, delta) {
        case (.text, .text(let text)), (.refusal, .text(let text)):
            send(delta: [("type", .string("text_delta")), ("text", .string(text))], into: &bytes)
        case (.reasoning, .text(let text)):
            send(delta: [("type", .string("thinking_delta")), ("thinking", .string(text))], into: &bytes)
        case (.reasoning, .signature(let signature)):
            let wire = JSONValue.string(signature.wire(in: .anthropicMessages))
            send(delta: [("type", .string("signature_delta")), ("signature", wire)], into: &bytes)
        case (.toolCall, .arguments(let text)):
            send(delta: [("type", .string("input_json_delta")), ("partial_json", .string(text))], into: &bytes)
        default: break
        }
    }

    private func send(delta: [(String, JSONValue)], into bytes: inout ByteBuffer) {
        send(
            [
                ("type", .string("content_block_delta")), ("index", .int(nextBlock)),
                ("delta", .object(JSONObject(delta))),
            ], into: &bytes)
    }

    private func send(_ members: [(String, JSONValue)], into bytes: inout ByteBuffer) {
        AnthropicStreamEncoder.write(JSONObject(members), into: &bytes)
    }
}

extension Part {
    /// Text joins with nothing between, so it may go on in another block; a tool call or a whole block may not.
    fileprivate var canGoOnInAnotherBlock: Bool {
        switch self {
        case .text, .refusal, .reasoning: true
        default: false
        }
    }

    /// The same part with nothing said yet.
    fileprivate var withoutContent: Part {
        switch self {
        case .text: .text(TextPart(""))
        case .refusal: .refusal("")
        case .reasoning: .reasoning(Reasoning(text: ""))
        default: self
        }
    }

    /// A tool call as it begins: `input` is `{}` and grows by deltas.
    fileprivate var withoutArguments: Part {
        guard case .toolCall(var call) = self else { return self }
        call.arguments = ""
        return .toolCall(call)
    }
}
