import Wire

extension OpenAIRequestReader {
    mutating func readTools(_ value: JSONView) throws(DialectError) {
        for (index, json) in try OpenAIField.array(value, "tools").enumerated() {
            let path = "tools[\(index)]"
            let json = try OpenAIField.object(json, path)
            request.tools.append(try tool(json, path))
        }
    }

    private func tool(_ json: JSONView, _ path: @autoclosure () -> String) throws(DialectError) -> Tool {
        // Old clients leave `type` out.
        let isBare = json["type"] == nil && json["function"] != nil
        let type = isBare ? "function" : try OpenAIField.requiredString(json["type"], "\(path()).type")
        if type == "function" {
            let body = try OpenAIField.object(json["function"], "\(path()).function")
            var tool = try function(body, "\(path()).function")
            tool.cacheMarker = CacheMarker(openAI: json["cache_control"])
            var rest = tool.preserved.ownOpenAI
            // Members beside `function` cannot be confused with those within it: these are kept under its name.
            if !rest.isEmpty { rest = JSONObject([("function", .object(rest))]) }
            rest.fill(JSONObject(rest: json, without: ["type", "function", "cache_control"]))
            tool.preserved = Preserved(openAI: rest)
            return .function(tool)
        }
        if type == "web_search" || type.hasPrefix("web_search_preview") || type.hasPrefix("web_search_2") {
            // Dated names without "preview" are Anthropic's (`web_search_20250305`).
            let dialect: Dialect = type.hasPrefix("web_search_2") ? .anthropicMessages : .openAIChat
            var search = WebSearch(source: Opaque(dialect: dialect, kind: type, json: JSONValue(json)))
            search.maxUses = json["max_uses"]?.int
            let filters = json["filters"] ?? json
            search.allowedDomains = filters["allowed_domains"]?.elements.compactMap(\.string) ?? []
            search.blockedDomains = filters["blocked_domains"]?.elements.compactMap(\.string) ?? []
            return .webSearch(search)
        }
        return .opaque(Opaque(dialect: .openAIChat, kind: type, json: JSONValue(json)))
    }

    private func function(_ body: JSONView, _ path: @autoclosure () -> String) throws(DialectError) -> FunctionTool {
        var tool = FunctionTool(name: try OpenAIField.requiredString(body["name"], "\(path()).name"))
        tool.description = try OpenAIField.optionalString(body["description"], "\(path()).description")
        if let parameters = body["parameters"], !parameters.isNull {
            tool.parameters = JSONValue(try OpenAIField.object(parameters, "\(path()).parameters"))
        }
        if let strict = body["strict"], !strict.isNull {
            tool.strict = try OpenAIField.bool(strict, "\(path()).strict")
        }
        tool.preserved = Preserved(
            openAI: JSONObject(rest: body, without: ["name", "description", "parameters", "strict"]))
        return tool
    }

    /// The form before `tools`: bare functions.
    mutating func readFunctions(_ value: JSONView) throws(DialectError) {
        for (index, json) in try OpenAIField.array(value, "functions").enumerated() {
            let path = "functions[\(index)]"
            legacyTools.append(.function(try function(try OpenAIField.object(json, path), path)))
        }
    }

    mutating func readWebSearch(_ value: JSONView) {
        let source = Opaque(dialect: .openAIChat, kind: "web_search_options", json: JSONValue(value))
        request.tools.append(.webSearch(WebSearch(source: source)))
    }

    func toolChoice(_ value: JSONView) throws(DialectError) -> ToolChoice {
        if let word = value.string {
            switch word {
            case "auto": return .auto
            case "none": return .none
            case "required", "any": return .required
            default:
                throw .invalid(
                    "tool_choice",
                    "Invalid value: '\(word)'. Supported values are: 'none', 'auto', and 'required'.")
            }
        }
        let choice = try OpenAIField.object(value, "tool_choice")
        let isBare = choice["type"] == nil && choice["function"] != nil
        switch isBare ? "function" : try OpenAIField.requiredString(choice["type"], "tool_choice.type") {
        case "allowed_tools": return try allowedTools(choice)
        case let type:
            let body = try OpenAIField.object(choice[named: type], "tool_choice.\(type)")
            return .function(try OpenAIField.requiredString(body["name"], "tool_choice.\(type).name"))
        }
    }

    private func allowedTools(_ choice: JSONView) throws(DialectError) -> ToolChoice {
        // The Responses form has `mode` and `tools` beside `type`; chat nests them.
        let body = choice["allowed_tools"] ?? choice
        let path = "tool_choice.allowed_tools"
        let list = try OpenAIField.array(try OpenAIField.object(body, path)["tools"] ?? body, "\(path).tools")
        var names: [String] = []
        for (index, tool) in list.enumerated() {
            let name = tool["function"]?["name"] ?? tool["custom"]?["name"] ?? tool["name"]
            names.append(try OpenAIField.requiredString(name, "\(path).tools[\(index)].function.name"))
        }
        return .allowed(names, required: body["mode"]?.string == "required")
    }

    /// The form before `tool_choice`.
    func functionCall(_ value: JSONView) throws(DialectError) -> ToolChoice {
        switch value.string {
        case "auto": return .auto
        case "none": return .none
        default:
            let body = try OpenAIField.object(value, "function_call")
            return .function(try OpenAIField.requiredString(body["name"], "function_call.name"))
        }
    }
}
