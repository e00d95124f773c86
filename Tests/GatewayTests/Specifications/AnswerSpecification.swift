import NIOCore
import Testing
import Wire

/// Answers in the OpenAI form against OpenAI's own description.
enum AnswerSpecification {
    /// Words for ends that OpenAI has none for; clients treat them as unknown, and none is a false `stop`.
    private static let ownEnds: Set<String> = [
        "pause_turn", "error", "OTHER", "FINISH_REASON_UNSPECIFIED", "compaction",
    ]

    static func expect(_ reply: CollectedBody, _ name: String) {
        guard let specification = Specification.openAI else { return }
        let schema = reply.isStream ? "CreateChatCompletionStreamResponse" : "CreateChatCompletionResponse"
        for body in reply.bodies {
            guard let json = try? JSONValue(parsing: body, maxDepth: 512), json["error"] == nil else { continue }
            var known = withKnownEnd(json)
            // Its text says that every chunk but the last has a null here; its schema does not.
            if reply.isStream, known["usage"]?.isNull == true { known["usage"] = nil }
            let faults = specification.faults(known, as: schema)
            let fits = faults.isEmpty
            #expect(fits, "\(name): \(faults.prefix(3))")
        }
    }

    private static func withKnownEnd(_ json: JSONValue) -> JSONValue {
        var json = json
        json["choices"] = json["choices"]?.array.map { choices in
            .array(
                choices.map { choice in
                    var choice = choice
                    if let said = choice["finish_reason"]?.string, ownEnds.contains(said) {
                        choice["finish_reason"] = "stop"
                    }
                    return choice
                })
        }
        return json
    }
}

/// The JSON texts of a reply: one, or the data of each event.
struct CollectedBody {
    let isStream: Bool
    let bodies: [String]

    init(_ bytes: ByteBuffer, isStream: Bool) {
        self.isStream = isStream
        let text = String(buffer: bytes)
        bodies = isStream ? PlainEvents.data(text).filter { $0 != "[DONE]" } : [text]
    }
}
