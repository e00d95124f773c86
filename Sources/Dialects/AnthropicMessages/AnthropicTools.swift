import Wire

/// `tools` and `tool_choice` → canonical.
enum AnthropicToolReader {
    static func tool(_ view: JSONView, at path: String) throws(DialectError) -> Tool {
        guard view.kind == .object else { throw .invalid(path, "a tool must be an object") }
        let type = view["type"]?.string ?? "custom"
        if type.hasPrefix("web_search_") { return .webSearch(webSearch(view, type: type)) }
        guard type == "custom" else {
            return .opaque(Opaque(dialect: .anthropicMessages, kind: type, json: JSONValue(view)))
        }
        guard let name = view["name"]?.string else { throw .invalid("\(path).name", "a tool needs a name") }
        let marker = AnthropicMembers.cacheMarker(view["cache_control"])
        var known: MemberNames = ["name", "description", "input_schema", "strict"]
        if marker != nil { known.insert("cache_control") }
        return .function(
            FunctionTool(
                name: name, description: view["description"]?.string,
                parameters: view["input_schema"].map { JSONValue($0) }, strict: view["strict"]?.bool,
                cacheMarker: marker, preserved: AnthropicMembers.preserved(view, except: known)))
    }

    private static func webSearch(_ view: JSONView, type: String) -> WebSearch {
        WebSearch(
            maxUses: view["max_uses"]?.int, allowedDomains: strings(view["allowed_domains"]),
            blockedDomains: strings(view["blocked_domains"]),
            source: Opaque(dialect: .anthropicMessages, kind: type, json: JSONValue(view)))
    }

    private static func strings(_ view: JSONView?) -> [String] {
        guard let view else { return [] }
        return view.elements.compactMap(\.string)
    }

    /// The choice, and whether parallel calls are wanted.
    static func choice(_ view: JSONView?) throws(DialectError) -> (choice: ToolChoice?, parallel: Bool?) {
        guard let view, !view.isNull else { return (nil, nil) }
        let parallel = view["disable_parallel_tool_use"]?.bool.map { !$0 }
        switch view["type"]?.string {
        case "auto": return (.auto, parallel)
        case "any": return (.required, parallel)
        case "none": return (ToolChoice.none, parallel)
        case "tool":
            guard let name = view["name"]?.string else {
                throw .invalid("tool_choice.name", "a tool choice of type tool needs a name")
            }
            return (.function(name), parallel)
        default:
            throw .invalid("tool_choice.type", "tool_choice.type must be auto, any, tool or none")
        }
    }
}

/// Canonical → `tools` and `tool_choice`.
enum AnthropicToolWriter {
    /// The version of the web search tool that all models with web search take.
    static let webSearchType = "web_search_20250305"

    static func json(_ tools: [Tool], losses: inout Losses) throws(DialectError) -> [JSONValue] {
        var written: [JSONValue] = []
        for (index, tool) in tools.enumerated() {
            let path = "tools[\(index)]"
            switch tool {
            case .function(let function):
                written.append(.object(try json(function, at: path, losses: &losses)))
            case .webSearch(let search):
                written.append(json(search, at: path, losses: &losses))
            case .opaque(let opaque) where opaque.dialect == .anthropicMessages:
                written.append(opaque.json)
            case .opaque(let opaque):
                losses.note(path, "a tool of type \(opaque.kind) has no counterpart in anthropic-messages")
            }
        }
        return written
    }

    private static func json(
        _ tool: FunctionTool, at path: String, losses: inout Losses
    ) throws(DialectError) -> JSONObject {
        var json = JSONObject([("name", .string(tool.name))])
        json["description"] = tool.description.map(JSONValue.string)
        let isForeign = tool.preserved?.dialect != .anthropicMessages
        var schema = inputSchema(tool.parameters, at: path, losses: &losses)
        if tool.strict == true, isForeign {
            schema = try AnthropicSchema.rewritten(schema, at: "\(path).function.parameters", losses: &losses)
        }
        json["input_schema"] = schema
        json["strict"] = tool.strict.map(JSONValue.bool)
        json["cache_control"] = tool.cacheMarker.map(AnthropicMembers.json)
        AnthropicMembers.write(tool.preserved, into: &json, at: path, losses: &losses)
        return json
    }

    /// Always an object schema: Anthropic demands `type: object`, OpenAI lets `parameters` be left out or empty.
    private static func inputSchema(_ parameters: JSONValue?, at path: String, losses: inout Losses) -> JSONValue {
        guard let parameters, !parameters.isNull else {
            return ["type": "object", "properties": .object(JSONObject())]
        }
        guard case .object(var schema) = parameters else {
            losses.note("\(path).function.parameters", "no object; replaced by an empty object schema")
            return ["type": "object"]
        }
        if schema["type"] == nil {
            schema = JSONObject([("type", .string("object"))] + schema.map { ($0.key, $0.value) })
        }
        return .object(schema)
    }

    private static func json(_ search: WebSearch, at path: String, losses: inout Losses) -> JSONValue {
        if let source = search.source, source.dialect == .anthropicMessages { return source.json }
        var json = JSONObject([("type", .string(webSearchType)), ("name", .string("web_search"))])
        json["max_uses"] = search.maxUses.map(JSONValue.int)
        if !search.allowedDomains.isEmpty {
            json["allowed_domains"] = .array(search.allowedDomains.map(JSONValue.string))
            if !search.blockedDomains.isEmpty {
                losses.note("\(path).blocked_domains", "Anthropic takes allowed or blocked domains, not both")
            }
        } else if !search.blockedDomains.isEmpty {
            json["blocked_domains"] = .array(search.blockedDomains.map(JSONValue.string))
        }
        json["user_location"] = userLocation(search.source?.json["user_location"])
        if search.source?.json["search_context_size"]?.string != nil {
            losses.note("web_search_options.search_context_size", "no counterpart in anthropic-messages")
        }
        return .object(json)
    }

    /// OpenAI's `{type: approximate, approximate: {…}}` (chat) or the same flat (responses); Anthropic's is flat.
    private static func userLocation(_ json: JSONValue?) -> JSONValue? {
        guard let place = json?["approximate"] ?? json else { return nil }
        var location = JSONObject([("type", .string("approximate"))])
        for key in ["city", "region", "country", "timezone"] {
            if let text = place[key]?.string { location[key] = .string(text) }
        }
        return location.count > 1 ? .object(location) : nil
    }

    /// Keeps what OpenAI's `allowed_tools` leaves: Anthropic has no such choice, but only a tool it knows is called.
    static func allowed(_ tools: [Tool], by choice: ToolChoice?) -> [Tool] {
        guard case .allowed(let names, _) = choice else { return tools }
        return tools.filter { tool in
            switch tool {
            case .function(let function): names.contains(function.name)
            case .webSearch: names.contains { $0.hasPrefix("web_search") }
            case .opaque(let opaque): names.contains(opaque.json["name"]?.string ?? opaque.kind)
            }
        }
    }

    /// nil: the default, or there is nothing to choose from.
    static func choice(
        _ choice: ToolChoice?, parallel: Bool?, hasTools: Bool, losses: inout Losses
    ) -> JSONValue? {
        guard hasTools else {
            if choice?.forcesTool ?? false { losses.note("tool_choice", "no tool to choose from") }
            return nil
        }
        // Left out, the choice is auto with parallel calls.
        guard let choice = choice ?? (parallel == false ? .auto : nil) else { return nil }
        var json = JSONObject()
        switch choice {
        case .auto, .allowed(_, required: false): json["type"] = .string("auto")
        case .required, .allowed(_, required: true): json["type"] = .string("any")
        case .none: return ["type": "none"]
        case .function(let name):
            json["type"] = .string("tool")
            json["name"] = .string(name)
        }
        json["disable_parallel_tool_use"] = parallel.map { .bool(!$0) }
        return .object(json)
    }
}
