import Wire

/// Reads the members of a Responses request. Null counts as absent; what the model has no place for is kept.
struct ResponsesRequestReader {
    static let dialect = Dialect.openAIResponses

    private var request = GenerationRequest(model: "", messages: [])
    private var preserved = JSONObject()
    private var instructions: Message?

    /// What the gateway itself answers from: no provider need know it.
    private static let ours: MemberNames = ["store", "metadata", "previous_response_id"]

    static func read(_ json: JSONView) throws(DialectError) -> GenerationRequest {
        guard json.kind == .object else { throw .invalid("", "The request body must be a JSON object.") }
        var reader = ResponsesRequestReader()
        for (key, value) in json.members where !value.isNull && !ours.contains(key) {
            if try reader.readCore(key, value) { continue }
            if try reader.readOptions(key, value) { continue }
            reader.preserved[key] = JSONValue(value)
        }
        return try reader.finished()
    }

    private func finished() throws(DialectError) -> GenerationRequest {
        var request = request
        if let instructions { request.messages.insert(instructions, at: 0) }
        guard !request.messages.isEmpty else { throw OpenAIField.missing("input") }
        request.preserved = preserved.isEmpty ? nil : Preserved(dialect: Self.dialect, members: preserved)
        try request.checkTokens(limit: "max_output_tokens", budget: "reasoning")
        return request
    }

    private mutating func readCore(_ key: String, _ value: JSONView) throws(DialectError) -> Bool {
        switch key {
        case "model": request.model = try OpenAIField.string(value, key)
        case "input":
            var reader = ResponsesInputReader()
            try reader.read(value)
            request.messages += reader.messages
        case "instructions":
            let text = try OpenAIField.string(value, key)
            instructions = Message(role: .system, parts: [.text(TextPart(text))])
        case "tools":
            for (index, tool) in try OpenAIField.array(value, key).enumerated() {
                request.tools.append(try ResponsesTools.read(tool, at: "tools[\(index)]"))
            }
        case "tool_choice":
            guard let choice = try ResponsesTools.choice(value) else { return false }
            request.toolChoice = choice
        case "parallel_tool_calls": request.parallelToolCalls = try OpenAIField.bool(value, key)
        case "text": try readText(value)
        case "stream": request.stream = try OpenAIField.bool(value, key)
        // Padding of events against eavesdroppers; ours have none.
        case "stream_options": _ = try OpenAIField.object(value, key)
        default: return false
        }
        return true
    }

    /// What stands for a part of the conversation and is kept by OpenAI alone.
    private static func refuse(_ key: String) -> DialectError {
        .unsupported(
            key, "'\(key)' names what OpenAI keeps, and this request goes to another provider or model.",
            hint: "Send the messages themselves in `input`.")
    }

    private mutating func readOptions(_ key: String, _ value: JSONView) throws(DialectError) -> Bool {
        switch key {
        case "max_output_tokens": request.maxOutputTokens = try OpenAIField.int(value, key)
        case "temperature": request.sampling.temperature = try OpenAIField.number(value, key)
        case "top_p": request.sampling.topP = try OpenAIField.number(value, key)
        case "frequency_penalty": request.sampling.frequencyPenalty = try OpenAIField.number(value, key)
        case "presence_penalty": request.sampling.presencePenalty = try OpenAIField.number(value, key)
        case "top_logprobs":
            let count = try OpenAIField.int(value, key)
            if count > 0 { request.logprobs = LogprobsRequest(top: count) }
        case "include": try readInclude(value)
        case "reasoning": try readReasoning(value)
        case "user", "safety_identifier":
            let user = try OpenAIField.string(value, key)
            guard request.endUser == nil || request.endUser == user else { return false }
            request.endUser = user
        case "service_tier": request.serviceTier = try OpenAIField.string(value, key)
        case "conversation", "prompt": throw Self.refuse(key)
        case "truncation": return value.stringEquals("disabled")
        case "background": return value.bool == false
        default: return false
        }
        return true
    }

    /// Encrypted reasoning is always told, as signatures are; the rest goes by name.
    private mutating func readInclude(_ value: JSONView) throws(DialectError) {
        var rest: [JSONValue] = []
        for name in try OpenAIField.strings(value, "include") {
            switch name {
            case "reasoning.encrypted_content": continue
            case "message.output_text.logprobs": request.logprobs = request.logprobs ?? LogprobsRequest()
            default: rest.append(.string(name))
            }
        }
        if !rest.isEmpty { preserved["include"] = .array(rest) }
    }

    private mutating func readReasoning(_ value: JSONView) throws(DialectError) {
        let value = try OpenAIField.object(value, "reasoning")
        var reasoning = ReasoningRequest(effort: try OpenAIField.optionalString(value["effort"], "reasoning.effort"))
        let summary = value["summary"] ?? value["generate_summary"]
        if let wanted = try OpenAIField.optionalString(summary, "reasoning.summary") {
            reasoning.includeText = true
            if wanted != "auto" {
                reasoning.preserved = Preserved(
                    dialect: Self.dialect, members: JSONObject([("summary", .string(wanted))]))
            }
        }
        let rest = JSONObject(rest: value, without: ["effort", "summary", "generate_summary"])
        if !rest.isEmpty {
            var members = reasoning.preserved?.members ?? JSONObject()
            members.fill(rest)
            reasoning.preserved = Preserved(dialect: Self.dialect, members: members)
        }
        if reasoning != ReasoningRequest() { request.reasoning = reasoning }
    }

    private mutating func readText(_ value: JSONView) throws(DialectError) {
        let text = try OpenAIField.object(value, "text")
        var rest = JSONObject(rest: text, without: ["format"])
        if let format = text["format"], !format.isNull {
            let path = "text.format"
            let format = try OpenAIField.object(format, path)
            switch try OpenAIField.requiredString(format["type"], "\(path).type") {
            case "text": request.output = .text
            case "json_object": request.output = .jsonObject
            case "json_schema":
                let schema = try OpenAIField.object(format["schema"], "\(path).schema")
                var result = JSONSchemaFormat(schema: JSONValue(schema))
                result.name = try OpenAIField.optionalString(format["name"], "\(path).name")
                result.description = try OpenAIField.optionalString(format["description"], "\(path).description")
                if let strict = format["strict"], !strict.isNull {
                    result.strict = try OpenAIField.bool(strict, "\(path).strict")
                }
                request.output = .jsonSchema(result)
            default: rest["format"] = JSONValue(format)
            }
        }
        if !rest.isEmpty { preserved["text"] = .object(rest) }
    }
}
