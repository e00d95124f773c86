import NIOCore
import Wire

/// Calls of tools: `{"function": {"name", "arguments": {…}}}`, in newer versions with an `id`.
enum OllamaToolCall {
    /// Identifiers made where Ollama gives none. They are not sent back to it.
    private static let madePrefix = "call_ollama_"

    static func madeID(answer index: Int) -> String { madePrefix + String(index) }

    static func madeID(message: Int, call: Int) -> String { "\(madePrefix)\(message)_\(call)" }

    static func isMade(_ id: String) -> Bool { id.hasPrefix(madePrefix) }

    /// nil for an entry without a function.
    static func read(_ json: JSONView, madeID: String) -> ToolCall? {
        guard let function = json["function"], function.kind == .object else { return nil }
        let arguments = function["arguments"]
        let text = arguments.map { $0.isNull ? "" : $0.string ?? String(buffer: $0.raw) } ?? ""
        var call = ToolCall(
            id: json["id"]?.string.flatMap { $0.isEmpty ? nil : $0 } ?? madeID, name: function["name"]?.string ?? "",
            arguments: text)
        var rest = Preserved(json, except: ["id", "function"], in: .ollamaChat)?.members ?? JSONObject()
        let own = Preserved(function, except: ["name", "arguments"], in: .ollamaChat)
        if let own { rest["function"] = .object(own.members) }
        if !rest.isEmpty { call.preserved = Preserved(dialect: .ollamaChat, members: rest) }
        return call
    }

    /// Arguments that are no object cannot be said: they go in one named like what they are.
    static func json(_ call: ToolCall, at path: String, losses: inout Losses) -> JSONValue {
        var own = call.preserved.flatMap { $0.dialect == .ollamaChat ? $0.members : nil } ?? JSONObject()
        var function = JSONObject([("name", .string(call.name)), ("arguments", arguments(call, at: path, &losses))])
        for (key, value) in own.remove("function")?.object ?? JSONObject() where function[key] == nil {
            function[key] = value
        }
        var json = JSONObject()
        if !isMade(call.id) { json["id"] = .string(call.id) }
        json["function"] = .object(function)
        for (key, value) in own where json[key] == nil { json[key] = value }
        losses.note(call.preserved, at: path, into: .ollamaChat)
        if call.signature != nil { losses.note("\(path).signature", "no counterpart in ollama-chat") }
        return .object(json)
    }

    private static func arguments(_ call: ToolCall, at path: String, _ losses: inout Losses) -> JSONValue {
        guard !call.arguments.isEmpty else { return .object(JSONObject()) }
        if call.kind == .function, let parsed = try? JSONValue(parsing: call.arguments, maxDepth: 512),
            parsed.object != nil
        {
            return parsed
        }
        losses.note("\(path).arguments", "Ollama takes an object; what is none is sent as its member `input`")
        return ["input": .string(call.arguments)]
    }
}
