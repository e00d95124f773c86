import Wire

/// Gathers the events of a stream into the answer they tell.
///
/// Unary answers and streams meet here, so usage, cost, cache and logs have one path.
package struct ResponseFold: Sendable {
    /// What has been told so far. A candidate without `finish` was cut (or is still being told).
    package private(set) var response = GenerationResponse(id: "", model: "")
    /// The first error inside the stream.
    package private(set) var failure: Failure?
    /// Whether the dialect's own end mark was seen.
    package private(set) var sawEnd = false

    package init() {}

    package init(_ events: some Sequence<GenerationEvent>) {
        for event in events { add(event) }
    }

    /// Whether the stream ran to its end: no error, and a finish reason for every candidate or the end mark.
    package var isWhole: Bool {
        guard failure == nil else { return false }
        return sawEnd || (!response.candidates.isEmpty && response.candidates.allSatisfy { $0.finish != nil })
    }

    package mutating func add(_ event: GenerationEvent) {
        switch event {
        case .start(let start): begin(start)
        case .open(let candidate, let index, let part):
            change(candidate) { $0.open(part, at: index) }
        case .delta(let candidate, let index, let delta):
            change(candidate) { $0.apply(delta, at: index) }
        case .close: break
        case .logprobs(let candidate, let value):
            change(candidate) { $0.addLogprobs(value) }
        case .finish(let candidate, let reason, let stopSequence):
            change(candidate) {
                $0.finish = reason
                $0.stopSequence = stopSequence ?? $0.stopSequence
            }
        case .usage(let usage): response.usage = usage
        case .preserved(let preserved): keep(preserved)
        case .serviceTier(let tier): response.serviceTier = tier
        case .failure(let failure): self.failure = self.failure ?? failure
        case .end: sawEnd = true
        }
    }

    private mutating func begin(_ start: ResponseStart) {
        response.id = start.id
        response.model = start.model
        response.created = start.created
        response.serviceTier = start.serviceTier
        if let preserved = start.preserved { keep(preserved) }
    }

    /// Later members replace earlier ones of the same name; the first dialect to speak is the stream's.
    private mutating func keep(_ preserved: Preserved) {
        guard var kept = response.preserved, kept.dialect == preserved.dialect else {
            response.preserved = response.preserved ?? preserved
            return
        }
        for (key, value) in preserved.members { kept.members[key] = value }
        response.preserved = kept
    }

    private mutating func change(_ index: Int, _ body: (inout Candidate) -> Void) {
        if let position = response.candidates.firstIndex(where: { $0.index == index }) {
            body(&response.candidates[position])
            return
        }
        var candidate = Candidate(index: index)
        body(&candidate)
        let position = response.candidates.firstIndex { $0.index > index } ?? response.candidates.endIndex
        response.candidates.insert(candidate, at: position)
    }
}

extension Candidate {
    /// Parts are numbered without gaps; one numbered beyond the next takes the next place.
    fileprivate mutating func open(_ part: Part, at index: Int) {
        if parts.indices.contains(index) { parts[index] = part } else { parts.append(part) }
    }

    fileprivate mutating func apply(_ delta: PartDelta, at index: Int) {
        guard parts.indices.contains(index) else { return }
        parts[index].apply(delta)
    }

    /// OpenAI's object holds arrays of tokens (`content`, `refusal`); each chunk brings the next ones.
    fileprivate mutating func addLogprobs(_ value: JSONValue) {
        guard case .object(var known)? = logprobs, case .object(let new) = value else {
            logprobs = value
            return
        }
        for (key, value) in new {
            if let more = value.array, let before = known[key]?.array {
                known[key] = .array(before + more)
            } else if !value.isNull || known[key] == nil {
                known[key] = value
            }
        }
        logprobs = .object(known)
    }
}

extension Part {
    /// Grows the part; a delta that does not fit its kind changes nothing.
    package mutating func apply(_ delta: PartDelta) {
        switch (self, delta) {
        case (.text(var part), .text(let more)):
            part.text += more
            self = .text(part)
        case (.reasoning(var part), .text(let more)):
            part.text += more
            self = .reasoning(part)
        case (.refusal(let text), .text(let more)):
            self = .refusal(text + more)
        case (.toolCall(var call), .arguments(let more)):
            call.arguments += more
            self = .toolCall(call)
        case (.text(var part), .signature(let signature)):
            part.signature = signature
            self = .text(part)
        case (.reasoning(var part), .signature(let signature)):
            part.signature = signature
            self = .reasoning(part)
        case (.toolCall(var call), .signature(let signature)):
            call.signature = signature
            self = .toolCall(call)
        case (.media(var media), .media(let more)):
            if case .base64(let known) = media.source { media.source = .base64(known + more) }
            self = .media(media)
        case (.media(var media), .transcript(let more)):
            media.transcript = (media.transcript ?? "") + more
            self = .media(media)
        default: break
        }
    }
}
