import NIOCore
import Wire

/// One block of content: read.
enum ConverseBlock {
    /// Lenient: a block that is not known is opaque.
    static func parts(_ block: JSONView) -> [Part] {
        // Some SDKs name the type beside.
        var named: (key: JSONView, value: JSONView)?
        for member in block.memberViews where !member.key.stringEquals("type") {
            guard named == nil else { return [opaque(block, "block")] }
            named = member
        }
        guard let (key, value) = named, let name = key.string else { return [opaque(block, "block")] }
        switch name {
        case "text": return [.text(TextPart(value.string ?? ""))]
        case "toolUse": return [call(value)]
        case "toolResult": return [.toolResult(result(value))]
        case "reasoningContent": return [reasoning(value) ?? opaque(block, name)]
        case "cachePoint": return [.cacheMarker(CacheMarker(ttl: value["ttl"]?.string))]
        case "citationsContent": return cited(value)
        default:
            if let media = ConverseMedia.read(name, value) { return [.media(media)] }
            return [opaque(block, name)]
        }
    }

    private static func opaque(_ block: JSONView, _ name: String) -> Part {
        .opaque(Opaque(dialect: Converse.dialect, kind: name, json: JSONValue(block)))
    }

    private static func call(_ value: JSONView) -> Part {
        // What the provider's own tools do is theirs.
        if value["type"]?.string == "server_tool_use" {
            return .opaque(Opaque(dialect: Converse.dialect, kind: "toolUse", json: ["toolUse": JSONValue(value)]))
        }
        let input = value["input"].map { $0.string ?? String(buffer: $0.raw) }
        return .toolCall(
            ToolCall(
                id: value["toolUseId"]?.string ?? "", name: value["name"]?.string ?? "",
                arguments: input == "{}" ? "" : input ?? "",
                preserved: Preserved(value, except: ["toolUseId", "name", "input"], in: Converse.dialect)))
    }

    private static func result(_ value: JSONView) -> ToolResult {
        var content: [Part] = []
        for block in value["content"].list {
            if let json = block["json"] {
                let preserved = Preserved(
                    dialect: Converse.dialect, members: JSONObject([("json", JSONValue(json))]))
                content.append(.text(TextPart(String(buffer: json.raw), preserved: preserved)))
            } else {
                content += parts(block)
            }
        }
        return ToolResult(
            callID: value["toolUseId"]?.string ?? "", content: content,
            isError: value["status"]?.string == "error",
            preserved: Preserved(value, except: ["toolUseId", "content", "status"], in: Converse.dialect))
    }

    private static func reasoning(_ value: JSONView) -> Part? {
        if let data = value["redactedContent"]?.string {
            return .reasoning(Reasoning(text: "", redacted: Signature(wire: data, in: Converse.dialect)))
        }
        guard let text = value["reasoningText"] else { return nil }
        return .reasoning(
            Reasoning(
                text: text["text"]?.string ?? "",
                signature: Signature(wire: text["signature"]?.string, in: Converse.dialect)))
    }

    private static func cited(_ value: JSONView) -> [Part] {
        let text = value["content"].list.compactMap { $0["text"]?.string }.joined()
        // Without a text of its own it is of the text before.
        var parts: [Part] = text.isEmpty ? [] : [.text(TextPart(text))]
        for citation in value["citations"].list { parts.append(.citation(self.citation(citation))) }
        return parts
    }

    static func citation(_ json: JSONView) -> Citation {
        let web = json["location"]?["web"]
        let source = json["source"]?.string
        return Citation(
            url: web?["url"]?.string ?? source.flatMap { $0.hasPrefix("http") ? $0 : nil },
            title: json["title"]?.string,
            citedText: json["sourceContent"].list.first?["text"]?.string,
            source: Opaque(dialect: Converse.dialect, kind: "citation", json: JSONValue(json)))
    }
}
