import NIOCore
import Wire

/// Tool calls in messages, deltas and answers.
enum OpenAIToolCall {
    private static let members: MemberNames = ["id", "type", "function", "custom", "index", "extra_content"]

    /// Lenient: an entry without `function` and `custom` is nil, anything else is read as far as it goes.
    static func read(_ json: JSONView, fallbackID: String) -> ToolCall? {
        let isCustom = json["type"]?.string == "custom" || (json["function"] == nil && json["custom"] != nil)
        guard let body = json[isCustom ? "custom" : "function"], body.kind == .object else { return nil }
        var call = ToolCall(
            id: json["id"]?.string ?? fallbackID, name: body["name"]?.string ?? "",
            arguments: arguments(body[isCustom ? "input" : "arguments"]), kind: isCustom ? .custom : .function)
        call.signature = signature(json)
        call.preserved = preserved(json)
        return call
    }

    /// What has no place in the model, of a call or of a piece of one.
    static func preserved(_ json: JSONView) -> Preserved? {
        var rest = JSONObject(rest: json, without: members)
        var extra = JSONObject(rest: json["extra_content"])
        if signature(json) != nil { extra.remove("google") }
        if !extra.isEmpty { rest["extra_content"] = .object(extra) }
        return Preserved(openAI: rest)
    }

    /// Servers of other make send an object where OpenAI has text.
    static func arguments(_ json: JSONView?) -> String {
        guard let json, !json.isNull else { return "" }
        return json.string ?? String(buffer: json.raw)
    }

    /// `extra_content.google.thought_signature`, as Google's own compatible endpoint has it.
    static func signature(_ json: JSONView) -> Signature? {
        json["extra_content"]?["google"]?["thought_signature"]?.string
            .map { Signature(dialect: .geminiGenerate, value: $0) }
    }

    static func extraContent(_ signature: Signature) -> JSONValue {
        ["google": ["thought_signature": .string(signature.value)]]
    }

    /// - Parameter isCut: the answer ended before its time, so that missing arguments are missing.
    static func json(_ call: ToolCall, signed: Bool = true, isCut: Bool = false) -> JSONValue {
        var body = JSONObject([("name", .string(call.name))])
        switch call.kind {
        // "No arguments" is an empty object in OpenAI's form, where the text must parse.
        case .function: body["arguments"] = .string(call.arguments.isEmpty && !isCut ? "{}" : call.arguments)
        case .custom: body["input"] = .string(call.arguments)
        }
        let kind = call.kind == .custom ? "custom" : "function"
        var entry = JSONObject([("id", .string(call.id)), ("type", .string(kind)), (kind, .object(body))])
        if signed, let signature = call.signature, signature.dialect == .geminiGenerate {
            entry["extra_content"] = extraContent(signature)
        }
        entry.fill(call.preserved.ownOpenAI)
        return .object(entry)
    }
}

extension JSONObject {
    /// The members of an object that may be absent.
    init(rest view: JSONView?) {
        self.init()
        if let view { self = JSONObject(rest: view, without: []) }
    }
}
