import Wire

extension OpenAIRequestWriter {
    mutating func writeTools() throws(DialectError) {
        var tools: [JSONValue] = []
        for (index, tool) in request.tools.enumerated() {
            let path = "tools[\(index)]"
            switch tool {
            case .function(let function): tools.append(try json(function, path))
            case .webSearch(let search): write(search, path, to: &tools)
            case .opaque(let opaque):
                if opaque.dialect == .openAIChat {
                    tools.append(opaque.json)
                } else {
                    losses.note(path, "the tool \(opaque.kind) is unknown to openai-chat")
                }
            }
        }
        if !tools.isEmpty { set("tools", .array(tools)) }
        // Servers refuse it without tools.
        if !tools.isEmpty { set("parallel_tool_calls", request.parallelToolCalls.map { .bool($0) }) }
    }

    private mutating func json(_ tool: FunctionTool, _ path: String) throws(DialectError) -> JSONValue {
        var function = JSONObject([("name", .string(tool.name))])
        function["description"] = tool.description.map { .string($0) }
        if let parameters = tool.parameters {
            let rewriting = SchemaRewriting(refused: traits.refusedSchemaKeywords)
            function["parameters"] = try rewriting.rewrite(
                parameters, at: "\(path).function.parameters", losses: &losses)
        }
        function["strict"] = tool.strict.map { .bool($0) }
        losses.note(tool.preserved, at: path, into: .openAIChat)
        var rest = tool.preserved.ownOpenAI
        if let inner = rest.remove("function")?.object { function.fill(inner) }
        var entry = JSONObject([("type", "function"), ("function", .object(function))])
        if let marker = tool.cacheMarker {
            if traits.takesCacheMarkers {
                entry["cache_control"] = marker.openAI
            } else {
                losses.note("\(path).cache_control", OpenAIMessageWriter.noMarkers)
            }
        }
        entry.fill(rest)
        return .object(entry)
    }

    private mutating func write(_ search: WebSearch, _ path: String, to tools: inout [JSONValue]) {
        if let source = search.source, source.dialect == .openAIChat {
            if source.kind == "web_search_options" {
                set("web_search_options", source.json)
            } else {
                tools.append(source.json)
            }
            return
        }
        set("web_search_options", .object(JSONObject()))
        if search.maxUses != nil { losses.note("\(path).max_uses", "no counterpart in openai-chat") }
        if !search.allowedDomains.isEmpty {
            losses.note("\(path).allowed_domains", "no counterpart in openai-chat")
        }
        if !search.blockedDomains.isEmpty {
            losses.note("\(path).blocked_domains", "no counterpart in openai-chat")
        }
    }

    mutating func writeChoice() {
        guard let choice = request.toolChoice else { return }
        switch choice {
        case .auto: set("tool_choice", "auto")
        case .none: set("tool_choice", "none")
        case .required: set("tool_choice", "required")
        case .function(let name):
            set("tool_choice", ["type": "function", "function": ["name": .string(name)]])
        case .allowed(let names, let required):
            let tools: [JSONValue] = names.map { ["type": "function", "function": ["name": .string($0)]] }
            let body: JSONValue = ["mode": required ? "required" : "auto", "tools": .array(tools)]
            set("tool_choice", ["type": "allowed_tools", "allowed_tools": body])
        }
    }
}
