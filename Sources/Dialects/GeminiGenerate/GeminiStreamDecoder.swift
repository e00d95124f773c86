import Wire

/// Reads a stream of partial `GenerateContentResponse`s, one per event.
///
/// Providers repeat themselves: usage comes as running totals, and some models send a finish reason with every
/// event. So the reason is said once, with the end of the bytes; a stream whose bytes brought none gets none.
struct GeminiStreamDecoder: StreamDecoder {
    private var start: ResponseStart?
    private var usageMembers = JSONObject()
    private var usage: Usage?
    private var lateMembers = JSONObject()
    private var candidates: [Int: GeminiCandidateDecoder] = [:]

    mutating func decode(_ event: SSEEvent, into events: inout [GenerationEvent]) {
        switch event.content {
        case .json(let root): decode(JSONValue(root), into: &events)
        case .nothing: return
        case .broken: events.append(.failure(.brokenEvent))
        }
    }

    mutating func decode(_ value: JSONValue, into events: inout [GenerationEvent]) {
        for body in value.array ?? [value] {
            guard let object = body.object else { continue }
            if let error = object["error"], !error.isNull {
                events.append(.failure(GeminiFailureReader.read(status: nil, body)))
            } else {
                decode(object, into: &events)
            }
        }
    }

    private mutating func decode(_ object: JSONObject, into events: inout [GenerationEvent]) {
        var members = GeminiMembers(object)
        let list = members.list("candidates") ?? []
        let usageObject = members.object("usageMetadata")
        begin(&members, usageObject, &events)
        for (position, value) in list.enumerated() {
            decode(candidate: value, position, &events)
        }
        if list.isEmpty, GeminiResponseReader.blockReason(members) != nil {
            candidates[0, default: GeminiCandidateDecoder(index: 0, scope: "")].block()
        }
        keep(members, &events)
        if let usageObject { decode(usage: usageObject, &events) }
    }

    private mutating func begin(
        _ members: inout GeminiMembers, _ usage: JSONObject?, _ events: inout [GenerationEvent]
    ) {
        let id = members.string("responseId")
        let model = members.string("modelVersion")
        guard start == nil else { return }
        var start = ResponseStart(id: id ?? "", model: model ?? "")
        start.created = members.string("createTime").flatMap { text in
            members.keep("createTime", .string(text))
            return Timestamp.seconds(text)
        }
        start.serviceTier = usage?["serviceTier"]?.string
        start.preserved = members.preserved
        lateMembers = members.rest
        self.start = start
        events.append(.start(start))
    }

    /// What was not said at the start, or differs from it.
    private mutating func keep(_ members: GeminiMembers, _ events: inout [GenerationEvent]) {
        var news = JSONObject()
        for (key, value) in members.rest where lateMembers[key] != value {
            news[key] = value
            lateMembers[key] = value
        }
        if !news.isEmpty { events.append(.preserved(Preserved(dialect: .geminiGenerate, members: news))) }
    }

    private mutating func decode(usage object: JSONObject, _ events: inout [GenerationEvent]) {
        for (key, value) in object where !value.isNull { usageMembers[key] = value }
        if let tier = object["serviceTier"]?.string, tier != start?.serviceTier {
            start?.serviceTier = tier
            events.append(.serviceTier(tier))
        }
        let total = GeminiUsage.read(usageMembers)
        guard total != usage else { return }
        usage = total
        events.append(.usage(total))
    }

    private mutating func decode(candidate value: JSONValue, _ position: Int, _ events: inout [GenerationEvent]) {
        var members = GeminiMembers(value)
        let index = members.int("index") ?? position
        let scope = GeminiResponseReader.scope(start?.id ?? "", candidate: index)
        var candidate = candidates[index] ?? GeminiCandidateDecoder(index: index, scope: scope)
        candidate.decode(&members, into: &events)
        candidates[index] = candidate
    }

    mutating func finish(into events: inout [GenerationEvent]) {
        var late: [JSONValue] = []
        var endings: [GenerationEvent] = []
        for index in candidates.keys.sorted() {
            guard var candidate = candidates[index] else { continue }
            var ending: [GenerationEvent] = []
            candidate.finish(into: &ending)
            endings += ending
            guard !candidate.late.isEmpty else { continue }
            var members = candidate.late
            members["index"] = .int(index)
            late.append(.object(members))
        }
        candidates = [:]
        if !late.isEmpty {
            let members = JSONObject([("candidates", .array(late))])
            events.append(.preserved(Preserved(dialect: .geminiGenerate, members: members)))
        }
        events += endings
    }
}
