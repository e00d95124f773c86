import Wire

extension GenerationResponse {
    /// The answer told as a stream, so that a unary answer can feed a stream encoder.
    ///
    /// Folds into the same answer again, but for a candidate's `preserved`, which streams have no event for. The end
    /// mark is there only when every candidate finished.
    package var events: [GenerationEvent] {
        var events: [GenerationEvent] = [
            .start(
                ResponseStart(
                    id: id, model: model, created: created, serviceTier: serviceTier, preserved: preserved))
        ]
        // Forms of one answer have the first alone, whatever number its provider gave it.
        let hasFirst = candidates.contains { $0.index == 0 }
        for (place, candidate) in candidates.enumerated() {
            candidate.tell(as: hasFirst || place > 0 ? candidate.index : 0, into: &events)
        }
        if let usage { events.append(.usage(usage)) }
        if candidates.allSatisfy({ $0.finish != nil }) { events.append(.end) }
        return events
    }
}

extension Candidate {
    fileprivate func tell(as index: Int, into events: inout [GenerationEvent]) {
        for (position, part) in parts.enumerated() {
            let (opening, deltas) = part.told
            events.append(.open(candidate: index, index: position, part: opening))
            for delta in deltas { events.append(.delta(candidate: index, index: position, delta)) }
            events.append(.close(candidate: index, index: position))
        }
        if let logprobs { events.append(.logprobs(candidate: index, logprobs)) }
        if let finish { events.append(.finish(candidate: index, finish, stopSequence: stopSequence)) }
    }
}

extension Part {
    /// The part at its beginning and what it grows by; parts that come whole have no deltas.
    fileprivate var told: (opening: Part, deltas: [PartDelta]) {
        switch self {
        case .text(var part):
            let deltas = Self.deltas(text: part.text, signature: part.signature)
            part.text = ""
            part.signature = nil
            return (.text(part), deltas)
        case .reasoning(var part) where part.redacted == nil:
            let deltas = Self.deltas(text: part.text, signature: part.signature)
            part.text = ""
            part.signature = nil
            return (.reasoning(part), deltas)
        case .refusal(let text):
            return (.refusal(""), Self.deltas(text: text, signature: nil))
        case .toolCall(var call):
            var deltas: [PartDelta] = call.arguments.isEmpty ? [] : [.arguments(call.arguments)]
            if let signature = call.signature { deltas.append(.signature(signature)) }
            call.arguments = ""
            call.signature = nil
            return (.toolCall(call), deltas)
        default:
            return (self, [])
        }
    }

    private static func deltas(text: String, signature: Signature?) -> [PartDelta] {
        var deltas: [PartDelta] = text.isEmpty ? [] : [.text(text)]
        if let signature { deltas.append(.signature(signature)) }
        return deltas
    }
}
