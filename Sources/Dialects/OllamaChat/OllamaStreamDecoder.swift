import Wire

/// Lines of a stream: each holds what is new, the last one `done` and the counts.
struct OllamaStreamDecoder: StreamDecoder {
    private enum Speech { case text, reasoning }

    private var hasStarted = false
    private var hasEnded = false
    private var nextPart = 0
    private var speech: (kind: Speech, part: Int)?
    private var calls = 0

    mutating func decode(_ event: SSEEvent, into events: inout [GenerationEvent]) {
        guard !hasEnded else { return }
        switch event.content {
        case .json(let json) where json.kind == .object: read(json, into: &events)
        case .json, .nothing: return
        case .broken:
            events.append(.failure(.brokenEvent))
            hasEnded = true
        }
    }

    mutating func finish(into events: inout [GenerationEvent]) { closeSpeech(into: &events) }

    private mutating func read(_ json: JSONView, into events: inout [GenerationEvent]) {
        if let error = json["error"], !error.isNull {
            closeSpeech(into: &events)
            events.append(.failure(OllamaFailure.decode(status: OpenAIFailure.status(ofStreamed: json), json)))
            hasEnded = true
            return
        }
        start(json, into: &events)
        if let message = json["message"] { read(message: message, into: &events) }
        if let logprobs = OllamaAnswer.logprobs(json["logprobs"]) {
            events.append(.logprobs(candidate: 0, logprobs))
        }
        guard json["done"]?.bool ?? false else { return }
        closeSpeech(into: &events)
        if let finish = OllamaAnswer.finish(json, hasCalls: calls > 0) {
            events.append(.finish(candidate: 0, finish, stopSequence: nil))
        }
        if let usage = OllamaAnswer.usage(json) { events.append(.usage(usage)) }
        let known = OllamaAnswer.known.union(["created_at"])
        if let late = Preserved(json, except: known, in: OllamaAnswer.dialect) { events.append(.preserved(late)) }
        events.append(.end)
        hasEnded = true
    }

    private mutating func start(_ json: JSONView, into events: inout [GenerationEvent]) {
        guard !hasStarted else { return }
        hasStarted = true
        events.append(
            .start(
                ResponseStart(
                    id: "", model: json["model"]?.string ?? "",
                    created: json["created_at"]?.string.flatMap(Timestamp.seconds))))
    }

    private mutating func read(message: JSONView, into events: inout [GenerationEvent]) {
        say(.reasoning, message["thinking"]?.string, into: &events)
        say(.text, message["content"]?.string, into: &events)
        for image in OllamaAnswer.images(message["images"]) { tell(.media(image), into: &events) }
        for call in OllamaAnswer.calls(message["tool_calls"], from: calls) {
            calls += 1
            var empty = call
            empty.arguments = ""
            closeSpeech(into: &events)
            events.append(.open(candidate: 0, index: nextPart, part: .toolCall(empty)))
            if !call.arguments.isEmpty {
                events.append(.delta(candidate: 0, index: nextPart, .arguments(call.arguments)))
            }
            events.append(.close(candidate: 0, index: nextPart))
            nextPart += 1
        }
    }

    private mutating func say(_ kind: Speech, _ text: String?, into events: inout [GenerationEvent]) {
        guard let text, !text.isEmpty else { return }
        if speech?.kind != kind {
            closeSpeech(into: &events)
            let part: Part = kind == .text ? .text(TextPart("")) : .reasoning(Reasoning(text: ""))
            events.append(.open(candidate: 0, index: nextPart, part: part))
            speech = (kind, nextPart)
            nextPart += 1
        }
        if let speech { events.append(.delta(candidate: 0, index: speech.part, .text(text))) }
    }

    private mutating func tell(_ part: Part, into events: inout [GenerationEvent]) {
        closeSpeech(into: &events)
        events.append(.open(candidate: 0, index: nextPart, part: part))
        events.append(.close(candidate: 0, index: nextPart))
        nextPart += 1
    }

    private mutating func closeSpeech(into events: inout [GenerationEvent]) {
        if let speech { events.append(.close(candidate: 0, index: speech.part)) }
        speech = nil
    }
}
