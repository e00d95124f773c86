import Wire

/// Tools, which are flat here: what chat nests in `function` stands beside `type`.
enum ResponsesTools {
    static let dialect = Dialect.openAIResponses

    static func read(_ json: JSONView, at path: String) throws(DialectError) -> Tool {
        let json = try OpenAIField.object(json, path)
        let type = try OpenAIField.requiredString(json["type"], "\(path).type")
        switch type {
        case "function":
            var tool = FunctionTool(name: try OpenAIField.requiredString(json["name"], "\(path).name"))
            tool.description = try OpenAIField.optionalString(json["description"], "\(path).description")
            if let parameters = json["parameters"], !parameters.isNull {
                tool.parameters = JSONValue(try OpenAIField.object(parameters, "\(path).parameters"))
            }
            if let strict = json["strict"], !strict.isNull {
                tool.strict = try OpenAIField.bool(strict, "\(path).strict")
            }
            tool.preserved = Preserved(
                json, except: ["type", "name", "description", "parameters", "strict"], in: dialect)
            return .function(tool)
        // Chat has custom tools too, one level deeper.
        case "custom":
            let custom = JSONObject(rest: json, without: ["type"])
            return .opaque(
                Opaque(dialect: .openAIChat, kind: type, json: ["type": "custom", "custom": .object(custom)]))
        case _ where type.hasPrefix("web_search"):
            var search = WebSearch(source: Opaque(dialect: dialect, kind: type, json: JSONValue(json)))
            search.allowedDomains = json["filters"]?["allowed_domains"]?.elements.compactMap(\.string) ?? []
            search.blockedDomains = json["filters"]?["blocked_domains"]?.elements.compactMap(\.string) ?? []
            return .webSearch(search)
        default: return .opaque(Opaque(dialect: dialect, kind: type, json: JSONValue(json)))
        }
    }

    /// nil for one of the provider's own tools, which has no name here.
    static func choice(_ value: JSONView) throws(DialectError) -> ToolChoice? {
        if let word = value.string {
            switch word {
            case "auto": return .auto
            case "none": return ToolChoice.none
            case "required": return .required
            default:
                throw .invalid(
                    "tool_choice",
                    "Invalid value: '\(word)'. Supported values are: 'none', 'auto', and 'required'.")
            }
        }
        let choice = try OpenAIField.object(value, "tool_choice")
        switch try OpenAIField.requiredString(choice["type"], "tool_choice.type") {
        case "function", "custom":
            return .function(try OpenAIField.requiredString(choice["name"], "tool_choice.name"))
        case "allowed_tools":
            var names: [String] = []
            for tool in choice["tools"].list {
                // One of the provider's tools among them cannot be said by name.
                guard let name = tool["name"]?.string else { return nil }
                names.append(name)
            }
            return .allowed(names, required: choice["mode"]?.string == "required")
        default: return nil
        }
    }

    static func json(
        _ tool: Tool, at path: String, traits: TargetTraits, losses: inout Losses
    ) throws(DialectError)
        -> JSONValue?
    {
        switch tool {
        case .function(let tool): return try json(tool, at: path, traits: traits, losses: &losses)
        case .webSearch(let search):
            if let source = search.source, source.dialect == dialect { return source.json }
            var json = JSONObject([("type", "web_search")])
            if search.maxUses != nil { losses.note("\(path).max_uses", "no counterpart in openai-responses") }
            var filters = JSONObject()
            if !search.allowedDomains.isEmpty { filters["allowed_domains"] = JSONValue(search.allowedDomains) }
            if !search.blockedDomains.isEmpty { filters["blocked_domains"] = JSONValue(search.blockedDomains) }
            if !filters.isEmpty { json["filters"] = .object(filters) }
            return .object(json)
        case .opaque(let opaque):
            if opaque.dialect == dialect { return opaque.json }
            if opaque.dialect == .openAIChat, let custom = opaque.json["custom"]?.object {
                var json = JSONObject([("type", "custom")])
                json.fill(custom)
                return .object(json)
            }
            losses.note(path, "the tool \(opaque.kind) is unknown to openai-responses")
            return nil
        }
    }

    private static func json(
        _ tool: FunctionTool, at path: String, traits: TargetTraits, losses: inout Losses
    ) throws(DialectError) -> JSONValue {
        var json = JSONObject([("type", "function"), ("name", .string(tool.name))])
        json["description"] = tool.description.map(JSONValue.string)
        let none: JSONValue = ["type": "object", "properties": .object(JSONObject())]
        json["parameters"] = try SchemaRewriting(refused: traits.refusedSchemaKeywords).rewrite(
            tool.parameters ?? none, at: "\(path).parameters", losses: &losses)
        // Here a function is strict unless it says otherwise; in the other dialects it is not.
        json["strict"] = .bool(tool.strict ?? false)
        if tool.cacheMarker != nil { losses.note("\(path).cache_control", "OpenAI caches by itself") }
        Preserved.write(tool.preserved, of: dialect, into: &json, at: path, losses: &losses)
        return .object(json)
    }

    static func json(_ choice: ToolChoice, custom: Set<String>) -> JSONValue {
        func named(_ name: String) -> JSONValue {
            ["type": custom.contains(name) ? "custom" : "function", "name": .string(name)]
        }
        switch choice {
        case .auto: return "auto"
        case .none: return "none"
        case .required: return "required"
        case .function(let name): return named(name)
        case .allowed(let names, let required):
            return [
                "type": "allowed_tools", "mode": required ? "required" : "auto", "tools": .array(names.map(named)),
            ]
        }
    }
}
