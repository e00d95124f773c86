package import NIOCore
import Wire

/// What the gateway reads of the events of OpenAI's realtime API. All else passes unread.
package enum RealtimeEvent: Sendable, Equatable {
    /// The session's settings in force; nil: what the caller says is not transcribed.
    case session(transcriptionModel: String?)
    case responseBegan(id: String)
    /// nil: it does not say what it used.
    case responseEnded(id: String, Usage?)
    /// The caller has said something, which is written down where a model for that is set.
    case heard(item: String)
    /// It was written down. nil: it does not say what it used.
    case transcribed(item: String, Usage?)
    /// It could not be written down, and is not billed.
    case notTranscribed(item: String)
    case failed(Failure)
    case other

    /// The types that are read, as they stand in an event.
    private static let read: [StaticString] = [
        "session.created", "session.updated", "transcription_session.created", "transcription_session.updated",
        "response.created", "response.done", "conversation.item.input_audio_transcription.completed",
        "conversation.item.input_audio_transcription.failed", "input_audio_buffer.committed", "error",
    ]

    /// Reads a server's event; what cannot be read is `other`.
    package init(_ text: ByteBuffer) {
        self = .other
        // Sounds are most of what comes, and are told from all these without being read as JSON.
        guard !JSONGlance.hasNone(of: Self.read, in: text),
            let root = (try? JSONDocument(validating: text, maxDepth: 512))?.root
        else { return }
        switch root["type"]?.string {
        case "session.created", "session.updated", "transcription_session.created", "transcription_session.updated":
            self = .session(transcriptionModel: Self.transcriptionModel(of: root["session"]))
        case "response.created": self = .responseBegan(id: root["response"]?["id"]?.string ?? "")
        case "response.done":
            let response = root["response"]
            self = .responseEnded(id: response?["id"]?.string ?? "", RealtimeUsage.read(response?["usage"]))
        case "conversation.item.input_audio_transcription.completed":
            self = .transcribed(item: root["item_id"]?.string ?? "", RealtimeUsage.read(root["usage"]))
        case "conversation.item.input_audio_transcription.failed":
            self = .notTranscribed(item: root["item_id"]?.string ?? "")
        case "input_audio_buffer.committed": self = .heard(item: root["item_id"]?.string ?? "")
        case "error": self = .failed(OpenAIFailure.read(status: 0, root))
        default: break
        }
    }

    /// In the present form, or in that of the beta.
    private static func transcriptionModel(of session: JSONView?) -> String? {
        let settings = session?["audio"]?["input"]?["transcription"] ?? session?["input_audio_transcription"]
        return settings?["model"]?.string
    }
}

/// `usage` of a response, or of what was transcribed.
enum RealtimeUsage {
    /// nil where neither tokens nor time are counted.
    static func read(_ json: JSONView?) -> Usage? {
        guard let json, json.kind == .object else { return nil }
        let input = json["input_tokens"]?.tokenCount
        let output = json["output_tokens"]?.tokenCount
        guard input != nil || output != nil else {
            guard let heard = UsagePieces.milliseconds(json["seconds"]) else { return nil }
            var usage = Usage(input: 0, output: 0)
            usage.pieces = UsagePieces(heard: heard, hasTokens: false)
            return usage
        }
        var usage = Usage(input: input ?? 0, output: output ?? 0)
        usage.total = json["total_tokens"]?.tokenCount
        if let details = json["input_token_details"] {
            let cached = details["cached_tokens_details"]
            usage.inputAudio = details["audio_tokens"]?.tokenCount
            usage.inputImage = details["image_tokens"]?.tokenCount
            usage.cacheRead = details["cached_tokens"]?.tokenCount
            usage.cacheReadAudio = cached?["audio_tokens"]?.tokenCount
            usage.cacheReadImage = cached?["image_tokens"]?.tokenCount
        }
        usage.outputAudio = json["output_token_details"]?["audio_tokens"]?.tokenCount
        return usage
    }
}
