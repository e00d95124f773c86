import Wire

/// Reasoning in OpenAI's chat form: `reasoning_content` holds the text, `reasoning_details` what it needs to be valid
/// in a second turn (signatures, encrypted blocks), each entry naming the dialect it belongs to in `format`.
///
/// Compatible servers write `reasoning` or `reasoning_content`; OpenRouter's entries carry formats of its own, which
/// are kept as they came and written again only here.
enum OpenAIReasoning {
    /// What a message or a delta says of reasoning.
    struct Reading {
        var parts: [Reasoning] = []
        /// Gemini's signature of the message's text.
        var textSignature: Signature?
    }

    static let members: MemberNames = ["reasoning_content", "reasoning", "reasoning_details"]

    /// Details win over the plain text, which repeats them; where they hold no text the plain text comes first.
    static func read(_ message: JSONView) -> Reading {
        var reading = Reading()
        var detailsHaveText = false
        for detail in message["reasoning_details"].list {
            read(detail, into: &reading, &detailsHaveText)
        }
        let plain = text(message)
        if !detailsHaveText, !plain.isEmpty { reading.parts.insert(Reasoning(text: plain), at: 0) }
        return reading
    }

    /// `reasoning_content`, or what compatible servers call `reasoning`.
    static func text(_ message: JSONView) -> String {
        if let text = message["reasoning_content"]?.string, !text.isEmpty { return text }
        return message["reasoning"]?.string ?? ""
    }

    private static func read(_ detail: JSONView, into reading: inout Reading, _ hasText: inout Bool) {
        if let signature = textSignature(detail) {
            reading.textSignature = signature
            return
        }
        guard let reasoning = reasoning(detail) else { return }
        if !reasoning.text.isEmpty { hasText = true }
        reading.parts.append(reasoning)
    }

    /// An entry of type `reasoning.signature`.
    static func textSignature(_ detail: JSONView) -> Signature? {
        guard detail["type"]?.string == "reasoning.signature", let value = detail["signature"]?.string,
            let dialect = detail["format"]?.string.flatMap(Dialect.init)
        else { return nil }
        return Signature(dialect: dialect, value: value)
    }

    static func reasoning(_ detail: JSONView) -> Reasoning? {
        guard detail.kind == .object else { return nil }
        let text: String = detail["text"]?.string ?? detail["summary"]?.string ?? ""
        guard let dialect = detail["format"]?.string.flatMap(Dialect.init) else {
            let members = JSONObject([("reasoning_details", JSONValue(detail))])
            return Reasoning(text: text, preserved: Preserved(openAI: members))
        }
        var reasoning = Reasoning(text: text)
        reasoning.signature = detail["signature"]?.string.map { Signature(dialect: dialect, value: $0) }
        reasoning.redacted = detail["data"]?.string.map { Signature(dialect: dialect, value: $0) }
        return reasoning
    }

    /// The members of a whole message.
    static func write(_ parts: [Reasoning], textSignature: Signature?, into message: inout JSONObject) {
        let text = parts.map(\.text).joined()
        if !text.isEmpty { message["reasoning_content"] = .string(text) }
        // Unsigned text needs no details: they would only repeat it.
        let needsDetails = parts.contains { $0.signature != nil || $0.redacted != nil || !isPlain($0) }
        guard needsDetails || textSignature != nil else { return }
        var details: [JSONValue] = []
        for part in parts where needsDetails { details.append(detail(part, index: details.count)) }
        if let textSignature { details.append(detail(textSignature, index: details.count)) }
        message["reasoning_details"] = .array(details)
    }

    private static func isPlain(_ part: Reasoning) -> Bool {
        part.preserved.ownOpenAI["reasoning_details"] == nil
    }

    static func detail(_ part: Reasoning, index: Int) -> JSONValue {
        if let own = part.preserved.ownOpenAI["reasoning_details"] { return own }
        var entry = JSONObject()
        if let redacted = part.redacted {
            entry["type"] = "reasoning.encrypted"
            entry["data"] = .string(redacted.value)
            entry["format"] = .string(redacted.dialect.rawValue)
        } else {
            entry["type"] = "reasoning.text"
            entry["text"] = .string(part.text)
            entry["signature"] = part.signature.map { .string($0.value) }
            entry["format"] = .string((part.signature?.dialect ?? .openAIChat).rawValue)
        }
        entry["index"] = .int(index)
        return .object(entry)
    }

    static func detail(_ signature: Signature, index: Int) -> JSONValue {
        [
            "type": "reasoning.signature", "signature": .string(signature.value),
            "format": .string(signature.dialect.rawValue), "index": .int(index),
        ]
    }
}
