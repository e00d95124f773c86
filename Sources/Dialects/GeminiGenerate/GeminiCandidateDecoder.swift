import Wire

/// One candidate of a stream: the part that is open, and what is known only at the end.
struct GeminiCandidateDecoder {
    private enum Kind { case text, reasoning }

    let index: Int
    private var reader: GeminiPartReader
    private var count = 0
    private var open: Kind?
    private var call: (id: String, arguments: GeminiPartialArguments)?
    private var hasCalls = false
    private var reason: JSONValue?
    private var isBlocked = false
    private var text = ""
    private var sources = JSONObject()
    /// Members that the canonical model has no place for; they are told once, at the end.
    private(set) var late = JSONObject()

    init(index: Int, scope: String) {
        self.index = index
        reader = GeminiPartReader(calls: GeminiCallLedger(scope: scope))
    }

    mutating func block() { isBlocked = true }

    mutating func decode(_ members: inout GeminiMembers, into events: inout [GenerationEvent]) {
        if let content = members.object("content") {
            var content = GeminiMembers(content)
            _ = content.string("role")
            for part in content.list("parts") ?? [] {
                guard let object = part.object else { continue }
                decode(part: object, into: &events)
            }
            if !content.rest.isEmpty { members.keep("content", .object(content.rest)) }
        }
        if let reason = members.take("finishReason") { self.reason = reason }
        for name in ["groundingMetadata", "citationMetadata"] {
            var copy = members
            guard let value = copy.take(name) else { continue }
            sources[name] = name == "citationMetadata" ? Self.joined(sources[name], value) : value
        }
        var copy = members
        if let logprobs = copy.take("logprobsResult").flatMap({ GeminiLogprobs.read($0) }) {
            events.append(.logprobs(candidate: index, logprobs))
        }
        late.merge(members.rest)
    }

    /// Each event names the citations of its own text; the grounding of a later one replaces that of an earlier.
    private static func joined(_ known: JSONValue?, _ more: JSONValue) -> JSONValue {
        var members = GeminiMembers(more)
        let name = members.has("citationSources") ? "citationSources" : "citations"
        guard let known = known?[name]?.array, let new = members.list(name) else { return more }
        return .object(JSONObject([(name, .array(known + new.filter { !known.contains($0) }))]))
    }

    private mutating func decode(part object: JSONObject, into events: inout [GenerationEvent]) {
        if continueCall(object, &events) { return }
        let part = reader.read(object)
        switch part {
        case .text(let block):
            text += block.text
            grow(.text, part, block.text, block.signature, block.preserved, &events)
        case .reasoning(let block):
            grow(.reasoning, part, block.text, block.signature, block.preserved, &events)
        case .toolCall(let toolCall):
            hasCalls = true
            begin(toolCall, of: object, &events)
        default: whole(part, &events)
        }
    }

    /// Text goes on in the open part. A signature belongs to the part it came with: alone it signs the open part,
    /// with text it begins one of its own.
    private mutating func grow(
        _ kind: Kind, _ part: Part, _ text: String, _ signature: Signature?, _ preserved: Preserved?,
        _ events: inout [GenerationEvent]
    ) {
        if preserved != nil || (signature != nil && (!text.isEmpty || open != kind)) {
            whole(part, text: text, signature, &events)
            return
        }
        if let signature {
            events.append(.delta(candidate: index, index: count - 1, .signature(signature)))
            closeOpen(&events)
            return
        }
        guard !text.isEmpty else { return }
        if open != kind {
            closeOpen(&events)
            let empty: Part = kind == .text ? .text(TextPart("")) : .reasoning(Reasoning(text: ""))
            events.append(.open(candidate: index, index: count, part: empty))
            open = kind
            count += 1
        }
        events.append(.delta(candidate: index, index: count - 1, .text(text)))
    }

    /// A signed piece of text: opened empty, so that readers of deltas see its text.
    private mutating func whole(
        _ part: Part, text: String, _ signature: Signature?, _ events: inout [GenerationEvent]
    ) {
        closeOpen(&events)
        let empty: Part =
            switch part {
            case .text(var block):
                {
                    block.text = ""
                    block.signature = nil
                    return .text(block)
                }()
            case .reasoning(var block):
                {
                    block.text = ""
                    block.signature = nil
                    return .reasoning(block)
                }()
            default: part
            }
        events.append(.open(candidate: index, index: count, part: empty))
        if !text.isEmpty { events.append(.delta(candidate: index, index: count, .text(text))) }
        if let signature { events.append(.delta(candidate: index, index: count, .signature(signature))) }
        events.append(.close(candidate: index, index: count))
        count += 1
    }

    private mutating func whole(_ part: Part, _ events: inout [GenerationEvent]) {
        closeOpen(&events)
        events.append(.open(candidate: index, index: count, part: part))
        events.append(.close(candidate: index, index: count))
        count += 1
    }

    private mutating func closeOpen(_ events: inout [GenerationEvent]) {
        endCall(&events)
        guard open != nil else { return }
        open = nil
        events.append(.close(candidate: index, index: count - 1))
    }
}

/// Calls, whole or in pieces.
extension GeminiCandidateDecoder {
    private mutating func begin(
        _ toolCall: ToolCall, of object: JSONObject, _ events: inout [GenerationEvent]
    ) {
        closeOpen(&events)
        var opened = toolCall
        opened.arguments = ""
        var members = GeminiMembers(GeminiMembers.functionCall(of: object).map { .object($0) })
        let isPartial = members.has("partialArgs") || members.bool("willContinue") == true
        if isPartial { opened.preserved = nil }
        events.append(.open(candidate: index, index: count, part: .toolCall(opened)))
        count += 1
        if isPartial {
            var arguments = GeminiPartialArguments()
            for piece in members.list("partialArgs") ?? [] { arguments.add(piece) }
            call = (toolCall.id, arguments)
        } else {
            if !toolCall.arguments.isEmpty {
                events.append(.delta(candidate: index, index: count - 1, .arguments(toolCall.arguments)))
            }
            events.append(.close(candidate: index, index: count - 1))
        }
    }

    /// A `functionCall` without a name carries on with the one before.
    private mutating func continueCall(_ object: JSONObject, _ events: inout [GenerationEvent]) -> Bool {
        guard call != nil, let piece = GeminiMembers.functionCall(of: object) else { return false }
        var members = GeminiMembers(piece)
        guard (members.string("name") ?? "").isEmpty else { return false }
        for piece in members.list("partialArgs") ?? [] { call?.arguments.add(piece) }
        if members.bool("willContinue") != true { endCall(&events) }
        return true
    }

    private mutating func endCall(_ events: inout [GenerationEvent]) {
        guard let call else { return }
        self.call = nil
        events.append(.delta(candidate: index, index: count - 1, .arguments(call.arguments.value.text)))
        events.append(.close(candidate: index, index: count - 1))
    }

    /// The end of the bytes. A call that was still coming is left without arguments: half of them are none.
    mutating func finish(into events: inout [GenerationEvent]) {
        if call != nil, reason == nil {
            call = nil
            events.append(.close(candidate: index, index: count - 1))
        }
        closeOpen(&events)
        let text = text
        let found = GeminiCitations.read(
            grounding: sources["groundingMetadata"], citations: sources["citationMetadata"], text: { _ in text })
        if !text.isEmpty {
            for entry in found { whole(.citation(entry.citation), &events) }
        }
        if let reason {
            let finish = GeminiFinishReason.read(reason, hasCalls: hasCalls)
            if reason.string != GeminiFinishReason.write(finish) {
                late["finishReason"] = reason
            }
            events.append(.finish(candidate: index, finish, stopSequence: nil))
        } else if isBlocked {
            events.append(.finish(candidate: index, .contentFilter, stopSequence: nil))
        }
        reason = nil
        isBlocked = false
        sources = JSONObject()
    }
}

extension GeminiMembers {
    static func functionCall(of part: JSONObject) -> JSONObject? {
        var members = GeminiMembers(part)
        return members.object("functionCall")
    }
}
