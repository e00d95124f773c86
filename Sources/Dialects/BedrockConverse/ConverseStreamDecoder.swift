import Wire

/// `messageStart`, blocks that open, grow and close, `messageStop`, and the counts in `metadata`.
struct ConverseStreamDecoder: StreamDecoder {
    private var nextPart = 0
    /// Canonical index of each open block, and what it is.
    private var open: [Int: (part: Int, kind: Kind)] = [:]
    /// They may come before the text they are of.
    private var citations: [Citation] = []
    private var hasStarted = false
    private var hasCalls = false
    private var hasStopped = false
    private var hasCounts = false
    private var hasEnded = false

    private enum Kind { case text, reasoning, call, other }

    mutating func decode(_ event: SSEEvent, into events: inout [GenerationEvent]) {
        guard !hasEnded else { return }
        switch event.content {
        case .json(let json) where json.kind == .object: read(json, named: event.name ?? "", into: &events)
        case .json, .nothing: return
        case .broken:
            events.append(.failure(.brokenEvent))
            hasEnded = true
        }
    }

    mutating func finish(into events: inout [GenerationEvent]) {
        closeBlocks(into: &events)
    }

    private mutating func end(into events: inout [GenerationEvent]) {
        events.append(.end)
        hasEnded = true
    }

    private mutating func closeBlocks(into events: inout [GenerationEvent]) {
        for block in open.values.sorted(by: { $0.part < $1.part }) {
            events.append(.close(candidate: 0, index: block.part))
        }
        open = [:]
        tellCitations(into: &events)
    }

    private mutating func tellCitations(into events: inout [GenerationEvent]) {
        for citation in citations {
            events.append(.open(candidate: 0, index: nextPart, part: .citation(citation)))
            events.append(.close(candidate: 0, index: nextPart))
            nextPart += 1
        }
        citations = []
    }

    private mutating func read(_ json: JSONView, named name: String, into events: inout [GenerationEvent]) {
        let block = json["contentBlockIndex"]?.int ?? 0
        switch name {
        case "messageStart": start(into: &events)
        case "contentBlockStart": begin(json["start"], block, into: &events)
        case "contentBlockDelta": if let delta = json["delta"] { grow(block, delta, into: &events) }
        case "contentBlockStop":
            if let open = open.removeValue(forKey: block) { events.append(.close(candidate: 0, index: open.part)) }
            tellCitations(into: &events)
        case "messageStop":
            closeBlocks(into: &events)
            let reason = ConverseStop.finish(json["stopReason"]?.string ?? "", hasCalls: hasCalls)
            let fields = json[named: ConverseAnswer.fieldsName]
            events.append(.finish(candidate: 0, reason, stopSequence: fields?["stop_sequence"]?.string))
            hasStopped = true
            if let told = ConverseAnswer.otherFields(fields) {
                let members = JSONObject([(ConverseAnswer.fieldsName, told)])
                events.append(.preserved(Preserved(dialect: Converse.dialect, members: members)))
            }
            if hasCounts { end(into: &events) }
        case "metadata":
            if let usage = ConverseUsage.read(json["usage"]) { events.append(.usage(usage)) }
            if let tier = json["serviceTier"]?["type"]?.string { events.append(.serviceTier(tier)) }
            if let rest = Preserved(json, except: ["usage", "p", "serviceTier", "metrics"], in: Converse.dialect) {
                events.append(.preserved(rest))
            }
            // The last event of Bedrock itself; servers in its place send the counts before the reason.
            hasCounts = true
            if hasStopped { end(into: &events) }
        default:
            guard name.lowercased().hasSuffix("exception") else { return }
            closeBlocks(into: &events)
            events.append(.failure(ConverseFailure.read(exception: name, json)))
            hasEnded = true
        }
    }

    private mutating func start(into events: inout [GenerationEvent]) {
        guard !hasStarted else { return }
        hasStarted = true
        events.append(.start(ResponseStart(id: "", model: "")))
    }

    private mutating func begin(_ start: JSONView?, _ block: Int, into events: inout [GenerationEvent]) {
        guard let call = start?["toolUse"] else {
            // What the provider's own tools do comes in pieces that mean nothing to others.
            if start?.count ?? 0 > 0 { open[block] = (nextPart, .other) }
            return
        }
        guard call["type"]?.string != "server_tool_use" else { return }
        hasCalls = true
        open(
            .toolCall(
                ToolCall(
                    id: call["toolUseId"]?.string ?? "", name: call["name"]?.string ?? "", arguments: "",
                    preserved: Preserved(call, except: ["toolUseId", "name"], in: Converse.dialect))),
            .call, block, into: &events)
    }

    private mutating func open(_ part: Part, _ kind: Kind, _ block: Int, into events: inout [GenerationEvent]) {
        start(into: &events)
        open[block] = (nextPart, kind)
        events.append(.open(candidate: 0, index: nextPart, part: part))
        nextPart += 1
    }

    private mutating func grow(_ block: Int, _ delta: JSONView, into events: inout [GenerationEvent]) {
        if let text = delta["text"]?.string {
            // Some models begin with a block of nothing.
            if open[block] == nil, !text.isEmpty { open(.text(TextPart("")), .text, block, into: &events) }
            tell(.text(text), block, .text, if: !text.isEmpty, into: &events)
        } else if let input = delta["toolUse"]?["input"]?.string {
            tell(.arguments(input), block, .call, if: !input.isEmpty, into: &events)
        } else if let reasoning = delta["reasoningContent"] {
            grow(block, reasoning: reasoning, into: &events)
        } else if let citation = delta["citation"] {
            citations.append(ConverseBlock.citation(citation))
        }
    }

    private mutating func grow(_ block: Int, reasoning: JSONView, into events: inout [GenerationEvent]) {
        if let data = reasoning["redactedContent"]?.string {
            open(
                .reasoning(Reasoning(text: "", redacted: Signature(wire: data, in: Converse.dialect))), .other, block,
                into: &events)
            return
        }
        if open[block] == nil { open(.reasoning(Reasoning(text: "")), .reasoning, block, into: &events) }
        let text = reasoning["text"]?.string ?? ""
        tell(.text(text), block, .reasoning, if: !text.isEmpty, into: &events)
        if let signature = Signature(wire: reasoning["signature"]?.string, in: Converse.dialect) {
            tell(.signature(signature), block, .reasoning, if: true, into: &events)
        }
    }

    private func tell(
        _ delta: PartDelta, _ block: Int, _ kind: Kind, if isWanted: Bool, into events: inout [GenerationEvent]
    ) {
        guard isWanted, let open = open[block], open.kind == kind else { return }
        events.append(.delta(candidate: 0, index: open.part, delta))
    }
}
