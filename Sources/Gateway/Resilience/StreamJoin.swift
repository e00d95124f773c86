import Dialects

/// Makes one answer of what several targets say in turn: each leg's text goes on where the one before it broke off.
///
/// Only answers of plain text can be joined: of half a tool call no other model knows how it was to end.
struct StreamJoin {
    private enum Kind { case text, other }

    /// All text so far.
    private(set) var text = ""
    /// Whether what was said can be gone on from.
    private(set) var isPlain = true
    private var hasStarted = false
    private var hasFinished = false
    /// Parts opened in the joined answer.
    private var count = 0
    private var open: (place: Int, kind: Kind)?
    private var isFurtherLeg = false
    /// Where this leg's parts stand in the joined answer.
    private var places: [Int: Int] = [:]

    /// Whether another leg may follow.
    var mayGoOn: Bool { isPlain && !hasFinished && text.utf8.count <= Self.mostBytes }

    /// What is sent again to another target, at the most.
    private static let mostBytes = 1 << 20

    /// To be called before what another target says; the events come before its.
    mutating func beginLeg() -> [GenerationEvent] {
        isFurtherLeg = true
        places = [:]
        // A thought that broke off is not gone on with: the next model has its own.
        guard let last = open, last.kind == .other else { return [] }
        open = nil
        return [.close(candidate: 0, index: last.place)]
    }

    /// The event as it stands in the joined answer; nil: it has no place there.
    mutating func join(_ event: GenerationEvent) -> GenerationEvent? {
        switch event {
        case .start:
            defer { hasStarted = true }
            return hasStarted ? nil : event
        case .open(let candidate, let index, let part): return opened(candidate, index, part)
        case .delta(let candidate, let index, let delta):
            guard let place = places[index] else { return nil }
            if case .text(let more) = delta, open?.place == place, open?.kind == .text { text += more }
            return .delta(candidate: candidate, index: place, delta)
        case .close(let candidate, let index):
            guard let place = places[index] else { return nil }
            if open?.place == place { open = nil }
            return .close(candidate: candidate, index: place)
        case .finish:
            hasFinished = true
            return event
        case .logprobs, .preserved: return isFurtherLeg ? nil : event
        case .usage, .serviceTier, .failure, .end: return event
        }
    }

    private mutating func opened(_ candidate: Int, _ index: Int, _ part: Part) -> GenerationEvent? {
        var kind = Kind.other
        switch part {
        case .text(let said):
            if isFurtherLeg, let open, open.kind == .text {
                places[index] = open.place
                text += said.text
                return said.text.isEmpty ? nil : .delta(candidate: candidate, index: open.place, .text(said.text))
            }
            kind = .text
            text += said.text
        case .reasoning:
            // Behind the answer's beginning a thought has no place.
            if isFurtherLeg, !text.isEmpty { return nil }
        case .citation, .cacheMarker:
            // Beside a text that goes on.
            places[index] = count
            count += 1
            return .open(candidate: candidate, index: count - 1, part: part)
        case .media, .toolCall, .toolResult, .refusal, .opaque: isPlain = false
        }
        places[index] = count
        open = (count, kind)
        count += 1
        return .open(candidate: candidate, index: count - 1, part: part)
    }
}
