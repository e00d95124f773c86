import Wire

/// `toolConfig`: the tools, and whether one must be called.
enum ConverseTools {
    static func read(_ config: JSONView, into request: inout GenerationRequest) throws(DialectError) {
        for (index, tool) in config["tools"].list.enumerated() {
            if let spec = tool["toolSpec"] {
                request.tools.append(.function(try function(spec, at: "toolConfig.tools[\(index)].toolSpec")))
            } else if let point = tool["cachePoint"] {
                mark(CacheMarker(ttl: point["ttl"]?.string), &request.tools)
            } else {
                request.tools.append(
                    .opaque(Opaque(dialect: Converse.dialect, kind: "tool", json: JSONValue(tool))))
            }
        }
        guard let choice = config["toolChoice"] else { return }
        if choice["any"] != nil { request.toolChoice = .required }
        if choice["auto"] != nil { request.toolChoice = .auto }
        if let name = choice["tool"]?["name"]?.string { request.toolChoice = .function(name) }
    }

    private static func function(_ spec: JSONView, at path: String) throws(DialectError) -> FunctionTool {
        guard let name = spec["name"]?.string else { throw .invalid("\(path).name", "a tool must have a name") }
        var tool = FunctionTool(name: name, description: spec["description"]?.string)
        tool.parameters = spec["inputSchema"]?["json"].map { JSONValue($0) }
        tool.strict = spec["strict"]?.bool
        tool.preserved = Preserved(
            spec, except: ["name", "description", "inputSchema", "strict"], in: Converse.dialect)
        return tool
    }

    private static func mark(_ marker: CacheMarker, _ tools: inout [Tool]) {
        guard let last = tools.indices.last, case .function(var function) = tools[last] else { return }
        function.cacheMarker = marker
        tools[last] = .function(function)
    }

    /// nil where there are no tools.
    static func json(
        _ request: GenerationRequest, hasTools: Bool, traits: TargetTraits, losses: inout Losses
    ) throws(DialectError) -> JSONValue? {
        var tools: [JSONValue] = []
        for (index, tool) in AnthropicToolWriter.allowed(request.tools, by: request.toolChoice).enumerated() {
            let path = "tools[\(index)]"
            switch tool {
            case .function(let function):
                tools.append(try json(function, at: path, traits: traits, losses: &losses))
                if let marker = function.cacheMarker { tools.append(.object(ConverseBlock.cachePoint(marker))) }
            case .opaque(let opaque) where opaque.dialect == Converse.dialect: tools.append(opaque.json)
            case .opaque, .webSearch: losses.note(path, "a tool of another provider's own")
            }
        }
        guard !tools.isEmpty else { return nil }
        // Bedrock has no way to forbid tools but to leave them out, and a conversation with calls must name them.
        if request.toolChoice == ToolChoice.none {
            guard hasTools else { return nil }
            losses.note("tool_choice", "the tools of calls in the conversation cannot be forbidden")
        }
        var config = JSONObject([("tools", .array(tools))])
        config["toolChoice"] = choice(request.toolChoice)
        if request.parallelToolCalls == false { losses.note("parallel_tool_calls", Converse.none) }
        return .object(config)
    }

    private static func choice(_ choice: ToolChoice?) -> JSONValue? {
        let empty = JSONValue.object(JSONObject())
        return switch choice {
        case nil, .some(.none): nil
        case .auto: ["auto": empty]
        case .required: ["any": empty]
        case .function(let name): ["tool": ["name": .string(name)]]
        case .allowed(_, let required): [required ? "any" : "auto": empty]
        }
    }

    private static func json(
        _ tool: FunctionTool, at path: String, traits: TargetTraits, losses: inout Losses
    ) throws(DialectError) -> JSONValue {
        var spec = JSONObject([("name", .string(tool.name))])
        // An empty one is refused.
        if let text = tool.description, !text.isEmpty { spec["description"] = .string(text) }
        let none: JSONValue = ["type": "object", "properties": .object(JSONObject())]
        spec["inputSchema"] = [
            "json": try SchemaRewriting(refused: traits.refusedSchemaKeywords).rewrite(
                tool.parameters ?? none, at: "\(path).parameters", losses: &losses)
        ]
        if tool.strict == true { spec["strict"] = true }
        Preserved.write(tool.preserved, of: Converse.dialect, into: &spec, at: path, losses: &losses)
        return ["toolSpec": .object(spec)]
    }
}
