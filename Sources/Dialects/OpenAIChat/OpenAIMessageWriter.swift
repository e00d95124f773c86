import Wire

/// Writes canonical messages as OpenAI's, one or several for each.
///
/// Tool results become messages of their own; media within them, which OpenAI takes from users only, follows in a
/// user message, so that nothing of what a tool returned is lost. It follows the last result of parallel calls: OpenAI
/// refuses anything between them.
struct OpenAIMessageWriter {
    static let noMarkers = "the target takes no cache markers"

    let traits: TargetTraits
    var losses: Losses
    private(set) var written: [JSONValue] = []
    /// Media of tool results whose user message has not been written.
    private var hoisted: [Part] = []

    init(traits: TargetTraits, losses: Losses) {
        self.traits = traits
        self.losses = losses
    }

    mutating func write(_ message: Message, _ index: Int) throws(DialectError) {
        let path = "messages[\(index)]"
        losses.note(message.preserved, at: path, into: .openAIChat)
        if message.role == .assistant {
            try finish()
            written.append(try assistant(message, path))
            return
        }
        var rest: [Part] = []
        var lastResult: Int?
        for part in message.parts {
            if case .toolResult(let result) = part {
                written.append(try toolMessage(result, message, path))
                lastResult = written.count - 1
            } else if case .cacheMarker(let marker) = part, let position = lastResult, rest.isEmpty {
                mark(position, marker, path)
            } else {
                rest.append(part)
            }
        }
        guard !rest.isEmpty || lastResult == nil else { return }
        if message.role == .user || message.role == .tool {
            rest = hoisted + rest
            hoisted = []
        } else {
            try finish()
        }
        written.append(try plain(message, rest, path, afterResults: lastResult != nil))
    }

    /// Writes what still waits. To be called after the last message.
    mutating func finish() throws(DialectError) {
        guard !hoisted.isEmpty else { return }
        let parts = hoisted
        hoisted = []
        written.append(try plain(Message(role: .user, parts: parts), parts, "messages", afterResults: true))
    }

    private mutating func plain(
        _ message: Message, _ parts: [Part], _ path: String, afterResults: Bool
    ) throws(DialectError) -> JSONValue {
        var role = message.role == .tool ? Message.Role.user : message.role
        if role == .developer, !traits.hasDeveloperRole { role = .system }
        var object = JSONObject([("role", .string(role.rawValue))])
        object["content"] = try content(parts, path) ?? ""
        object["name"] = message.name.map { .string($0) }
        if !afterResults { object.fill(message.preserved.ownOpenAI) }
        return .object(object)
    }

    private mutating func toolMessage(
        _ result: ToolResult, _ message: Message, _ path: String
    ) throws(DialectError) -> JSONValue {
        var texts: [Part] = []
        for part in result.content {
            switch part {
            case .media: hoisted.append(part)
            default: texts.append(part)
            }
        }
        if result.isError { losses.note("\(path).is_error", "no counterpart in openai-chat") }
        losses.note(result.preserved, at: path, into: .openAIChat)
        var object = JSONObject([("role", "tool"), ("tool_call_id", .string(result.callID))])
        object["content"] = try content(texts, path) ?? ""
        object["name"] = message.name.map { .string($0) }
        object.fill(result.preserved.ownOpenAI)
        if message.role == .tool { object.fill(message.preserved.ownOpenAI) }
        return .object(object)
    }

    private mutating func assistant(_ message: Message, _ path: String) throws(DialectError) -> JSONValue {
        var parts = message.parts
        var object = JSONObject([("role", "assistant")])
        if traits.takesCacheMarkers, case .cacheMarker(let marker)? = parts.last, parts.contains(where: \.isToolCall) {
            // A call has no place for it: it stands on the message, whose last part it marks.
            object["cache_control"] = marker.openAI
            parts.removeLast()
        }
        var split = OpenAIAnswerParts(parts)
        object["content"] = try content(split.content, path) ?? .null
        object["refusal"] = split.refusal.map { .string($0) }
        object["name"] = message.name.map { .string($0) }
        writeReasoning(split, path, into: &object)
        if case .file(let id, .openAIChat)? = split.audio?.source {
            object["audio"] = ["id": .string(id)]
        } else if let id = split.audio?.preserved.ownOpenAI["id"] {
            object["audio"] = ["id": id]
        } else if let transcript = split.audio?.transcript {
            // Spoken by another provider: what was said stays, as text.
            split.content.append(.text(TextPart(transcript)))
            object["content"] = try content(split.content, path) ?? .null
            losses.note("\(path).audio", "spoken answers are sent back as their transcript")
        }
        if !split.images.isEmpty { losses.note("\(path).images", "no counterpart in openai-chat requests") }
        let calls = split.calls.map { OpenAIToolCall.json($0, signed: traits.takesReasoning) }
        if !calls.isEmpty { object["tool_calls"] = .array(calls) }
        if !traits.takesReasoning, split.calls.contains(where: { $0.signature != nil }) {
            losses.note("\(path).tool_calls.signature", "the target does not take signatures")
        }
        for call in split.calls { losses.note(call.preserved, at: "\(path).tool_calls", into: .openAIChat) }
        let annotations = split.citations.compactMap(OpenAICitation.json)
        if !annotations.isEmpty { object["annotations"] = .array(annotations) }
        object.fill(message.preserved.ownOpenAI)
        return .object(object)
    }

    private mutating func writeReasoning(
        _ split: OpenAIAnswerParts, _ path: String, into object: inout JSONObject
    ) {
        guard !split.reasoning.isEmpty || split.textSignature != nil else { return }
        guard traits.takesReasoning else {
            losses.note("\(path).reasoning_content", "the target does not take reasoning of earlier turns")
            return
        }
        OpenAIReasoning.write(split.reasoning, textSignature: split.textSignature, into: &object)
    }

    private mutating func mark(_ position: Int, _ marker: CacheMarker, _ path: String) {
        guard traits.takesCacheMarkers else {
            losses.note("\(path).cache_control", Self.noMarkers)
            return
        }
        written[position]["cache_control"] = marker.openAI
    }

    /// A string where one plain text is all there is, else an array of parts; nil when there is nothing.
    private mutating func content(_ parts: [Part], _ path: String) throws(DialectError) -> JSONValue? {
        if parts.isEmpty { return nil }
        if parts.count == 1, case .text(let part) = parts[0], part.preserved.ownOpenAI.isEmpty {
            losses.note(part.preserved, at: "\(path).content[0]", into: .openAIChat)
            return .string(part.text)
        }
        var writer = OpenAIContentWriter(traits: traits, losses: losses, path: "\(path).content")
        for part in parts { try writer.write(part) }
        losses = writer.losses
        // OpenAI refuses an empty array; what stood there is among the losses.
        return writer.written.isEmpty ? nil : .array(writer.written)
    }
}
