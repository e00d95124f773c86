import NIOCore
import Wire

/// Content blocks → parts, in requests, answers and streams.
struct AnthropicBlockReader {
    /// Requests are refused when a block breaks its form; answers are read as far as they can be.
    let strict: Bool

    /// `content`: a text or an array of blocks; absent and null are no blocks.
    func parts(ofContent content: JSONView?, at path: @autoclosure () -> String) throws(DialectError) -> [Part] {
        guard let content, !content.isNull else { return [] }
        if let text = content.string { return [.text(TextPart(text))] }
        guard content.kind == .array else {
            guard strict else { return [] }
            throw .invalid(path(), "content must be a string or an array of blocks")
        }
        var parts: [Part] = []
        var index = 0
        for block in content.elements {
            parts += try self.parts(of: block, at: "\(path())[\(index)]")
            index += 1
        }
        return parts
    }

    /// One block: its part, then its citations, then its cache marker.
    func parts(of block: JSONView, at path: @autoclosure () -> String) throws(DialectError) -> [Part] {
        guard block.kind == .object, let type = block["type"]?.string else {
            guard strict else { return [opaque(block, kind: "unknown")] }
            throw .invalid("\(path()).type", "a content block must be an object with a type")
        }
        let part = try part(of: block, type: type, at: path())
        var parts = [part]
        if case .text = part, let citations = block["citations"] {
            for citation in citations.elements { parts.append(.citation(AnthropicCitation.decode(citation))) }
        }
        // An opaque block keeps its marker inside.
        if case .opaque = part { return parts }
        if let marker = AnthropicMembers.cacheMarker(block["cache_control"]) { parts.append(.cacheMarker(marker)) }
        return parts
    }

    private func part(of block: JSONView, type: String, at path: @autoclosure () -> String) throws(DialectError) -> Part
    {
        switch type {
        case "text":
            let known = preserved(block, except: ["type", "text", "citations"])
            return .text(TextPart(try string("text", of: block, at: path()), preserved: known))
        case "tool_use":
            return .toolCall(try toolCall(block, at: path()))
        case "tool_result":
            return .toolResult(try toolResult(block, at: path()))
        case "thinking":
            return .reasoning(
                Reasoning(
                    text: block["thinking"]?.string ?? "",
                    signature: Signature(wire: block["signature"]?.string, in: .anthropicMessages),
                    preserved: preserved(block, except: ["type", "thinking", "signature"])))
        case "redacted_thinking":
            return .reasoning(
                Reasoning(
                    text: "", redacted: Signature(wire: block["data"]?.string, in: .anthropicMessages),
                    preserved: preserved(block, except: ["type", "data"])))
        case "image", "document":
            return AnthropicMedia.decode(block, type: type).map(Part.media) ?? opaque(block, kind: type)
        default:
            return opaque(block, kind: type)
        }
    }

    private func toolCall(_ block: JSONView, at path: @autoclosure () -> String) throws(DialectError) -> ToolCall {
        let input = block["input"]
        if strict, input?.kind != .object {
            throw .invalid("\(path()).input", "the input of a tool_use must be an object")
        }
        return ToolCall(
            id: try string("id", of: block, at: path()), name: try string("name", of: block, at: path()),
            arguments: input.map { String(buffer: $0.raw) } ?? "{}",
            preserved: preserved(block, except: ["type", "id", "name", "input"]))
    }

    private func toolResult(_ block: JSONView, at path: @autoclosure () -> String) throws(DialectError) -> ToolResult {
        ToolResult(
            callID: try string("tool_use_id", of: block, at: path()),
            content: try parts(ofContent: block["content"], at: "\(path()).content"),
            isError: block["is_error"]?.bool ?? false,
            preserved: preserved(block, except: ["type", "tool_use_id", "content", "is_error"]))
    }

    private func string(
        _ key: String, of block: JSONView, at path: @autoclosure () -> String
    ) throws(DialectError) -> String {
        if let text = block[named: key]?.string { return text }
        guard strict else { return "" }
        throw .invalid("\(path()).\(key)", "\(key) must be a string")
    }

    private func preserved(_ block: JSONView, except known: MemberNames) -> Preserved? {
        AnthropicMembers.preserved(
            block,
            except: AnthropicMembers.cacheMarker(block["cache_control"]) == nil ? known : known.union(["cache_control"])
        )
    }

    private func opaque(_ block: JSONView, kind: String) -> Part {
        .opaque(Opaque(dialect: .anthropicMessages, kind: kind, json: JSONValue(block)))
    }
}
