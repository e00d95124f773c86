import Wire

/// Canonical → a request of this dialect.
struct OllamaRequestWriter {
    private let request: GenerationRequest
    private let traits: TargetTraits
    private(set) var losses = Losses()
    private var json = JSONObject()

    init(_ request: GenerationRequest, traits: TargetTraits) {
        self.request = request
        self.traits = traits
    }

    mutating func body() throws(DialectError) -> JSONObject {
        if let count = request.candidateCount, count > 1 {
            throw .unsupported(
                "n", "Ollama gives one answer per request, not \(count)", hint: "send the request \(count) times")
        }
        json["model"] = .string(traits.model)
        json["messages"] = .array(try messages())
        writeTools()
        writeOutput()
        if let reasoning = request.reasoning {
            if traits.reasons == false, reasoning.budget != 0, reasoning.effort != "none" {
                losses.note("reasoning_effort", "the target's model does not reason")
            } else {
                json["think"] = OllamaThinking.json(reasoning, traits, losses: &losses)
            }
        }
        if let logprobs = request.logprobs {
            json["logprobs"] = true
            json["top_logprobs"] = logprobs.top.map { .int($0) }
        }
        let options = OllamaOptions.json(request)
        if !options.isEmpty { json["options"] = .object(options) }
        json["stream"] = .bool(request.stream)
        noteWhatIsMissing()
        Preserved.write(request.preserved, of: .ollamaChat, into: &json, at: "", losses: &losses)
        for given in request.providerOptions where given.dialect == .ollamaChat {
            for (key, value) in given.options(named: "ollama", losses: &losses) { json[key] = value }
        }
        for name in traits.strips where json.remove(name) != nil { losses.note(name, "the target does not take it") }
        return json
    }

    private mutating func messages() throws(DialectError) -> [JSONValue] {
        var names: [String: String] = [:]
        var written: [JSONValue] = []
        for (index, message) in request.messages.enumerated() {
            let path = "messages[\(index)]"
            if message.name != nil { losses.note("\(path).name", "no counterpart in ollama-chat") }
            for part in message.parts {
                if case .toolCall(let call) = part { names[call.id] = call.name }
            }
            // Cache markers and citations follow a result; each result is a message of its own.
            let results = message.parts.compactMap { part in
                if case .toolResult(let result) = part { result } else { nil }
            }
            for result in results {
                written.append(.object(try self.result(result, names[result.callID], message, at: path)))
            }
            guard results.isEmpty else { continue }
            try refuseForeignMedia(message.parts, at: path)
            var json = OllamaMessageWriter.message(
                role: role(message.role), message.parts, at: path, losses: &losses)
            Preserved.write(message.preserved, of: .ollamaChat, into: &json, at: path, losses: &losses)
            written.append(.object(json))
        }
        return written
    }

    private func role(_ role: Message.Role) -> String { role == .developer ? "system" : role.rawValue }

    private mutating func result(
        _ result: ToolResult, _ called: String?, _ message: Message, at path: String
    ) throws(DialectError) -> JSONObject {
        try refuseForeignMedia(result.content, at: path)
        var json = OllamaMessageWriter.message(role: "tool", result.content, at: path, losses: &losses)
        if result.isError { losses.note("\(path).is_error", "no counterpart in ollama-chat") }
        let own = message.preserved.flatMap { $0.dialect == .ollamaChat ? $0.members : nil }
        let isMade = OllamaToolCall.isMade(result.callID)
        if own?["name"] == nil { json["tool_name"] = (result.name ?? (isMade ? nil : called)).map(JSONValue.string) }
        if !isMade { json["tool_call_id"] = .string(result.callID) }
        losses.note(result.preserved, at: path, into: .ollamaChat)
        Preserved.write(message.preserved, of: .ollamaChat, into: &json, at: path, losses: &losses)
        return json
    }

    /// Pictures are taken as bytes; other media not at all.
    private func refuseForeignMedia(_ parts: [Part], at path: String) throws(DialectError) {
        for (index, part) in parts.enumerated() {
            guard case .media(let media) = part else { continue }
            let place = "\(path).content[\(index)]"
            guard media.kind == .image else {
                throw .unsupported(place, "Ollama takes text and images, no \(media.kind.rawValue)")
            }
            switch media.source {
            case .base64: continue
            case .url(let url):
                throw DialectError(
                    .mediaNeedsFetch(url: url), at: place, "Ollama takes the bytes of an image, no address")
            case .file, .text:
                throw .unsupported(place, "a stored file is known to the provider alone that stores it")
            }
        }
    }

    private mutating func writeTools() {
        var tools: [JSONValue] = []
        let allowed: Set<String>? =
            if case .allowed(let names, _)? = request.toolChoice { Set(names) } else { nil }
        for (index, tool) in request.tools.enumerated() {
            guard case .function(let function) = tool else {
                losses.note("tools[\(index)]", "Ollama runs no tools itself")
                continue
            }
            if let allowed, !allowed.contains(function.name) { continue }
            tools.append(self.tool(function, at: "tools[\(index)]"))
        }
        if request.parallelToolCalls == false {
            losses.note("parallel_tool_calls", "Ollama cannot be held to one call")
        }
        switch request.toolChoice {
        // Without tools none is called.
        case ToolChoice.none?: return
        case .required?, .function?, .allowed(_, required: true)?:
            losses.note("tool_choice", "Ollama's models choose themselves whether to call a tool")
        case .auto?, .allowed?, nil: break
        }
        if !tools.isEmpty { json["tools"] = .array(tools) }
    }

    private mutating func tool(_ tool: FunctionTool, at path: String) -> JSONValue {
        var function = JSONObject([("name", .string(tool.name))])
        function["description"] = tool.description.map(JSONValue.string)
        function["parameters"] = tool.parameters ?? ["type": "object", "properties": .object(JSONObject())]
        if tool.strict == true { losses.note("\(path).function.strict", "Ollama does not hold calls to the schema") }
        if tool.cacheMarker != nil { losses.note("\(path).cache_control", "Ollama caches by itself") }
        Preserved.write(tool.preserved, of: .ollamaChat, into: &function, at: path, losses: &losses)
        return .object(JSONObject([("type", "function"), ("function", .object(function))]))
    }

    private mutating func writeOutput() {
        switch request.output {
        case .jsonObject?: json["format"] = "json"
        case .jsonSchema(let format)?:
            json["format"] = format.schema
            if format.description != nil {
                losses.note("response_format.json_schema.description", "no counterpart in ollama-chat")
            }
        case .text?, nil: break
        }
    }

    private mutating func noteWhatIsMissing() {
        let reason = "no counterpart in ollama-chat"
        if request.audio != nil { losses.note("audio", reason) }
        if let modalities = request.modalities, modalities.contains(where: { $0 != "text" }) {
            losses.note("modalities", reason)
        }
        if request.endUser != nil { losses.note("user", reason) }
        if request.serviceTier != nil { losses.note("service_tier", reason) }
    }
}
