/// One tool call of a stream. It is opened once its name is known; arguments that come earlier wait.
struct OpenAIStreamCall {
    let id: String
    let kind: ToolCall.Kind
    /// `index` of its deltas; nil from servers that send none.
    let wireIndex: Int?
    private var part: Int?
    private var waiting = ""
    private var isClosed = false

    init(id: String, kind: ToolCall.Kind, wireIndex: Int?) {
        self.id = id
        self.kind = kind
        self.wireIndex = wireIndex
    }

    mutating func take(
        name: String, arguments: String, signature: Signature?, preserved: Preserved? = nil, candidate: Int,
        nextPart: inout Int,
        into events: inout [GenerationEvent]
    ) {
        guard !isClosed else { return }
        if part == nil {
            waiting += arguments
            guard !name.isEmpty else { return }
            open(name: name, preserved: preserved, candidate: candidate, nextPart: &nextPart, into: &events)
        } else if let part, !arguments.isEmpty {
            events.append(.delta(candidate: candidate, index: part, .arguments(arguments)))
        }
        if let part, let signature {
            events.append(.delta(candidate: candidate, index: part, .signature(signature)))
        }
    }

    mutating func close(candidate: Int, nextPart: inout Int, into events: inout [GenerationEvent]) {
        guard !isClosed else { return }
        if part == nil { open(name: "", candidate: candidate, nextPart: &nextPart, into: &events) }
        if let part { events.append(.close(candidate: candidate, index: part)) }
        isClosed = true
    }

    private mutating func open(
        name: String, preserved: Preserved? = nil, candidate: Int, nextPart: inout Int,
        into events: inout [GenerationEvent]
    ) {
        part = nextPart
        let call = ToolCall(id: id, name: name, arguments: "", kind: kind, preserved: preserved)
        events.append(.open(candidate: candidate, index: nextPart, part: .toolCall(call)))
        if !waiting.isEmpty {
            events.append(.delta(candidate: candidate, index: nextPart, .arguments(waiting)))
            waiting = ""
        }
        nextPart += 1
    }
}
