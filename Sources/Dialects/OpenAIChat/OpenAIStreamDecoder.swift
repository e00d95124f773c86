import NIOCore
package import Wire

/// Reads a stream of `chat.completion.chunk`s, as OpenAI sends them and as others do.
///
/// Finish reasons are held back until the stream says no more of its candidates (a chunk without choices, the end
/// mark, the end of the bytes): some servers repeat them, and go on speaking after the first.
package struct OpenAIStreamDecoder: StreamDecoder {
    private var hasStarted = false
    private var isOver = false
    private var candidates: [OpenAIStreamCandidate] = []
    /// Members of the chunks that have no place in the model, as they were last told.
    private var told = JSONObject()
    private var serviceTier: String?

    /// `obfuscation` and `p` are padding against traffic analysis.
    private static let members: MemberNames = [
        "id", "object", "created", "model", "choices", "usage", "service_tier", "error", "obfuscation", "p",
    ]

    package init() {}

    package mutating func decode(_ event: SSEEvent, into events: inout [GenerationEvent]) {
        guard !isOver else { return }
        if event.data.readableBytesView.elementsEqual("[DONE]".utf8) {
            end(into: &events)
            events.append(.end)
            isOver = true
            return
        }
        let json: JSONView
        switch event.content {
        case .json(let root) where root.kind == .object: json = root
        case .json, .nothing: return
        case .broken:
            for position in candidates.indices { candidates[position].abandon(into: &events) }
            events.append(.failure(.brokenEvent))
            isOver = true
            return
        }
        let isFailure = event.name == "error" || (json["error"].map { !$0.isNull } ?? false)
        if isFailure || (json["object"]?.string == "error") {
            fail(json, into: &events)
            return
        }
        read(json, into: &events)
    }

    package mutating func finish(into events: inout [GenerationEvent]) {
        guard !isOver else { return }
        end(into: &events)
        isOver = true
    }

    private mutating func fail(_ json: JSONView, into events: inout [GenerationEvent]) {
        let status = OpenAIFailure.status(ofStreamed: json["error"] ?? json)
        for position in candidates.indices { candidates[position].abandon(into: &events) }
        // OpenRouter says with the error what the broken answer costs.
        if let usage = OpenAIUsage.read(json["usage"]) { events.append(.usage(usage)) }
        events.append(.failure(OpenAIFailure.read(status: status, json)))
        isOver = true
    }

    private mutating func read(_ json: JSONView, into events: inout [GenerationEvent]) {
        tellMembers(json, into: &events)
        let choices = json["choices"]
        for (position, choice) in choices.list.enumerated() {
            guard choice.kind == .object else { continue }
            let index = choice["index"]?.int ?? position
            if let known = candidates.firstIndex(where: { $0.index == index }) {
                candidates[known].read(choice, into: &events)
            } else {
                var candidate = OpenAIStreamCandidate(index: index)
                candidate.read(choice, into: &events)
                candidates.append(candidate)
            }
        }
        let usage = OpenAIUsage.read(json["usage"]) ?? OpenAIUsage.read(json["x_groq"]?["usage"])
        if let usage {
            if (choices?.count ?? 0) == 0 { end(into: &events) }
            events.append(.usage(usage))
        }
    }

    private mutating func tellMembers(_ json: JSONView, into events: inout [GenerationEvent]) {
        var news = JSONObject()
        for (key, value) in json.members where !Self.members.contains(key) && !value.isNull {
            let value = JSONValue(value)
            if told[key] != value {
                told[key] = value
                news[key] = value
            }
        }
        let tier = json["service_tier"]?.string ?? serviceTier
        defer { serviceTier = tier }
        if hasStarted {
            if let tier, tier != serviceTier { events.append(.serviceTier(tier)) }
            if let preserved = Preserved(openAI: news) { events.append(.preserved(preserved)) }
            return
        }
        // Azure's first chunk judges the prompt and has neither id nor model.
        guard json["id"]?.string?.isEmpty == false || json["choices"].list.count > 0 else { return }
        hasStarted = true
        events.append(
            .start(
                ResponseStart(
                    id: json["id"]?.string ?? "", model: json["model"]?.string ?? "", created: json["created"]?.int,
                    serviceTier: tier, preserved: Preserved(openAI: told))))
    }

    private mutating func end(into events: inout [GenerationEvent]) {
        for position in candidates.indices { candidates[position].end(into: &events) }
    }
}
