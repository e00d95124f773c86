import Dialects
import NIOCore
import Testing
import Wire

/// What callers are answered, against the description of their own dialect.
enum DoorSpecification {
    /// Dialects whose providers describe their answers; Cohere publishes no description.
    static let described: [Dialect] = [
        .openAIChat, .openAIResponses, .anthropicMessages, .geminiGenerate, .bedrockConverse, .ollamaChat,
    ]

    static func faults(_ bytes: ByteBuffer, isStream: Bool, of dialect: Dialect) -> [String] {
        guard isStream else {
            guard let json = try? JSONValue(parsing: bytes, maxDepth: 512) else { return ["no JSON"] }
            return faults(answer: json, of: dialect)
        }
        var parser = dialect.codec.streamFraming.makeParser()
        parser.feed(bytes)
        var found: [String] = []
        var deltas: [String: Int] = [:]
        while let event = try? parser.next() {
            guard !event.data.readableBytesView.elementsEqual("[DONE]".utf8) else { continue }
            if let name = event.name, name.hasSuffix(".delta") || name == "contentBlockDelta" {
                // They are all alike.
                deltas[name, default: 0] += 1
                if deltas[name] ?? 0 > 2 { continue }
            }
            guard let json = try? JSONValue(parsing: event.data, maxDepth: 512) else { return ["no JSON"] }
            found += faults(event: json, named: event.name ?? "", of: dialect).map { "\(event.name ?? "event") \($0)" }
        }
        return found
    }

    private static func faults(answer json: JSONValue, of dialect: Dialect) -> [String] {
        var json = json
        // In OpenAI's own answers it is null where nobody was named.
        if dialect == .openAIResponses, json["user"]?.isNull == true { json["user"] = nil }
        if dialect == .openAIResponses, json["usage"]?.isNull == true { json["usage"] = nil }
        let (specification, schema): (Specification?, String) =
            switch dialect {
            case .openAIChat: (.openAI, "CreateChatCompletionResponse")
            case .openAIResponses: (.openAI, "Response")
            case .anthropicMessages: (.anthropicAnswers, "Message")
            case .geminiGenerate: (.geminiAnswers, "GenerateContentResponse")
            case .bedrockConverse: (.bedrock, "ConverseResponse")
            case .ollamaChat: (.ollama, "ChatResponse")
            default: (nil, "")
            }
        return (specification?.faults(json, as: schema) ?? []).filter { !isForeignID($0, dialect) }
    }

    /// An id is the caller's to send back to the provider that made it, which may read it: Moonshot's
    /// `functions.name:0` names the function. So it is not respelled for Anthropic's pattern.
    private static func isForeignID(_ fault: String, _ dialect: Dialect) -> Bool {
        dialect == .anthropicMessages && fault.contains(".id: ") && fault.contains("does not match")
    }

    private static func faults(event json: JSONValue, named name: String, of dialect: Dialect) -> [String] {
        switch dialect {
        case .openAIChat:
            var json = json
            // Its text says that every chunk but the last has a null here; its schema does not.
            if json["usage"]?.isNull == true { json["usage"] = nil }
            return Specification.openAI?.faults(json, as: "CreateChatCompletionStreamResponse") ?? []
        case .openAIResponses:
            guard let specification = Specification.openAI else { return [] }
            guard let schema = ResponsesEvents.schema(of: json["type"]?.string ?? "") else {
                return ["no event of the description: \(json["type"]?.text ?? "")"]
            }
            var json = json
            for member in ["user", "usage"] where json["response"]?[member]?.isNull == true {
                json["response"]?[member] = nil
            }
            return specification.faults(json, as: schema)
        case .anthropicMessages:
            // The description has no events; it has what two of them hold.
            switch json["type"]?.string {
            case "message_start": return json["message"].map { faults(answer: $0, of: dialect) } ?? ["no message"]
            case "content_block_start":
                let faults = Specification.anthropicAnswers?.faults(json["content_block"] ?? nil, as: "ContentBlock")
                return (faults ?? []).filter { !isForeignID($0, dialect) }
            default: return []
            }
        case .bedrockConverse:
            return Specification.bedrock?.faults(.object(JSONObject([(name, json)])), as: "ConverseStreamOutput") ?? []
        case .ollamaChat: return Specification.ollama?.faults(json, as: "ChatStreamEvent") ?? []
        default: return faults(answer: json, of: dialect)
        }
    }
}

/// The schemas of OpenAI's Responses events, by the type each has.
enum ResponsesEvents {
    private static let names: [String: String] = {
        guard let check = Specification.openAI?.check,
            let list = check.named("#/components/schemas/ResponseStreamEvent")?["anyOf"]?.array
        else { return [:] }
        var names: [String: String] = [:]
        for reference in list.compactMap({ $0["$ref"]?.string }) {
            for type in check.named(reference)?["properties"]?["type"]?["enum"]?.array ?? [] {
                names[type.string ?? ""] = reference.split(separator: "/").last.map(String.init)
            }
        }
        return names
    }()

    static func schema(of type: String) -> String? { names[type] }
}
