package import Dialects
import Wire

extension Draw {
    /// A request whose turns alternate, and end with the user or a tool's result.
    package mutating func request() -> GenerationRequest {
        var messages = list(0...1) { draw, _ in
            Message(role: draw.once(in: 3) ? .developer : .system, parts: draw.said(by: .system))
        }
        for _ in 0..<number(1...3) {
            messages.append(Message(role: .user, parts: said(by: .user), name: maybe(8) { _ in "ann" }))
            guard once(in: 2) else { continue }
            let answer = said(by: .assistant)
            messages.append(Message(role: .assistant, parts: answer, preserved: preserved()))
            for case .toolCall(let call) in answer {
                messages.append(Message(role: .tool, parts: [.toolResult(toolResult(for: call))]))
            }
        }
        if messages.last?.role == .assistant {
            messages.append(Message(role: .user, parts: [.text(TextPart(words()))]))
        }
        var request = GenerationRequest(model: "m", messages: messages)
        addTools(to: &request)
        addWishes(to: &request)
        request.preserved = preserved()
        return request
    }

    /// A request of one text, for the forms of bare prompts.
    package mutating func prompt() -> GenerationRequest {
        var request = GenerationRequest(
            model: "m", messages: [Message(role: .user, parts: [.text(TextPart(text() + words()))])])
        addWishes(to: &request)
        request.reasoning = nil
        request.output = nil
        request.preserved = preserved()
        return request
    }

    private mutating func said(by role: Message.Role) -> [Part] {
        var parts: [Part] = []
        if role == .assistant, once(in: 2) { parts.append(.reasoning(reasoning())) }
        parts.append(.text(textPart(once(in: 3) ? text() : words())))
        for _ in 0..<number(0...2) {
            switch (role, number(0...3)) {
            case (.user, 0), (.user, 1): parts.append(.media(media()))
            case (.assistant, 0): parts.append(.citation(citation()))
            default: parts.append(.text(textPart(words())))
            }
            if once(in: 4) {
                parts.append(.cacheMarker(CacheMarker(ttl: maybe { $0.one(of: ["5m", "1h"], else: "5m") })))
            }
        }
        guard role == .assistant, once(in: 2) else { return parts }
        var ids: Set<String> = []
        while ids.count < 3, !once(in: 3) || ids.isEmpty { ids.insert(callID()) }
        return parts + ids.sorted().map { .toolCall(toolCall($0)) }
    }

    private mutating func addTools(to request: inout GenerationRequest) {
        var names: [String] = []
        for _ in 0..<number(0...3) {
            let name = name()
            guard !names.contains(name) else { continue }
            names.append(name)
            request.tools.append(
                .function(
                    FunctionTool(
                        name: name, description: maybe { $0.words() },
                        parameters: once(in: 4) ? JSONValue?.none : schema(),
                        strict: maybe(4) { $0.once(in: 2) }, cacheMarker: maybe(6) { _ in CacheMarker() },
                        preserved: preserved())))
        }
        guard let first = names.first else { return }
        request.toolChoice = maybe {
            $0.one(of: [.auto, .none, .required, .function(first), .allowed([first], required: true)], else: .auto)
        }
        request.parallelToolCalls = maybe(3) { $0.once(in: 2) }
    }

    /// An object as tools and structured outputs describe it.
    mutating func schema() -> JSONValue {
        var properties = JSONObject()
        var names: [JSONValue] = []
        for name in ["city", "days", "unit", "tags"].prefix(number(1...4)) {
            let member: JSONValue =
                switch name {
                case "days": ["type": "integer", "description": "How many"]
                case "unit": ["type": "string", "enum": ["C", "F"]]
                case "tags": ["type": "array", "items": ["type": "string"]]
                default: ["type": "string", "description": .string(words())]
                }
            properties.append(name, member)
            names.append(.string(name))
        }
        return [
            "type": "object", "properties": .object(properties), "required": .array(names),
            "additionalProperties": false,
        ]
    }

    private mutating func addWishes(to request: inout GenerationRequest) {
        func decimal(_ texts: [String], _ draw: inout Draw) -> NumberText? {
            draw.maybe(3) { NumberText($0.one(of: texts, else: "1")) }
        }
        request.sampling.temperature = decimal(["0", "0.7", "1", "1.0"], &self)
        request.sampling.topP = decimal(["0.5", "0.95", "1"], &self)
        request.sampling.topK = decimal(["1", "40"], &self)
        request.sampling.frequencyPenalty = decimal(["0", "-1.5", "0.25"], &self)
        request.sampling.presencePenalty = decimal(["0", "2"], &self)
        request.sampling.seed = decimal(["0", "7", "2147483647"], &self)
        request.sampling.stop = maybe(4) { draw in draw.list(1...3) { draw, _ in draw.words() } }
        request.maxOutputTokens = maybe { $0.number(16...8192) }
        request.output = maybe(4) { draw in
            draw.once(in: 3)
                ? draw.one(of: [.text, .jsonObject], else: .text)
                : .jsonSchema(
                    JSONSchemaFormat(
                        name: "answer", description: draw.maybe { $0.words() }, schema: draw.schema(),
                        strict: draw.maybe { $0.once(in: 2) }))
        }
        request.reasoning = maybe(4) { draw in
            draw.once(in: 2)
                ? ReasoningRequest(effort: draw.one(of: ["none", "low", "medium", "high"], else: "low"))
                : ReasoningRequest(
                    budget: draw.one(of: [0, 1024, 2048, -1], else: 0), includeText: draw.maybe { $0.once(in: 2) })
        }
        request.endUser = maybe(4) { _ in "user-1" }
        request.serviceTier = maybe(5) { $0.one(of: ["auto", "default", "flex", "priority"], else: "auto") }
        request.stream = once(in: 3)
        request.includeUsage = request.stream && once(in: 2)
        request.logprobs = maybe(8) { draw in LogprobsRequest(top: draw.maybe { $0.number(1...5) }) }
    }
}
