import Wire

extension ConverseBlock {
    /// The blocks of a message. Bedrock refuses empty texts, and a citation stands with the text it is of.
    static func written(
        _ parts: [Part], names: inout ConverseNames, isAnswer: Bool = false, at path: @autoclosure () -> String,
        losses: inout Losses
    ) throws(DialectError) -> [ConverseWrittenBlock] {
        var blocks: [ConverseWrittenBlock] = []
        blocks.reserveCapacity(parts.count)
        for part in parts {
            let position = blocks.count
            func here() -> String { "\(path())[\(position)]" }
            if case .citation(let citation) = part {
                cite(citation, &blocks, at: here(), losses: &losses)
            } else if let block = try block(
                part, names: &names, isAnswer: isAnswer, at: here(), losses: &losses)
            {
                blocks.append(block)
            }
        }
        return blocks
    }

    private static func block(
        _ part: Part, names: inout ConverseNames, isAnswer: Bool, at path: @autoclosure () -> String,
        losses: inout Losses
    ) throws(DialectError) -> ConverseWrittenBlock? {
        switch part {
        case .text(let text):
            losses.note(text.preserved, at: path(), into: Converse.dialect)
            return text.text.isEmpty ? nil : .text(text.text)
        case .refusal(let text): return .text(text)
        case .media(let media):
            return .other(try ConverseMedia.json(media, names: &names, at: path(), losses: &losses))
        case .toolCall(let call): return .other(try json(call, names: &names, at: path(), losses: &losses))
        case .toolResult(let result): return .other(try json(result, names: &names, at: path(), losses: &losses))
        case .reasoning(let reasoning):
            return json(reasoning, isAnswer: isAnswer, at: path(), losses: &losses).map { .other($0) }
        case .cacheMarker(let marker): return .other(cachePoint(marker))
        case .opaque(let opaque) where opaque.dialect == Converse.dialect:
            return opaque.json.object.map { .other($0) }
        case .opaque, .citation:
            losses.note(path(), Converse.none)
            return nil
        }
    }

    static func cachePoint(_ marker: CacheMarker) -> JSONObject {
        var point = JSONObject([("type", "default")])
        point["ttl"] = marker.ttl.map(JSONValue.string)
        return JSONObject([("cachePoint", .object(point))])
    }

    private static func json(
        _ call: ToolCall, names: inout ConverseNames, at path: @autoclosure () -> String, losses: inout Losses
    ) throws(DialectError) -> JSONObject {
        var input: JSONValue = .object(JSONObject())
        if call.kind == .custom {
            input = ["input": .string(call.arguments)]
        } else if !call.arguments.isEmpty {
            if let parsed = try? JSONValue(parsing: call.arguments, maxDepth: 512), parsed.object != nil {
                input = parsed
            } else {
                // Refusing what a model left unfinished would end the conversation for good.
                losses.note("\(path()).arguments", "no JSON object; written as text under the name arguments")
                input = ["arguments": .string(call.arguments)]
            }
        }
        if let signature = call.signature, signature.dialect != Converse.dialect {
            losses.note("\(path()).signature", "valid only where it was made")
        }
        var value = JSONObject([
            ("toolUseId", .string(names.calls.spelling(of: call.id))), ("name", .string(call.name)), ("input", input),
        ])
        Preserved.write(call.preserved, of: Converse.dialect, into: &value, at: path(), losses: &losses)
        return JSONObject([("toolUse", .object(value))])
    }

    private static func json(
        _ result: ToolResult, names: inout ConverseNames, at path: @autoclosure () -> String, losses: inout Losses
    ) throws(DialectError) -> JSONObject {
        var content: [JSONValue] = []
        var plain: [Part] = []
        for part in result.content {
            if case .text(let text) = part, text.preserved?.dialect == Converse.dialect,
                let json = text.preserved?.members["json"]
            {
                content.append(["json": json])
            } else {
                plain.append(part)
            }
        }
        for block in try written(plain, names: &names, at: "\(path()).content", losses: &losses) {
            content.append(.object(block.json))
        }
        // One that says nothing says so.
        if content.isEmpty { content = [["text": " "]] }
        var value = JSONObject([
            ("toolUseId", .string(names.calls.spelling(of: result.callID))), ("content", .array(content)),
        ])
        if result.isError { value["status"] = "error" }
        Preserved.write(result.preserved, of: Converse.dialect, into: &value, at: path(), losses: &losses)
        return JSONObject([("toolResult", .object(value))])
    }

    /// Reasoning is valid only where it was made; what another provider's model thought cannot be sent.
    private static func json(
        _ reasoning: Reasoning, isAnswer: Bool, at path: @autoclosure () -> String, losses: inout Losses
    ) -> JSONObject? {
        let isOwn = (reasoning.redacted ?? reasoning.signature)?.dialect == Converse.dialect
        guard isOwn || isAnswer else {
            losses.note("\(path()).reasoning", "unsigned, or made by another provider's model")
            return nil
        }
        if let data = reasoning.redacted {
            return ["reasoningContent": ["redactedContent": .string(data.wire(in: Converse.dialect))]]
        }
        var text = JSONObject([("text", .string(reasoning.text))])
        text["signature"] = reasoning.signature.map { .string($0.wire(in: Converse.dialect)) }
        losses.note(reasoning.preserved, at: path(), into: Converse.dialect)
        return ["reasoningContent": ["reasoningText": .object(text)]]
    }

    /// Puts a citation to the text before it.
    private static func cite(
        _ citation: Citation, _ blocks: inout [ConverseWrittenBlock], at path: @autoclosure () -> String,
        losses: inout Losses
    ) {
        guard let json = json(citation), let last = blocks.indices.last else {
            return losses.note("\(path()).annotations", "a citation here has a place in a document or on the web")
        }
        switch blocks[last] {
        case .text(let text):
            let said: JSONValue = ["text": .string(text)]
            blocks[last] = .cited(["content": .array([said]), "citations": .array([])], citations: [json])
        case .cited(let content, var citations):
            // Let go of first: to be added to, not copied.
            blocks[last] = .text("")
            citations.append(json)
            blocks[last] = .cited(content, citations: citations)
        case .other(let block):
            guard let content = block["citationsContent"]?.object else {
                return losses.note("\(path()).annotations", "a citation here stands with a text")
            }
            blocks[last] = .cited(content, citations: (content["citations"]?.array ?? []) + [json])
        }
    }

    static func json(_ citation: Citation) -> JSONValue? {
        if let source = citation.source, source.dialect == Converse.dialect { return source.json }
        guard let url = citation.url else { return nil }
        let location: JSONValue = ["web": ["url": .string(url)]]
        var json = JSONObject([("location", location)])
        json["title"] = citation.title.map(JSONValue.string)
        json["sourceContent"] = citation.citedText.map { [["text": .string($0)]] }
        return .object(json)
    }
}
