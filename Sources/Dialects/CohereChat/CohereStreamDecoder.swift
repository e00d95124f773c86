import Wire

/// `message-start`, content, plan, calls and citations as they come, `message-end`.
struct CohereStreamDecoder: StreamDecoder {
    private var nextPart = 0
    /// Canonical indices of open content blocks and calls, by Cohere's own.
    private var content: [Int: Int] = [:]
    private var calls: [Int: Int] = [:]
    private var plan: Int?
    private var hasCalls = false
    private var hasEnded = false

    mutating func decode(_ event: SSEEvent, into events: inout [GenerationEvent]) {
        guard !hasEnded else { return }
        switch event.content {
        case .json(let json) where json.kind == .object: read(json, named: event.name, into: &events)
        case .json, .nothing: return
        case .broken:
            events.append(.failure(.brokenEvent))
            hasEnded = true
        }
    }

    mutating func finish(into events: inout [GenerationEvent]) {
        closePlan(into: &events)
        for index in (Array(content.values) + calls.values).sorted() {
            events.append(.close(candidate: 0, index: index))
        }
        content = [:]
        calls = [:]
    }

    private mutating func read(_ json: JSONView, named name: String?, into events: inout [GenerationEvent]) {
        let message = json["delta"]?["message"]
        let index = json["index"]?.int ?? 0
        switch json["type"]?.string ?? name {
        case "message-start":
            events.append(.start(ResponseStart(id: json["id"]?.string ?? "", model: "")))
        case "content-start": open(message?["content"], at: index, into: &events)
        case "content-delta": grow(message?["content"], at: index, into: &events)
        case "content-end":
            if let part = content.removeValue(forKey: index) { events.append(.close(candidate: 0, index: part)) }
        case "tool-plan-delta": growPlan(message?["tool_plan"]?.string ?? "", into: &events)
        case "tool-call-start": openCall(message?["tool_calls"], at: index, into: &events)
        case "tool-call-delta":
            guard let part = calls[index], let text = message?["tool_calls"]?["function"]?["arguments"]?.string,
                !text.isEmpty
            else { return }
            events.append(.delta(candidate: 0, index: part, .arguments(text)))
        case "tool-call-end":
            if let part = calls.removeValue(forKey: index) { events.append(.close(candidate: 0, index: part)) }
        case "citation-start":
            if let citation = message?["citations"] { tell(.citation(CohereAnswer.citation(citation)), into: &events) }
        case "message-end": end(json, into: &events)
        default:
            guard json["type"] == nil || json["type"]?.string == "error", json["message"]?.string != nil else { return }
            finish(into: &events)
            events.append(.failure(CohereFailure.decode(status: OpenAIFailure.status(ofStreamed: json), json)))
            hasEnded = true
        }
    }

    private mutating func open(_ block: JSONView?, at index: Int, into events: inout [GenerationEvent]) {
        guard let block else { return }
        closePlan(into: &events)
        let isThinking = block["type"]?.string == "thinking"
        let preserved = Preserved(block, except: ["type", "text", "thinking"], in: .cohereChat)
        let part: Part =
            isThinking
            ? .reasoning(Reasoning(text: "", preserved: preserved)) : .text(TextPart("", preserved: preserved))
        content[index] = nextPart
        events.append(.open(candidate: 0, index: nextPart, part: part))
        nextPart += 1
        grow(block, at: index, into: &events)
    }

    private mutating func grow(_ block: JSONView?, at index: Int, into events: inout [GenerationEvent]) {
        guard let part = content[index], let text = block?["text"]?.string ?? block?["thinking"]?.string,
            !text.isEmpty
        else { return }
        events.append(.delta(candidate: 0, index: part, .text(text)))
    }

    private mutating func growPlan(_ text: String, into events: inout [GenerationEvent]) {
        guard !text.isEmpty else { return }
        if plan == nil {
            plan = nextPart
            events.append(.open(candidate: 0, index: nextPart, part: .reasoning(Reasoning(text: ""))))
            nextPart += 1
        }
        if let plan { events.append(.delta(candidate: 0, index: plan, .text(text))) }
    }

    private mutating func closePlan(into events: inout [GenerationEvent]) {
        if let plan { events.append(.close(candidate: 0, index: plan)) }
        plan = nil
    }

    private mutating func openCall(_ json: JSONView?, at index: Int, into events: inout [GenerationEvent]) {
        guard let json, var call = OpenAIToolCall.read(json, fallbackID: "call_\(index)") else { return }
        closePlan(into: &events)
        hasCalls = true
        let arguments = call.arguments
        call.arguments = ""
        calls[index] = nextPart
        events.append(.open(candidate: 0, index: nextPart, part: .toolCall(call)))
        if !arguments.isEmpty { events.append(.delta(candidate: 0, index: nextPart, .arguments(arguments))) }
        nextPart += 1
    }

    private mutating func tell(_ part: Part, into events: inout [GenerationEvent]) {
        events.append(.open(candidate: 0, index: nextPart, part: part))
        events.append(.close(candidate: 0, index: nextPart))
        nextPart += 1
    }

    private mutating func end(_ json: JSONView, into events: inout [GenerationEvent]) {
        finish(into: &events)
        hasEnded = true
        let delta = json["delta"]
        if let usage = CohereAnswer.usage(delta?["usage"]) { events.append(.usage(usage)) }
        if let error = delta?["error"]?.string, !error.isEmpty {
            events.append(.failure(.unreadable(error)))
            return
        }
        if let reason = delta?["finish_reason"]?.string {
            events.append(
                .finish(candidate: 0, CohereAnswer.finish(reason, hasCalls: hasCalls), stopSequence: nil))
            if reason == "STOP_SEQUENCE" {
                let said = JSONObject([("finish_reason", .string(reason))])
                events.append(.preserved(Preserved(dialect: .cohereChat, members: said)))
            }
        }
        let known: MemberNames = ["usage", "error", "finish_reason"]
        if let delta, let rest = Preserved(delta, except: known, in: .cohereChat) { events.append(.preserved(rest)) }
        events.append(.end)
    }
}
