import Wire

/// The parts of one turn of the model as items: each run of texts is a message, all else is an item of its own.
struct ResponsesOutput {
    static let dialect = ResponsesItem.dialect

    private var written: [JSONObject] = []
    /// Of the last item, while it is a message that grows.
    private var contents: [Content] = []
    private(set) var losses = Losses()
    /// What the items' ids are made from; nil: they get none, for the server to make them.
    private let id: String?
    private let isRequest: Bool
    var logprobs: JSONValue?

    /// A text of a message, and what it cites: told together when both are complete.
    private struct Content {
        var json: JSONObject
        var annotations: [JSONValue] = []

        var whole: JSONValue {
            var json = json
            if !annotations.isEmpty { json["annotations"] = .array(annotations) }
            return .object(json)
        }
    }

    var items: [JSONObject] {
        var items = written
        if !contents.isEmpty, let last = items.indices.last { items[last]["content"] = .array(contents.map(\.whole)) }
        return items
    }

    init(id: String?, isRequest: Bool) {
        self.id = id
        self.isRequest = isRequest
    }

    /// The id of an item, the same in a stream and in one piece.
    static func itemID(_ kind: String, of id: String, at index: Int) -> String {
        let stem = id.hasPrefix("resp_") ? String(id.dropFirst("resp_".count)) : id
        return "\(kind)_\(stem)_\(index)"
    }

    mutating func add(_ part: Part, at path: String) {
        switch part {
        case .text(let text):
            // A text that is there for its signature alone says nothing.
            if text.text.isEmpty, text.signature != nil { return }
            var content = ResponsesContent.text(text, "output_text", at: path, losses: &losses)
            content["annotations"] = .array([])
            if !isRequest { content["logprobs"] = .array([]) }
            say(content)
        case .refusal(let text): say(JSONObject([("type", "refusal"), ("refusal", .string(text))]))
        case .citation(let citation): cite(citation)
        case .cacheMarker: if isRequest { losses.note("\(path).cache_control", "OpenAI caches by itself") }
        default:
            if let item = item(part, at: path) { append(item) }
        }
    }

    private mutating func say(_ content: JSONObject) {
        if contents.isEmpty {
            var item = JSONObject([("type", "message")])
            if let id {
                item["id"] = .string(Self.itemID("msg", of: id, at: written.count))
                item["status"] = "completed"
            }
            item["role"] = "assistant"
            item["content"] = .array([])
            written.append(item)
        }
        contents.append(Content(json: content))
    }

    private mutating func cite(_ citation: Citation) {
        guard let json = ResponsesContent.json(citation) else {
            return losses.note("output.annotations", "citations of sources without a URL")
        }
        guard let last = contents.indices.last else { return }
        contents[last].annotations.append(json)
    }

    private mutating func append(_ item: JSONObject) {
        written = items
        contents = []
        written.append(item)
    }

    /// What is no text.
    private mutating func item(_ part: Part, at path: String) -> JSONObject? {
        Self.item(part, id: id, index: written.count, isRequest: isRequest, at: path, losses: &losses)
    }

    static func item(
        _ part: Part, id: String?, index: Int, isRequest: Bool, at path: String, losses: inout Losses
    ) -> JSONObject? {
        switch part {
        case .toolCall(let call):
            return self.call(
                call, id: id.map { itemID(call.kind == .custom ? "ctc" : "fc", of: $0, at: index) }, at: path,
                losses: &losses)
        case .reasoning(let reasoning):
            let isForeign = reasoning.signature.map { $0.dialect != dialect } ?? (reasoning.redacted != nil)
            if isRequest, isForeign || ResponsesReasoning.encrypted(reasoning) == nil {
                // It is valid only where it was made, and text alone is refused.
                losses.note("\(path).reasoning", "made by another provider's model")
                return nil
            }
            return ResponsesReasoning.json(
                reasoning, id: id.map { itemID("rs", of: $0, at: index) }, losses: &losses, at: path)
        case .media(let media) where media.kind == .image && !isRequest:
            return image(media, id: id, index: index, losses: &losses)
        case .opaque(let opaque) where opaque.dialect == dialect: return opaque.json.object
        default:
            losses.note("\(path).\(OpenAIAnswerWriter.name(of: part))", "no counterpart in openai-responses")
            return nil
        }
    }

    private static func call(_ call: ToolCall, id: String?, at path: String, losses: inout Losses) -> JSONObject {
        let isCustom = call.kind == .custom
        var item = JSONObject([("type", isCustom ? "custom_tool_call" : "function_call")])
        if let id {
            item["id"] = .string(id)
            item["status"] = "completed"
        }
        item["call_id"] = .string(call.id)
        item["name"] = .string(call.name)
        if isCustom {
            item["input"] = .string(call.arguments)
        } else {
            item["arguments"] = .string(call.arguments.isEmpty ? "{}" : call.arguments)
        }
        if id != nil, let signature = call.signature, signature.dialect == .geminiGenerate {
            item["extra_content"] = OpenAIToolCall.extraContent(signature)
        }
        Preserved.write(call.preserved, of: dialect, into: &item, at: path, losses: &losses)
        return item
    }

    /// A picture the model made: the provider's own tool for it has the same form.
    private static func image(_ media: Media, id: String?, index: Int, losses: inout Losses) -> JSONObject? {
        guard case .base64(let data) = media.source else { return nil }
        var item = JSONObject([("type", "image_generation_call")])
        if let id {
            item["id"] = .string(itemID("ig", of: id, at: index))
            item["status"] = "completed"
        }
        item["result"] = .string(data)
        Preserved.write(media.preserved, of: dialect, into: &item, at: "output", losses: &losses)
        if item["output_format"] == nil, media.preserved?.dialect != dialect {
            item["output_format"] = media.mimeType.map { .string(String($0.split(separator: "/").last ?? "png")) }
        }
        return item
    }
}
