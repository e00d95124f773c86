import Wire

/// Reads the members of a chat completion request. Null counts as absent; what the model has no place for is kept.
struct OpenAIRequestReader {
    var request = GenerationRequest(model: "", messages: [])
    var preserved = JSONObject()
    private var hasMessages = false
    /// Declared by the old `functions` member.
    var legacyTools: [Tool] = []

    static func read(_ json: JSONView) throws(DialectError) -> GenerationRequest {
        guard json.kind == .object else {
            throw .invalid("", "The request body must be a JSON object.")
        }
        var reader = OpenAIRequestReader()
        for (key, value) in json.members where !value.isNull {
            if try reader.readCore(key, value) { continue }
            if try reader.readSampling(key, value) { continue }
            if try reader.readReasoning(key, value) { continue }
            if reader.readOptions(key, value) { continue }
            reader.preserved[key] = JSONValue(value)
        }
        return try reader.finished()
    }

    private func finished() throws(DialectError) -> GenerationRequest {
        guard hasMessages else { throw OpenAIField.missing("messages") }
        var request = request
        request.tools = legacyTools + request.tools
        request.preserved = Preserved(openAI: preserved)
        try request.checkTokens(limit: "max_tokens", budget: "reasoning")
        return request
    }

    /// What every request has, and its tools.
    private mutating func readCore(_ key: String, _ value: JSONView) throws(DialectError) -> Bool {
        switch key {
        // A path may name the model instead (Azure); whoever routes refuses a request with neither.
        case "model": request.model = try OpenAIField.string(value, key)
        case "messages":
            var reader = OpenAIMessageReader()
            try reader.read(value)
            request.messages = reader.messages
            hasMessages = true
        case "stream": request.stream = try OpenAIField.bool(value, key)
        case "stream_options": try readStreamOptions(value)
        case "tools": try readTools(value)
        case "functions": try readFunctions(value)
        case "tool_choice": request.toolChoice = try toolChoice(value)
        case "function_call": if request.toolChoice == nil { request.toolChoice = try functionCall(value) }
        case "parallel_tool_calls": request.parallelToolCalls = try OpenAIField.bool(value, key)
        case "response_format": try readFormat(value)
        case "web_search_options": readWebSearch(value)
        default: return false
        }
        return true
    }

    private mutating func readSampling(_ key: String, _ value: JSONView) throws(DialectError) -> Bool {
        switch key {
        // The newer name wins, in whichever order they stand.
        case "max_completion_tokens": request.maxOutputTokens = try OpenAIField.int(value, key)
        case "max_tokens":
            let limit = try OpenAIField.int(value, key)
            request.maxOutputTokens = request.maxOutputTokens ?? limit
        case "temperature": request.sampling.temperature = try OpenAIField.number(value, key)
        case "top_p": request.sampling.topP = try OpenAIField.number(value, key)
        case "top_k": request.sampling.topK = try OpenAIField.number(value, key)
        case "frequency_penalty": request.sampling.frequencyPenalty = try OpenAIField.number(value, key)
        case "presence_penalty": request.sampling.presencePenalty = try OpenAIField.number(value, key)
        case "seed": request.sampling.seed = try OpenAIField.number(value, key)
        case "stop":
            if let text = value.string {
                request.sampling.stop = [text]
            } else {
                request.sampling.stop = try OpenAIField.strings(value, key)
            }
        case "n": request.candidateCount = try OpenAIField.int(value, key)
        case "logprobs":
            if try OpenAIField.bool(value, key) { request.logprobs = request.logprobs ?? LogprobsRequest() }
        case "top_logprobs": request.logprobs = LogprobsRequest(top: try OpenAIField.int(value, key))
        default: return false
        }
        return true
    }

    private mutating func readStreamOptions(_ value: JSONView) throws(DialectError) {
        let options = try OpenAIField.object(value, "stream_options")
        if let usage = options["include_usage"], !usage.isNull {
            request.includeUsage = try OpenAIField.bool(usage, "stream_options.include_usage")
        }
        let rest = JSONObject(rest: options, without: ["include_usage"])
        if !rest.isEmpty { preserved["stream_options"] = .object(rest) }
    }

    private mutating func readFormat(_ value: JSONView) throws(DialectError) {
        let format = try OpenAIField.object(value, "response_format")
        switch try OpenAIField.requiredString(format["type"], "response_format.type") {
        case "text": request.output = .text
        case "json_object":
            request.output = .jsonObject
            // A schema beside it: `schema` at llama.cpp and others, `value` at Hugging Face's server and in its SDK.
            for name: StaticString in ["schema", "value"] {
                guard let schema = format[name], schema.kind == .object else { continue }
                request.output = .jsonSchema(JSONSchemaFormat(schema: JSONValue(schema)))
                return keepFormat(JSONObject(rest: format, without: ["type", name]))
            }
        case "json_schema":
            let path = "response_format.json_schema"
            let body = try OpenAIField.object(format["json_schema"], path)
            let schema = try OpenAIField.object(body["schema"], "\(path).schema")
            var result = JSONSchemaFormat(schema: JSONValue(schema))
            result.name = try OpenAIField.optionalString(body["name"], "\(path).name")
            result.description = try OpenAIField.optionalString(body["description"], "\(path).description")
            if let strict = body["strict"], !strict.isNull {
                result.strict = try OpenAIField.bool(strict, "\(path).strict")
            }
            request.output = .jsonSchema(result)
        default:
            // A grammar, or what is invented next: the target judges it.
            preserved["response_format"] = JSONValue(value)
            return
        }
        keepFormat(JSONObject(rest: format, without: ["type", "json_schema"]))
    }

    private mutating func keepFormat(_ rest: JSONObject) {
        if !rest.isEmpty { preserved["response_format"] = .object(rest) }
    }
}
