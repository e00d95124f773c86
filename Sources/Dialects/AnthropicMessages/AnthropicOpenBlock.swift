import Wire

/// One block of a stream between its start and its stop.
struct AnthropicOpenBlock {
    /// Canonical.
    let index: Int
    private var part: Part
    /// What the model wrote of a server tool's input; such a block is shown whole, at its end.
    private var input = ""
    private var signature = ""
    private var hasDelta = false

    init(index: Int, part: Part) {
        self.index = index
        self.part = part
    }

    mutating func begin(into events: inout [GenerationEvent]) {
        switch part {
        case .text(let text):
            append(.open(candidate: 0, index: index, part: .text(TextPart("", preserved: text.preserved))), to: &events)
            if !text.text.isEmpty { append(.text(text.text), to: &events) }
        case .reasoning(let reasoning) where reasoning.redacted == nil:
            let empty = Reasoning(text: "", preserved: reasoning.preserved)
            append(.open(candidate: 0, index: index, part: .reasoning(empty)), to: &events)
            if !reasoning.text.isEmpty { append(.text(reasoning.text), to: &events) }
            if let signature = reasoning.signature {
                self.signature = signature.wire(in: .anthropicMessages)
                append(.signature(signature), to: &events)
            }
        case .toolCall(var call):
            call.arguments = ""
            append(.open(candidate: 0, index: index, part: .toolCall(call)), to: &events)
        case .opaque:
            break
        default:
            append(.open(candidate: 0, index: index, part: part), to: &events)
        }
    }

    mutating func grow(_ delta: JSONView, into events: inout [GenerationEvent]) {
        let type = delta["type"]?.string
        if case .opaque(let opaque) = part {
            part = .opaque(grown(opaque, by: delta, type: type))
            return
        }
        switch (part, type) {
        case (.text, "text_delta"):
            append(.text(delta["text"]?.string ?? ""), to: &events)
        case (.reasoning, "thinking_delta"):
            append(.text(delta["thinking"]?.string ?? ""), to: &events)
        case (.reasoning, "signature_delta"):
            signature += delta["signature"]?.string ?? ""
            if let signature = Signature(wire: signature, in: .anthropicMessages) {
                append(.signature(signature), to: &events)
            }
        case (.toolCall, "input_json_delta"):
            let text = delta["partial_json"]?.string ?? ""
            guard !text.isEmpty else { return }
            hasDelta = true
            append(.arguments(text), to: &events)
        default: break
        }
    }

    mutating func end(into events: inout [GenerationEvent]) {
        switch part {
        case .toolCall(let call) where !hasDelta:
            // No delta came: the input is what stood in the block's start, as a rule `{}`.
            append(.arguments(call.arguments), to: &events)
        case .opaque(var opaque):
            if let parsed = try? JSONValue(parsing: input) { opaque.json["input"] = parsed }
            append(.open(candidate: 0, index: index, part: .opaque(opaque)), to: &events)
        default: break
        }
        append(.close(candidate: 0, index: index), to: &events)
    }

    /// A block only this dialect knows grows by `input_json_delta`, or by deltas whose members are named like its own.
    private mutating func grown(_ opaque: Opaque, by delta: JSONView, type: String?) -> Opaque {
        if type == "input_json_delta" {
            input += delta["partial_json"]?.string ?? ""
            return opaque
        }
        var opaque = opaque
        for (key, value) in delta.members where key != "type" {
            if let text = value.string, let before = opaque.json[key]?.string {
                opaque.json[key] = .string(before + text)
            } else {
                opaque.json[key] = JSONValue(value)
            }
        }
        return opaque
    }

    private func append(_ delta: PartDelta, to events: inout [GenerationEvent]) {
        events.append(.delta(candidate: 0, index: index, delta))
    }

    private func append(_ event: GenerationEvent, to events: inout [GenerationEvent]) {
        events.append(event)
    }
}
