import Wire

/// A whole answer.
enum ConverseAnswer {
    private static let known: MemberNames = ["output", "stopReason", "usage", "serviceTier", "metrics"]
    private static let knownWithFields = known.union(["additionalModelResponseFields"])

    /// What a model tells in its own words.
    static let fieldsName = "additionalModelResponseFields"

    /// These words, where they are more than the stop sequence, which has a place in the model.
    static func otherFields(_ fields: JSONView?) -> JSONValue? {
        guard let fields, fields.members.contains(where: { $0.key != "stop_sequence" }) else { return nil }
        return JSONValue(fields)
    }

    static func read(_ json: JSONView) throws(DialectError) -> GenerationResponse {
        guard let message = json["output"]?["message"] else { throw .invalid("output", "The answer has no message.") }
        var response = GenerationResponse(id: "", model: "")
        response.usage = ConverseUsage.read(json["usage"])
        response.serviceTier = json["serviceTier"]?["type"]?.string
        let fields = otherFields(json[named: fieldsName]) == nil ? knownWithFields : known
        response.preserved = Preserved(json, except: fields, in: Converse.dialect)
        var candidate = Candidate(index: 0)
        candidate.parts = message["content"].list.flatMap { ConverseBlock.parts($0) }
        let hasCalls = candidate.parts.contains(where: \.isToolCall)
        candidate.finish = json["stopReason"]?.string.map { ConverseStop.finish($0, hasCalls: hasCalls) }
        candidate.stopSequence = json[named: fieldsName]?["stop_sequence"]?.string
        response.candidates = [candidate]
        return response
    }

    static func json(_ response: GenerationResponse, losses: inout Losses) throws(DialectError) -> JSONObject {
        if response.candidates.count > 1 { losses.note("choices", "an answer here has one candidate") }
        let candidate = response.candidates.first ?? Candidate(index: 0)
        var names = ConverseNames()
        let blocks = try ConverseBlock.written(
            candidate.parts, names: &names, isAnswer: true, at: "output.message.content", losses: &losses)
        let message: JSONValue = ["role": "assistant", "content": .array(blocks.map { .object($0.json) })]
        var json: JSONObject = ["output": ["message": message]]
        json["stopReason"] = candidate.finish.map { JSONValue.string(ConverseStop.reason($0)) }
        json["usage"] = response.usage.map { ConverseUsage.json($0, losses: &losses) }
        if let tier = response.serviceTier {
            let type = ConverseTier.type(of: tier)
            if type == nil { losses.note("service_tier", "Bedrock has no tier like \(tier)") }
            json["serviceTier"] = type.map { ["type": .string($0)] }
        }
        Preserved.write(response.preserved, of: Converse.dialect, into: &json, at: "", losses: &losses)
        if json[fieldsName] == nil { json[fieldsName] = candidate.stopSequence.map { ["stop_sequence": .string($0)] } }
        if json["metrics"] == nil { json["metrics"] = ["latencyMs": 0] }
        return json
    }
}
