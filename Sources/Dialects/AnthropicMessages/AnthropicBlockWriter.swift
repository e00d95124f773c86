import Wire

/// Parts → content blocks, in requests and answers.
struct AnthropicBlockWriter {
    /// Requests obey what Anthropic refuses (empty texts, unsigned thinking); answers show all there is.
    let inRequest: Bool
    var takesMediaURLs = true
    private var toolIDs = AnthropicToolIDs()

    init(inRequest: Bool, takesMediaURLs: Bool = true) {
        self.inRequest = inRequest
        self.takesMediaURLs = takesMediaURLs
    }

    /// Appends the blocks of `parts`; citations and cache markers go to the block before them, which may already have
    /// stood in `blocks`.
    mutating func append(
        _ parts: [Part], to blocks: inout [JSONObject], at path: @autoclosure () -> String, losses: inout Losses
    ) throws(DialectError) {
        var index = 0
        for part in parts {
            let position = index
            func here() -> String { "\(path())[\(position)]" }
            if !part.isBesideAnother { index += 1 }
            switch part {
            case .citation(let citation):
                attach(citation, to: &blocks, at: here(), losses: &losses)
            case .cacheMarker(let marker):
                attach(marker, to: &blocks, at: here(), losses: &losses)
            default:
                if let block = try block(for: part, at: here(), losses: &losses) { blocks.append(block) }
            }
        }
    }

    /// nil when the part has no place in this dialect, which is then a loss, or holds nothing.
    mutating func block(
        for part: Part, at path: @autoclosure () -> String, losses: inout Losses
    ) throws(DialectError) -> JSONObject? {
        switch part {
        case .text(let text):
            return block(for: text, at: path(), losses: &losses)
        case .refusal(let text):
            return block(for: TextPart(text), at: path(), losses: &losses)
        case .media(let media):
            guard inRequest else {
                losses.note(path(), "Anthropic's answers hold no \(media.kind.rawValue)")
                return nil
            }
            return try AnthropicMedia.encode(media, takesURLs: takesMediaURLs, at: path(), losses: &losses)
        case .toolCall(let call):
            return block(for: call, at: path(), losses: &losses)
        case .toolResult(let result):
            return try block(for: result, at: path(), losses: &losses)
        case .reasoning(let reasoning):
            return block(for: reasoning, at: path(), losses: &losses)
        case .opaque(let opaque):
            guard opaque.dialect == .anthropicMessages, let json = opaque.json.object else {
                losses.note(path(), "\(opaque.kind) has no counterpart in anthropic-messages")
                return nil
            }
            return json
        case .citation, .cacheMarker:
            return nil
        }
    }

    private func block(for text: TextPart, at path: @autoclosure () -> String, losses: inout Losses) -> JSONObject? {
        if inRequest, text.text.isBlank {
            // Anthropic refuses such a block: "text content blocks must contain non-whitespace text".
            if !text.text.isEmpty { losses.note(path(), "Anthropic takes no text of white space alone") }
            return nil
        }
        if let signature = text.signature {
            losses.note("\(path()).signature", "a signature of \(signature.dialect.rawValue)")
        }
        var block = JSONObject([("type", .string("text")), ("text", .string(text.text))])
        AnthropicMembers.write(text.preserved, into: &block, at: path(), losses: &losses)
        return block
    }

    private mutating func block(
        for call: ToolCall, at path: @autoclosure () -> String, losses: inout Losses
    ) -> JSONObject {
        if let signature = call.signature {
            losses.note("\(path()).signature", "a signature of \(signature.dialect.rawValue)")
        }
        var block = JSONObject([("type", .string("tool_use"))])
        block["id"] = .string(inRequest ? toolIDs.spelling(of: call.id) : call.id)
        block["name"] = .string(call.name)
        block["input"] = Self.input(of: call, at: path(), losses: &losses)
        AnthropicMembers.write(call.preserved, into: &block, at: path(), losses: &losses)
        return block
    }

    /// Anthropic's `input` is an object. A model that was cut off, or calls a free-form tool, leaves something else;
    /// refusing it would end the conversation for good, so it is put under a name.
    private static func input(of call: ToolCall, at path: @autoclosure () -> String, losses: inout Losses) -> JSONValue
    {
        if call.kind == .custom { return ["input": .string(call.arguments)] }
        if call.arguments.isBlank { return .object(JSONObject()) }
        if let json = try? JSONValue(parsing: call.arguments), case .object = json { return json }
        losses.note("\(path()).arguments", "no JSON object; written as text under the name arguments")
        return ["arguments": .string(call.arguments)]
    }

    private mutating func block(
        for result: ToolResult, at path: @autoclosure () -> String, losses: inout Losses
    ) throws(DialectError) -> JSONObject {
        var content: [JSONObject] = []
        try append(result.content, to: &content, at: "\(path()).content", losses: &losses)
        var block = JSONObject([("type", .string("tool_result"))])
        block["tool_use_id"] = .string(inRequest ? toolIDs.spelling(of: result.callID) : result.callID)
        if !content.isEmpty { block["content"] = Self.json(content) }
        if result.isError { block["is_error"] = .bool(true) }
        AnthropicMembers.write(result.preserved, into: &block, at: path(), losses: &losses)
        return block
    }

    /// In a request only Anthropic's own signatures and redacted blocks are worth sending: it refuses thinking
    /// without one.
    private func block(
        for reasoning: Reasoning, at path: @autoclosure () -> String, losses: inout Losses
    ) -> JSONObject? {
        let proof = reasoning.redacted ?? reasoning.signature
        if inRequest, proof?.dialect != .anthropicMessages {
            losses.note(path(), "reasoning without a signature of Anthropic's")
            return nil
        }
        var block = JSONObject()
        if let redacted = reasoning.redacted {
            block["type"] = .string("redacted_thinking")
            block["data"] = .string(redacted.wire(in: .anthropicMessages))
        } else {
            block["type"] = .string("thinking")
            block["thinking"] = .string(reasoning.text)
            block["signature"] = .string(reasoning.signature?.wire(in: .anthropicMessages) ?? "")
        }
        AnthropicMembers.write(reasoning.preserved, into: &block, at: path(), losses: &losses)
        return block
    }

    private func attach(
        _ citation: Citation, to blocks: inout [JSONObject], at path: @autoclosure () -> String, losses: inout Losses
    ) {
        guard let last = blocks.indices.last, blocks[last].blockType == "text",
            let json = AnthropicCitation.encode(citation, inRequest: inRequest)
        else {
            losses.note(path(), "a citation Anthropic cannot hold")
            return
        }
        blocks[last]["citations"] = .array((blocks[last]["citations"]?.array ?? []) + [json])
    }

    private func attach(
        _ marker: CacheMarker, to blocks: inout [JSONObject], at path: @autoclosure () -> String, losses: inout Losses
    ) {
        guard let last = blocks.indices.last, !blocks[last].blockType.hasSuffix("thinking") else {
            losses.note(path(), "no block before it that can be cached")
            return
        }
        blocks[last]["cache_control"] = AnthropicMembers.json(marker)
    }

    /// A single plain text is written as a string, which Anthropic defines as the same; all else as an array.
    static func json(_ blocks: [JSONObject]) -> JSONValue {
        if blocks.count == 1, blocks[0].count == 2, blocks[0].blockType == "text", let text = blocks[0]["text"] {
            return text
        }
        return .array(blocks.map(JSONValue.object))
    }
}
