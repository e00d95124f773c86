package import Wire

extension GeminiGenerateCodec {
    package func encode(
        _ request: GenerationRequest, for traits: TargetTraits, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        var writer = GeminiRequestWriter(request: request, traits: traits)
        json.value(.object(try writer.write(losses: &losses)))
    }
}

/// Writes one `GenerateContentRequest`.
///
/// Leading system and developer messages become `systemInstruction`. Gemini knows no such message later in a
/// conversation: a later one keeps its place as a turn of the user, which is noted as a loss of its authority.
/// The same holds where nothing but system messages was sent, since `contents` must not be empty.
struct GeminiRequestWriter {
    let request: GenerationRequest
    let traits: TargetTraits
    private var parts: GeminiPartWriter
    private var instruction: [JSONValue] = []
    private var instructionRest = JSONObject()
    private var contents: [Content] = []

    private struct Content {
        var role: String
        var parts: [JSONValue]
        var rest: JSONObject
    }

    init(request: GenerationRequest, traits: TargetTraits) {
        self.request = request
        self.traits = traits
        parts = GeminiPartWriter(takesMediaURLs: traits.takesMediaURLs)
    }

    mutating func write(losses: inout Losses) throws(DialectError) -> JSONObject {
        try writeMessages(&losses)
        var body = JSONObject()
        if !instruction.isEmpty || !instructionRest.isEmpty {
            var system = JSONObject([("parts", .array(instruction))])
            system.merge(instructionRest)
            body["systemInstruction"] = .object(system)
        }
        body["contents"] = .array(
            contents.map { content in
                var object = JSONObject([("role", .string(content.role)), ("parts", .array(content.parts))])
                object.merge(content.rest)
                return .object(object)
            })
        let tools = try GeminiToolsWriter.write(request.tools, for: traits, losses: &losses)
        if !tools.isEmpty { body["tools"] = .array(tools) }
        if let choice = request.toolChoice {
            // Google refuses a choice among no functions; where no call is demanded it says nothing.
            if !tools.isEmpty || choice.forcesTool {
                body["toolConfig"] = .object(GeminiToolsWriter.config(choice))
            }
        }
        let config = try GeminiConfigWriter.write(request, for: traits, losses: &losses)
        if !config.isEmpty { body["generationConfig"] = .object(config) }
        noteWhatHasNoPlace(&losses)
        addOwnMembers(to: &body, &losses)
        for name in traits.strips.sorted() where body.remove(name) != nil {
            losses.note(name, "not taken by this target")
        }
        return body
    }

    private mutating func writeMessages(_ losses: inout Losses) throws(DialectError) {
        let isSystem: (Message) -> Bool = { $0.role == .system || $0.role == .developer }
        let leading = request.messages.prefix(while: isSystem).count
        let onlySystem = leading == request.messages.count
        for (index, message) in request.messages.enumerated() {
            func path() -> String { "messages[\(index)]" }
            if message.name != nil { losses.note("\(path()).name", "turns have no names in Gemini") }
            losses.note(message.preserved, at: path(), into: .geminiGenerate)
            let rest = message.preserved?.ownGemini ?? JSONObject()
            parts.demandsSignatures = traits.usesThinkingLevel && message.role == .assistant
            let written = try write(message, at: path(), &losses)
            if isSystem(message), index < leading, !onlySystem {
                instruction += written
                instructionRest.merge(rest)
                continue
            }
            if isSystem(message) {
                losses.note("\(path()).role", "Gemini takes instructions at the beginning only; sent as a user's turn")
            }
            append(written, role: message.role == .assistant ? "model" : "user", rest)
        }
    }

    private mutating func write(
        _ message: Message, at path: @autoclosure () -> String, _ losses: inout Losses
    ) throws(DialectError) -> [JSONValue] {
        var written: [JSONValue] = []
        var index = 0
        for part in message.parts {
            if let object = try parts.write(part, at: "\(path()).content[\(index)]", losses: &losses) {
                written.append(.object(object))
            }
            if !part.isBesideAnother { index += 1 }
        }
        return written
    }

    /// Turns of one role in a row become one: all results of parallel calls must stand in one turn.
    private mutating func append(_ written: [JSONValue], role: String, _ rest: JSONObject) {
        guard !written.isEmpty || !rest.isEmpty else { return }
        if contents.last?.role == role {
            contents[contents.count - 1].parts += written
            contents[contents.count - 1].rest.merge(rest)
        } else {
            contents.append(Content(role: role, parts: written, rest: rest))
        }
    }

    private func noteWhatHasNoPlace(_ losses: inout Losses) {
        if request.parallelToolCalls == false {
            losses.note("parallel_tool_calls", "Gemini decides itself whether to call several tools at once")
        }
        if request.endUser != nil { losses.note("user", "Gemini takes no name of the caller's user") }
        if let tier = request.serviceTier, tier != "auto", tier != "default" {
            losses.note("service_tier", "no counterpart in \(Dialect.geminiGenerate.rawValue)")
        }
    }

    private func addOwnMembers(to body: inout JSONObject, _ losses: inout Losses) {
        losses.note(request.preserved, at: "", into: .geminiGenerate)
        if var members = request.preserved?.ownGemini {
            if let model = members["model"]?.string {
                members["model"] = .string(model.hasPrefix("models/") ? "models/\(traits.model)" : traits.model)
            }
            body.merge(members)
        }
        for options in request.providerOptions {
            guard options.dialect == .geminiGenerate else { continue }
            body.merge(GeminiOptions.placed(options.options(named: "google", losses: &losses), losses: &losses))
        }
    }
}

/// Where the caller's own members for Gemini belong: those of `GenerationConfig` go there, all others to the body.
enum GeminiOptions {
    private static let configMembers: MemberNames = [
        "thinkingConfig", "responseModalities", "speechConfig", "imageConfig", "mediaResolution", "topK", "topP",
        "temperature", "maxOutputTokens", "candidateCount", "stopSequences", "seed", "presencePenalty",
        "frequencyPenalty", "responseMimeType", "responseSchema", "responseJsonSchema", "responseLogprobs",
        "logprobs", "routingConfig", "audioTimestamp", "enableEnhancedCivicAnswers",
    ]

    static func placed(_ members: JSONObject, losses: inout Losses) -> JSONObject {
        var body = JSONObject()
        var config = JSONObject()
        for (key, value) in members {
            let name = GeminiMembers.camelCase(key)
            if configMembers.contains(name) {
                config[name] = camelCased(value)
            } else if name == "generationConfig", let object = value.object {
                let own = Preserved(dialect: .geminiGenerate, members: object)
                body[name] = camelCased(.object(own.options(named: "google.\(key)", losses: &losses)))
            } else {
                body[name] = name == "toolConfig" ? camelCased(value) : value
            }
        }
        if !config.isEmpty { body.merge(JSONObject([("generationConfig", .object(config))])) }
        return body
    }

    /// So that a member in snake_case replaces the one already written instead of standing beside it.
    private static func camelCased(_ value: JSONValue) -> JSONValue {
        guard let object = value.object else { return value }
        return .object(
            JSONObject(
                object.map { key, value in
                    let name = GeminiMembers.camelCase(key)
                    return (name, name.hasSuffix("chema") ? value : camelCased(value))
                }))
    }
}
