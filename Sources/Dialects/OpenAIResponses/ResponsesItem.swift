import Wire

/// Items: what the model said, thought and called. Read from answers, and from the history in requests.
enum ResponsesItem {
    static let dialect = Dialect.openAIResponses

    /// Lenient: an item that cannot be read is opaque.
    static func parts(_ item: JSONView) -> [Part] {
        switch item["type"]?.string ?? "message" {
        case "message": ResponsesContent.said(item["content"])
        case "reasoning": [.reasoning(ResponsesReasoning.read(item))]
        case "function_call": [.toolCall(call(item, .function, "arguments"))]
        case "custom_tool_call": [.toolCall(call(item, .custom, "input"))]
        case "image_generation_call": image(item)
        case let type: [.opaque(Opaque(dialect: dialect, kind: type, json: JSONValue(item)))]
        }
    }

    private static func call(_ item: JSONView, _ kind: ToolCall.Kind, _ arguments: StaticString) -> ToolCall {
        var call = ToolCall(
            id: item["call_id"]?.string ?? item["id"]?.string ?? "", name: item["name"]?.string ?? "",
            arguments: OpenAIToolCall.arguments(item[arguments]), kind: kind)
        call.signature = OpenAIToolCall.signature(item)
        var known: MemberNames = ["call_id", "name", arguments]
        if call.signature != nil { known.insert("extra_content") }
        call.preserved = rest(item, without: known)
        return call
    }

    /// A picture is what it shows to who knows no such tool.
    private static func image(_ item: JSONView) -> [Part] {
        guard let data = item["result"]?.string, !data.isEmpty else {
            return [.opaque(Opaque(dialect: dialect, kind: "image_generation_call", json: JSONValue(item)))]
        }
        let type = item["output_format"]?.string.map { "image/\($0)" }
        return [
            .media(
                Media(
                    kind: .image, source: .base64(data), mimeType: type ?? "image/png",
                    preserved: rest(item, without: ["result"])))
        ]
    }

    /// What is beside the named members and those that are of the provider's store alone.
    static func rest(_ item: JSONView, without known: MemberNames) -> Preserved? {
        Preserved(item, except: known.union(["type", "id", "status"]), in: dialect)
    }
}
