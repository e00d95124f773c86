import Wire

/// `message_start`, blocks, `message_delta`, `message_stop`; `ping` and events of later versions are passed over.
struct AnthropicStreamDecoder: StreamDecoder {
    private var usage = AnthropicUsage()
    private var blocks: [Int: AnthropicOpenBlock] = [:]
    /// The canonical index of the next part.
    private var nextPart = 0
    private var callsTools = false
    private var hasEnded = false

    mutating func decode(_ event: SSEEvent, into events: inout [GenerationEvent]) {
        guard !hasEnded else { return }
        switch event.content {
        case .json(let json) where json.kind == .object: decode(json, named: event.name, into: &events)
        case .json, .nothing: return
        case .broken: events.append(.failure(.brokenEvent))
        }
    }

    private mutating func decode(_ json: JSONView, named name: String?, into events: inout [GenerationEvent]) {
        switch json["type"]?.string ?? name {
        case "message_start" where nextPart > 0: refuseSecondStart(into: &events)
        case "message_start": start(json["message"], into: &events)
        case "content_block_start": open(json, into: &events)
        case "content_block_delta": grow(json, into: &events)
        case "content_block_stop":
            if let index = json["index"]?.int { close(index, into: &events) }
        case "message_delta": finish(json, into: &events)
        case "message_stop":
            finish(into: &events)
            events.append(.end)
            hasEnded = true
        case "error":
            events.append(.failure(AnthropicFailure.decodeEvent(json)))
        default: break
        }
    }

    mutating func finish(into events: inout [GenerationEvent]) {
        for index in blocks.keys.sorted() { close(index, into: &events) }
    }

    private mutating func start(_ message: JSONView?, into events: inout [GenerationEvent]) {
        guard let message else { return }
        usage.merge(message["usage"])
        var start = ResponseStart(id: message["id"]?.string ?? "", model: message["model"]?.string ?? "")
        start.serviceTier = usage.serviceTier
        let preserved = AnthropicResponse.preserved(message)
        if !preserved.isEmpty { start.preserved = Preserved(dialect: .anthropicMessages, members: preserved) }
        events.append(.start(start))
        if let usage = usage.canonical { events.append(.usage(usage)) }
        // A call made by a program of an earlier answer stands here whole.
        for part in (try? reader.parts(ofContent: message["content"], at: "content")) ?? [] {
            appendWhole(part, into: &events)
        }
    }

    /// A message begun anew takes back what was said, which a caller who has read it cannot.
    private mutating func refuseSecondStart(into events: inout [GenerationEvent]) {
        finish(into: &events)
        events.append(
            .failure(
                Failure(
                    status: 502, type: "api_error", message: "The provider began its message anew within one stream.")))
        hasEnded = true
    }

    private var reader: AnthropicBlockReader { AnthropicBlockReader(strict: false) }

    private mutating func open(_ json: JSONView, into events: inout [GenerationEvent]) {
        guard let index = json["index"]?.int, let block = json["content_block"] else { return }
        close(index, into: &events)
        guard let parts = try? reader.parts(of: block, at: "content_block"), let part = parts.first else { return }
        var open = AnthropicOpenBlock(index: nextPart, part: part)
        nextPart += 1
        if part.isToolCall { callsTools = true }
        open.begin(into: &events)
        // Citations that come with the block's beginning.
        for part in parts.dropFirst() { appendWhole(part, into: &events) }
        blocks[index] = open
    }

    private mutating func grow(_ json: JSONView, into events: inout [GenerationEvent]) {
        guard let index = json["index"]?.int, let delta = json["delta"] else { return }
        if delta["type"]?.string == "citations_delta", let citation = delta["citation"] {
            appendWhole(.citation(AnthropicCitation.decode(citation)), into: &events)
        } else {
            blocks[index]?.grow(delta, into: &events)
        }
    }

    private mutating func close(_ index: Int, into events: inout [GenerationEvent]) {
        guard var block = blocks.removeValue(forKey: index) else { return }
        block.end(into: &events)
    }

    private mutating func appendWhole(_ part: Part, into events: inout [GenerationEvent]) {
        var block = AnthropicOpenBlock(index: nextPart, part: part)
        nextPart += 1
        if part.isToolCall { callsTools = true }
        block.begin(into: &events)
        block.end(into: &events)
    }

    private mutating func finish(_ json: JSONView, into events: inout [GenerationEvent]) {
        let delta = json["delta"]
        var late = AnthropicMembers.preserved(json, except: ["type", "delta", "usage"])?.members ?? JSONObject()
        if let delta {
            let rest = AnthropicMembers.preserved(delta, except: ["stop_reason", "stop_sequence"])
            for (key, value) in rest?.members ?? JSONObject() { late[key] = value }
        }
        if let reason = delta?["stop_reason"]?.string {
            let finish = AnthropicStopReason.canonical(reason, callsTools: callsTools)
            events.append(.finish(candidate: 0, finish, stopSequence: delta?["stop_sequence"]?.string))
            late["stop_reason"] = AnthropicStopReason.preserved(reason, callsTools: callsTools)
        }
        usage.merge(json["usage"])
        if let usage = usage.canonical { events.append(.usage(usage)) }
        if !late.isEmpty { events.append(.preserved(Preserved(dialect: .anthropicMessages, members: late))) }
    }
}
