import Wire

/// What one candidate of a stream has said so far, and how its next delta becomes events.
struct OpenAIStreamCandidate {
    /// The kinds of part that grow by text; one of them is open at a time.
    enum Speech: Equatable { case text, reasoning, refusal }

    let index: Int
    private var nextPart = 0
    private var speech: (kind: Speech, part: Int)?
    /// The text of the open reasoning part: entries of `reasoning_details` may repeat it, or the last of it.
    private var thought = ""
    private var audioPart: Int?
    private var calls: [OpenAIStreamCall] = []
    private var finish: FinishReason?
    private var hasEnded = false

    init(index: Int) { self.index = index }

    mutating func read(_ choice: JSONView, into events: inout [GenerationEvent]) {
        if let logprobs = choice["logprobs"], !logprobs.isNull {
            events.append(.logprobs(candidate: index, JSONValue(logprobs)))
        }
        if let delta = choice["delta"], delta.kind == .object {
            read(delta: delta, into: &events)
        } else if let message = choice["message"], message.kind == .object, nextPart == 0 {
            // A whole message in place of deltas; beside deltas it repeats them.
            read(delta: message, into: &events)
        } else if let text = choice["text"]?.string {
            say(.text, text, into: &events)
        }
        if let reason = choice["finish_reason"] {
            let text = reason.string ?? reason.numberText ?? ""
            // A later `stop` never hides that the answer was cut or filtered.
            if !text.isEmpty, finish == nil || finish == .stop {
                finish = OpenAIFinish.read(text, hasCalls: false)
            }
        }
    }

    private mutating func read(delta: JSONView, into events: inout [GenerationEvent]) {
        let plain = OpenAIReasoning.text(delta)
        say(.reasoning, plain, into: &events)
        for detail in delta["reasoning_details"].list {
            read(detail: detail, saidPlainly: !plain.isEmpty, into: &events)
        }
        read(content: delta["content"], into: &events)
        if let refusal = delta["refusal"]?.string { say(.refusal, refusal, into: &events) }
        for part in OpenAIAnswerReader.images(delta["images"]) { tell(part, into: &events) }
        if let audio = delta["audio"], audio.kind == .object { hear(audio, into: &events) }
        for part in OpenAICitation.read(delta["annotations"]) { tell(part, into: &events) }
        for (position, call) in delta["tool_calls"].list.enumerated() {
            read(call: call, position: position, into: &events)
        }
        if let call = delta["function_call"], call.kind == .object { readLegacy(call, into: &events) }
    }

    private mutating func read(content: JSONView?, into events: inout [GenerationEvent]) {
        guard let content, !content.isNull else { return }
        if let text = content.string {
            say(.text, text, into: &events)
            return
        }
        for part in OpenAIAnswerReader.lenientContent(content) {
            switch part {
            case .text(let part): say(.text, part.text, into: &events)
            case .reasoning(let part): say(.reasoning, part.text, into: &events)
            case .refusal(let text): say(.refusal, text, into: &events)
            default: tell(part, into: &events)
            }
        }
    }

    private mutating func read(detail: JSONView, saidPlainly: Bool, into events: inout [GenerationEvent]) {
        if let signature = OpenAIReasoning.textSignature(detail) {
            signText(signature, into: &events)
            return
        }
        guard let reasoning = OpenAIReasoning.reasoning(detail) else { return }
        let isProof = detail["data"]?.string != nil || detail["signature"]?.string != nil
        if reasoning.redacted != nil || (reasoning.preserved != nil && isProof && reasoning.text.isEmpty) {
            tell(.reasoning(reasoning), into: &events)
            return
        }
        if !saidPlainly, !thought.hasSuffix(reasoning.text) { say(.reasoning, reasoning.text, into: &events) }
        if let signature = reasoning.signature {
            if speech?.kind != .reasoning { open(.reasoning, into: &events) }
            if let part = speech?.part {
                events.append(.delta(candidate: index, index: part, .signature(signature)))
            }
            // A signature ends what it signs.
            closeSpeech(into: &events)
        }
    }

    private mutating func signText(_ signature: Signature, into events: inout [GenerationEvent]) {
        if speech?.kind != .text { open(.text, into: &events) }
        if let part = speech?.part { events.append(.delta(candidate: index, index: part, .signature(signature))) }
    }

    private mutating func say(_ kind: Speech, _ text: String, into events: inout [GenerationEvent]) {
        guard !text.isEmpty else { return }
        if speech?.kind != kind { open(kind, into: &events) }
        if kind == .reasoning { thought += text }
        if let part = speech?.part { events.append(.delta(candidate: index, index: part, .text(text))) }
    }

    private mutating func open(_ kind: Speech, into events: inout [GenerationEvent]) {
        closeSpeech(into: &events)
        thought = ""
        let part: Part =
            switch kind {
            case .text: .text(TextPart(""))
            case .reasoning: .reasoning(Reasoning(text: ""))
            case .refusal: .refusal("")
            }
        speech = (kind, nextPart)
        events.append(.open(candidate: index, index: nextPart, part: part))
        nextPart += 1
    }

    private mutating func closeSpeech(into events: inout [GenerationEvent]) {
        if let speech { events.append(.close(candidate: index, index: speech.part)) }
        speech = nil
    }

    /// A part that comes whole.
    private mutating func tell(_ part: Part, into events: inout [GenerationEvent]) {
        events.append(.open(candidate: index, index: nextPart, part: part))
        events.append(.close(candidate: index, index: nextPart))
        nextPart += 1
    }

    private mutating func hear(_ audio: JSONView, into events: inout [GenerationEvent]) {
        let part: Int
        if let known = audioPart {
            part = known
        } else {
            let rest = JSONObject(rest: audio, without: ["data", "transcript"])
            let media = Media(kind: .audio, source: .base64(""), preserved: Preserved(openAI: rest))
            part = nextPart
            nextPart += 1
            audioPart = part
            events.append(.open(candidate: index, index: part, part: .media(media)))
        }
        if let data = audio["data"]?.string, !data.isEmpty {
            events.append(.delta(candidate: index, index: part, .media(data)))
        }
        if let text = audio["transcript"]?.string, !text.isEmpty {
            events.append(.delta(candidate: index, index: part, .transcript(text)))
        }
    }

    private mutating func read(call: JSONView, position: Int, into events: inout [GenerationEvent]) {
        guard call.kind == .object else { return }
        let id = call["id"]?.string ?? ""
        let isCustom = call["type"]?.string == "custom" || (call["function"] == nil && call["custom"] != nil)
        let body = call[isCustom ? "custom" : "function"]
        let wireIndex = call["index"]?.int
        let place = self.place(wireIndex: wireIndex, id: id, name: body?["name"]?.string ?? "", isCustom)
        closeSpeech(into: &events)
        calls[place].take(
            name: body?["name"]?.string ?? "",
            arguments: OpenAIToolCall.arguments(body?[isCustom ? "input" : "arguments"]),
            signature: OpenAIToolCall.signature(call), preserved: OpenAIToolCall.preserved(call), candidate: index,
            nextPart: &nextPart, into: &events)
    }

    private mutating func readLegacy(_ call: JSONView, into events: inout [GenerationEvent]) {
        let name = call["name"]?.string ?? ""
        let arguments = OpenAIToolCall.arguments(call["arguments"])
        guard !name.isEmpty || !arguments.isEmpty else { return }
        let place = self.place(wireIndex: -1, id: "call_function", name: "", false)
        closeSpeech(into: &events)
        calls[place].take(
            name: name, arguments: arguments, signature: nil, candidate: index, nextPart: &nextPart, into: &events)
    }

    /// Which call a delta belongs to. Servers leave out `index`, or give every call the same one: a new id with a
    /// name is then a new call, and a delta without both goes on with the latest.
    private mutating func place(wireIndex: Int?, id: String, name: String, _ isCustom: Bool) -> Int {
        let known = wireIndex.map { index in calls.lastIndex { $0.wireIndex == index } } ?? calls.indices.last
        if let known {
            let isSame = id.isEmpty || calls[known].id == id || (wireIndex != nil && name.isEmpty)
            if isSame { return known }
            if wireIndex == nil, let named = calls.lastIndex(where: { $0.id == id }) { return named }
        }
        let madeID = "call_\(index)_\(calls.count)"
        calls.append(
            OpenAIStreamCall(
                id: id.isEmpty ? madeID : id, kind: isCustom ? .custom : .function, wireIndex: wireIndex))
        return calls.count - 1
    }

    /// Closes what is open and tells the finish reason, once.
    mutating func end(into events: inout [GenerationEvent]) {
        guard !hasEnded else { return }
        abandon(into: &events)
        if let finish {
            let reason = finish == .stop && !calls.isEmpty ? .toolCalls : finish
            events.append(.finish(candidate: index, reason, stopSequence: nil))
            hasEnded = true
        }
    }

    /// Closes what is open without an end.
    mutating func abandon(into events: inout [GenerationEvent]) {
        closeSpeech(into: &events)
        for position in calls.indices {
            calls[position].close(candidate: index, nextPart: &nextPart, into: &events)
        }
        if let audioPart { events.append(.close(candidate: index, index: audioPart)) }
        audioPart = nil
    }
}
