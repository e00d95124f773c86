import Wire

/// Reads `tools`, `toolConfig` and schemas.
enum GeminiToolsReader {
    /// Each member of a `Tool` object is a tool of its own.
    static func read(_ list: [JSONValue]) throws(DialectError) -> [Tool] {
        var tools: [Tool] = []
        for (index, value) in list.enumerated() {
            guard let object = value.object else { throw .invalid("tools[\(index)]", "a tool must be an object") }
            for (key, value) in object where !value.isNull {
                switch GeminiMembers.camelCase(key) {
                case "functionDeclarations":
                    let declarations = value.array ?? [value]
                    for (number, declaration) in declarations.enumerated() {
                        let path = "tools[\(index)].\(key)[\(number)]"
                        tools.append(.function(try function(declaration, at: path)))
                    }
                case "googleSearch", "googleSearchRetrieval": tools.append(.webSearch(search(key, value)))
                default: tools.append(.opaque(opaque(key, value)))
                }
            }
        }
        return tools
    }

    private static func opaque(_ key: String, _ value: JSONValue) -> Opaque {
        Opaque(
            dialect: .geminiGenerate, kind: GeminiMembers.camelCase(key), json: .object(JSONObject([(key, value)])))
    }

    private static func search(_ key: String, _ value: JSONValue) -> WebSearch {
        var members = GeminiMembers(value)
        let blocked = (members.list("excludeDomains") ?? []).compactMap { $0.string }
        return WebSearch(blockedDomains: blocked, source: opaque(key, value))
    }

    private static func function(_ value: JSONValue, at path: String) throws(DialectError) -> FunctionTool {
        var members = GeminiMembers(value)
        guard let name = members.string("name") else {
            throw .invalid("\(path).name", "a function needs a name")
        }
        let description = members.string("description")
        var parameters = members.object("parametersJsonSchema").map { JSONValue.object($0) }
        if parameters == nil, let schema = members.object("parameters") {
            parameters = GeminiSchema.standard(.object(schema))
        }
        return FunctionTool(
            name: name, description: description, parameters: parameters, preserved: members.preserved)
    }

    /// `functionCallingConfig` as a choice; what a choice cannot say stays in `config`.
    static func choice(_ config: inout GeminiMembers) -> ToolChoice? {
        guard let object = config.object("functionCallingConfig") else { return nil }
        var members = GeminiMembers(object)
        let mode = (members.string("mode") ?? "").uppercased()
        let names = (members.list("allowedFunctionNames") ?? []).compactMap { $0.string }
        let choice: ToolChoice?
        switch (mode, names.count) {
        case ("AUTO", 0): choice = .auto
        case ("NONE", 0): choice = ToolChoice.none
        case ("ANY", 0): choice = .required
        case ("ANY", 1): choice = .function(names[0])
        case ("ANY", _): choice = .allowed(names, required: true)
        case ("VALIDATED", 1...): choice = .allowed(names, required: false)
        default:
            config.keep("functionCallingConfig", .object(object))
            return mode == "VALIDATED" ? .auto : nil
        }
        if !members.rest.isEmpty { config.keep("functionCallingConfig", .object(members.rest)) }
        return choice
    }
}
