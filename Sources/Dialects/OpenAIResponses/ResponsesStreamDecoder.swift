import Wire

/// `response.created` … `response.completed`: items and their parts open, grow and close by name.
struct ResponsesStreamDecoder: StreamDecoder {
    private var nextPart = 0
    /// Open parts by item and content index; items without content have one part, at 0.
    private var open: [Place: Int] = [:]
    /// Items that were told as they came, so that their end brings nothing new but what stands only there.
    private var told: [Int: Told] = [:]
    private var hasCalls = false
    private var hasLogprobs = false
    private var hasStarted = false
    private var hasEnded = false

    private struct Place: Hashable {
        var item: Int
        var content: Int
    }

    private struct Told {
        enum Kind { case message, reasoning, call }
        var kind: Kind
        /// Whether anything of what it holds has come before its end.
        var hasContent = false
    }

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
        for index in open.values.sorted() { events.append(.close(candidate: 0, index: index)) }
        open = [:]
    }

    private mutating func read(_ json: JSONView, named name: String?, into events: inout [GenerationEvent]) {
        let place = Place(item: json["output_index"]?.int ?? 0, content: json["content_index"]?.int ?? 0)
        switch json["type"]?.string ?? name {
        case "response.created"?, "response.in_progress"?, "response.queued"?: start(json["response"], into: &events)
        case "response.output_item.added"?: begin(json["item"], place.item, into: &events)
        case "response.content_part.added"?: begin(part: json["part"], place, into: &events)
        case "response.output_text.delta"?, "response.refusal.delta"?:
            grow(place, json["delta"]?.string, json["logprobs"], into: &events)
        case "response.output_text.annotation.added"?:
            if let annotation = json["annotation"] { tell(ResponsesContent.citation(annotation), into: &events) }
        case "response.content_part.done"?: close(place, into: &events)
        case "response.reasoning_summary_part.added"?:
            if json["summary_index"]?.int ?? 0 > 0 { think(place.item, ResponsesReasoning.between, into: &events) }
        case "response.reasoning_summary_text.delta"?, "response.reasoning_text.delta"?:
            think(place.item, json["delta"]?.string, into: &events)
        case "response.function_call_arguments.delta"?, "response.custom_tool_call_input.delta"?:
            guard let index = open[Place(item: place.item, content: 0)], let text = json["delta"]?.string, !text.isEmpty
            else { return }
            told[place.item]?.hasContent = true
            events.append(.delta(candidate: 0, index: index, .arguments(text)))
        case "response.output_item.done"?: end(json["item"], place.item, into: &events)
        case "response.completed"?, "response.incomplete"?, "response.failed"?, "response.cancelled"?:
            end(json["response"], into: &events)
        case "error"?: fail(json, into: &events)
        default: return
        }
    }

    private mutating func start(_ response: JSONView?, into events: inout [GenerationEvent]) {
        guard !hasStarted, let response else { return }
        hasStarted = true
        var start = ResponseStart(id: response["id"]?.string ?? "", model: response["model"]?.string ?? "")
        start.created = response["created_at"]?.double.flatMap { Int(exactly: $0.rounded(.down)) }
        events.append(.start(start))
    }

    private mutating func begin(_ item: JSONView?, _ index: Int, into events: inout [GenerationEvent]) {
        guard let item else { return }
        switch item["type"]?.string {
        case "message"?: told[index] = Told(kind: .message)
        case "reasoning"?:
            let reasoning = ResponsesReasoning.read(item)
            told[index] = Told(kind: .reasoning, hasContent: !reasoning.text.isEmpty)
            // One without a text is told whole at its end, where its seal stands.
            guard !reasoning.text.isEmpty else { return }
            open(.reasoning(Reasoning(text: reasoning.text)), Place(item: index, content: 0), into: &events)
        case "function_call"?, "custom_tool_call"?:
            let text: String = item["arguments"]?.string ?? item["input"]?.string ?? ""
            told[index] = Told(kind: .call, hasContent: !text.isEmpty)
            for part in ResponsesItem.parts(item) { open(part, Place(item: index, content: 0), into: &events) }
            hasCalls = true
        default: break
        }
    }

    private mutating func begin(part: JSONView?, _ place: Place, into events: inout [GenerationEvent]) {
        guard let part else { return }
        switch part["type"]?.string {
        case "output_text"?, "text"?:
            let rest = Preserved(
                part, except: ["type", "text", "annotations", "logprobs"], in: ResponsesItem.dialect)
            open(.text(TextPart(part["text"]?.string ?? "", preserved: rest)), place, into: &events)
        case "refusal"?: open(.refusal(part["refusal"]?.string ?? ""), place, into: &events)
        // Reasoning's own parts grow the reasoning.
        default: break
        }
    }

    private mutating func open(_ part: Part, _ place: Place, into events: inout [GenerationEvent]) {
        open[place] = nextPart
        if case .text = part { told[place.item]?.hasContent = true }
        if case .refusal = part { told[place.item]?.hasContent = true }
        events.append(.open(candidate: 0, index: nextPart, part: part))
        nextPart += 1
    }

    private mutating func grow(
        _ place: Place, _ text: String?, _ logprobs: JSONView?, into events: inout [GenerationEvent]
    ) {
        guard let text, !text.isEmpty else { return }
        // Some servers tell no parts, only their text.
        if open[place] == nil { open(.text(TextPart("")), place, into: &events) }
        if let index = open[place] { events.append(.delta(candidate: 0, index: index, .text(text))) }
        tell(logprobs.list.map { JSONValue($0) }, into: &events)
    }

    private mutating func tell(_ tokens: [JSONValue], into events: inout [GenerationEvent]) {
        guard !tokens.isEmpty else { return }
        hasLogprobs = true
        events.append(.logprobs(candidate: 0, ["content": .array(tokens), "refusal": .null]))
    }

    private mutating func think(_ item: Int, _ text: String?, into events: inout [GenerationEvent]) {
        let place = Place(item: item, content: 0)
        guard told[item]?.kind == .reasoning, let text, !text.isEmpty else { return }
        if open[place] == nil { open(.reasoning(Reasoning(text: "")), place, into: &events) }
        guard let index = open[place] else { return }
        told[item]?.hasContent = true
        events.append(.delta(candidate: 0, index: index, .text(text)))
    }

    private mutating func close(_ place: Place, into events: inout [GenerationEvent]) {
        guard told[place.item]?.kind != .reasoning, let index = open.removeValue(forKey: place) else { return }
        events.append(.close(candidate: 0, index: index))
    }

    /// An item's end brings signatures, and items that were not told in pieces.
    private mutating func end(_ item: JSONView?, _ index: Int, into events: inout [GenerationEvent]) {
        guard let item else { return }
        guard let told = told.removeValue(forKey: index) else {
            for part in ResponsesItem.parts(item) { tell(part, into: &events) }
            return
        }
        let place = Place(item: index, content: 0)
        switch told.kind {
        case .message where !told.hasContent:
            for part in ResponsesItem.parts(item) { tell(part, into: &events) }
        case .message: break
        case .reasoning:
            if let part = open[place] {
                end(item, part, told, into: &events)
            } else {
                for part in ResponsesItem.parts(item) { tell(part, into: &events) }
            }
        case .call:
            let text: String = item["arguments"]?.string ?? item["input"]?.string ?? ""
            if !told.hasContent, !text.isEmpty, let part = open[place] {
                events.append(.delta(candidate: 0, index: part, .arguments(text)))
            }
            if let signature = OpenAIToolCall.signature(item), let part = open[place] {
                events.append(.delta(candidate: 0, index: part, .signature(signature)))
            }
        }
        for place in open.keys.filter({ $0.item == index }).sorted(by: { $0.content < $1.content }) {
            if let part = open.removeValue(forKey: place) { events.append(.close(candidate: 0, index: part)) }
        }
    }

    private func end(_ item: JSONView, _ part: Int, _ told: Told, into events: inout [GenerationEvent]) {
        let reasoning = ResponsesReasoning.read(item)
        if !told.hasContent, !reasoning.text.isEmpty {
            events.append(.delta(candidate: 0, index: part, .text(reasoning.text)))
        }
        if let signature = reasoning.signature {
            events.append(.delta(candidate: 0, index: part, .signature(signature)))
        }
    }

    private mutating func tell(_ part: Part, into events: inout [GenerationEvent]) {
        events.append(.open(candidate: 0, index: nextPart, part: part))
        events.append(.close(candidate: 0, index: nextPart))
        if part.isToolCall { hasCalls = true }
        nextPart += 1
    }

    private mutating func end(_ response: JSONView?, into events: inout [GenerationEvent]) {
        start(response, into: &events)
        finish(into: &events)
        guard let response else { return }
        if !hasLogprobs { tell(ResponsesAnswer.tokens(of: response), into: &events) }
        if let usage = ResponsesUsage.read(response["usage"]) { events.append(.usage(usage)) }
        // What the start repeats is the tier that was asked for.
        if let tier = ResponsesAnswer.tier(of: response) { events.append(.serviceTier(tier)) }
        if let preserved = ResponsesAnswer.preserved(of: response) { events.append(.preserved(preserved)) }
        if let error = response["error"], error.kind == .object, response["status"]?.string != "incomplete" {
            return fail(error, into: &events)
        }
        if let reason = ResponsesStatus.finish(response, hasCalls: hasCalls) {
            events.append(.finish(candidate: 0, reason, stopSequence: nil))
            events.append(.end)
        }
        hasEnded = true
    }

    private mutating func fail(_ error: JSONView, into events: inout [GenerationEvent]) {
        finish(into: &events)
        let error = error["error"].flatMap { $0.kind == .object ? $0 : nil } ?? error
        var failure = Failure(
            status: OpenAIFailure.status(ofStreamed: error),
            message: error["message"]?.string ?? "The provider ended its stream with an error.")
        failure.code = error["code"]?.string
        failure.type = error["type"].flatMap { $0.stringEquals("error") ? nil : $0.string }
        failure.param = error["param"]?.string
        events.append(.failure(failure))
        hasEnded = true
    }
}
