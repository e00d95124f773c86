import Wire

/// Writes `tools` and `toolConfig`.
enum GeminiToolsWriter {
    /// All functions stand in one `Tool` object, in the place of the first one.
    static func write(
        _ tools: [Tool], for traits: TargetTraits, losses: inout Losses
    ) throws(DialectError) -> [JSONValue] {
        var declarations: [JSONValue] = []
        var place: Int?
        var result: [JSONValue] = []
        for (index, tool) in tools.enumerated() {
            let path = "tools[\(index)]"
            switch tool {
            case .function(let function):
                if place == nil { place = result.count }
                declarations.append(.object(try declaration(function, at: path, traits, &losses)))
            case .webSearch(let search): result.append(.object(write(search, at: path, &losses)))
            case .opaque(let opaque):
                if opaque.dialect == .geminiGenerate {
                    result.append(opaque.json)
                } else {
                    losses.note(path, "the tool \(opaque.kind) has no counterpart in Gemini")
                }
            }
        }
        if let place {
            result.insert(.object(JSONObject([("functionDeclarations", .array(declarations))])), at: place)
        }
        return result
    }

    private static func declaration(
        _ function: FunctionTool, at path: String, _ traits: TargetTraits, _ losses: inout Losses
    ) throws(DialectError) -> JSONObject {
        var object = JSONObject([("name", .string(function.name))])
        if let description = function.description { object["description"] = .string(description) }
        if let parameters = function.parameters {
            let place = "\(path).function.parameters"
            let schema = try GeminiSchema.rewriting(for: traits).rewrite(parameters, at: place, losses: &losses)
            // An object without properties is refused in the OpenAPI form; leaving it out says the same.
            if traits.takesRawJSONSchema {
                object["parametersJsonSchema"] = schema
            } else if schema["properties"]?.object?.isEmpty == false || schema["type"]?.string != "object" {
                object["parameters"] = schema
            }
        }
        if function.strict == true {
            losses.note("\(path).function.strict", "Gemini follows schemas without a promise")
        }
        if function.cacheMarker != nil { losses.note("\(path).cache_control", "Gemini caches without markers") }
        losses.note(function.preserved, at: path, into: .geminiGenerate)
        if let members = function.preserved?.ownGemini { object.merge(members) }
        return object
    }

    private static func write(_ search: WebSearch, at path: String, _ losses: inout Losses) -> JSONObject {
        if let source = search.source, source.dialect == .geminiGenerate, let object = source.json.object {
            return object
        }
        if search.maxUses != nil { losses.note("\(path).max_uses", "Gemini decides how often it searches") }
        if !search.allowedDomains.isEmpty {
            losses.note("\(path).allowed_domains", "Gemini's search cannot be limited to domains")
        }
        if !search.blockedDomains.isEmpty {
            losses.note("\(path).blocked_domains", "Gemini's search cannot exclude domains")
        }
        for (key, _) in search.source?.json.object ?? JSONObject()
        where ["search_context_size", "user_location"].contains(key) {
            losses.note("web_search_options.\(key)", "Gemini's search takes no such wish")
        }
        return JSONObject([("googleSearch", .object(JSONObject()))])
    }

    static func config(_ choice: ToolChoice) -> JSONObject {
        let (mode, names): (String, [String]) =
            switch choice {
            case .auto: ("AUTO", [])
            case .none: ("NONE", [])
            case .required: ("ANY", [])
            case .function(let name): ("ANY", [name])
            case .allowed(let names, let required): (required ? "ANY" : "VALIDATED", names)
            }
        var config = JSONObject([("mode", .string(mode))])
        if !names.isEmpty { config["allowedFunctionNames"] = .array(names.map { .string($0) }) }
        return JSONObject([("functionCallingConfig", .object(config))])
    }
}
