import Wire

/// A stream of which no event has anything where the description looks is a mistake in it, not an empty answer.
struct TemplateStreamDecoder: StreamDecoder {
    private var base: any StreamDecoder
    private let places: TemplateForm.Places
    private var hasEvents = false
    /// Whether any of them led somewhere; those behind it are not looked at.
    private var hasSaid = false

    init(base: any StreamDecoder, places: TemplateForm.Places) {
        self.base = base
        self.places = places
    }

    mutating func decode(_ event: SSEEvent, into events: inout [GenerationEvent]) {
        if !hasSaid, let own = try? JSONValue(parsing: event.data, maxDepth: 512) {
            hasEvents = true
            hasSaid = places.leadsSomewhere(in: own) || places.errorText(in: own) != nil
        }
        base.decode(event, into: &events)
    }

    mutating func finish(into events: inout [GenerationEvent]) {
        guard hasEvents, !hasSaid else { return base.finish(into: &events) }
        events.append(
            .failure(
                Failure(
                    status: 502,
                    message:
                        "No event of the stream has anything where the description says its text is (`http.stream`).")))
    }
}
