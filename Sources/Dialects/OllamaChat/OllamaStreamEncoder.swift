import NIOCore
import Wire

/// Canonical events → lines of JSON. Calls of tools and pictures are written whole, when they have come to their end.
struct OllamaStreamEncoder: StreamEncoder {
    private(set) var losses = Losses()
    private let context: StreamContext
    private var model: String
    private var created: Int
    private var usage: Usage?
    private var finishReason: FinishReason?
    private var late = JSONObject()
    private var hasEnded = false
    /// Open parts that are written at their end.
    private var waiting: [Int: Part] = [:]
    private var speech: [Int: String] = [:]

    init(_ context: StreamContext) {
        self.context = context
        model = context.model
        created = context.created
    }

    mutating func encode(_ event: GenerationEvent, into bytes: inout ByteBuffer) {
        guard !hasEnded else { return }
        switch event {
        case .start(let start):
            if !start.model.isEmpty { model = start.model }
            created = start.created ?? created
            keep(start.preserved)
        case .open(let candidate, let index, let part): open(candidate, index, part, into: &bytes)
        case .delta(let candidate, let index, let delta): grow(candidate, index, delta, into: &bytes)
        case .close(let candidate, let index):
            speech[index] = nil
            if candidate == 0, let part = waiting.removeValue(forKey: index) { write([part], into: &bytes) }
        case .logprobs(let candidate, let logprobs):
            guard candidate == 0, let content = logprobs["content"], !content.isNull else { return }
            var line = head
            line["message"] = ["role": "assistant", "content": ""]
            line["done"] = false
            line["logprobs"] = content
            put(line, into: &bytes)
        case .finish(let candidate, let reason, _): if candidate == 0 { finishReason = reason }
        case .usage(let usage): self.usage = usage
        case .preserved(let preserved): keep(preserved)
        case .failure(let failure): fail(failure, into: &bytes)
        case .serviceTier, .end: break
        }
    }

    mutating func finish(into bytes: inout ByteBuffer) {
        guard !hasEnded else { return }
        hasEnded = true
        for index in waiting.keys.sorted() { if let part = waiting[index] { write([part], into: &bytes) } }
        var line = head
        line["message"] = ["role": "assistant", "content": ""]
        line["done"] = true
        line["done_reason"] = .string(OllamaAnswer.reason(finishReason ?? .stop))
        OllamaAnswer.write(usage, into: &line, losses: &losses)
        for (key, value) in late where line[key] == nil { line[key] = value }
        put(line, into: &bytes)
    }

    mutating func fail(_ failure: Failure, into bytes: inout ByteBuffer) {
        guard !hasEnded else { return }
        hasEnded = true
        put(OllamaFailure.encode(failure), into: &bytes)
    }

    private var head: JSONObject { OllamaResponse.head(model: model, created: created) }

    private mutating func keep(_ preserved: Preserved?) {
        guard let preserved else { return }
        losses.note(preserved, at: "", into: .ollamaChat)
        guard preserved.dialect == .ollamaChat else { return }
        for (key, value) in preserved.members { late[key] = value }
    }

    private mutating func open(_ candidate: Int, _ index: Int, _ part: Part, into bytes: inout ByteBuffer) {
        guard candidate == 0 else { return losses.note("choices", "Ollama's answers have one candidate") }
        switch part {
        case .text(let text):
            speech[index] = "content"
            say(text.text, at: index, into: &bytes)
        case .refusal(let text):
            speech[index] = "content"
            say(text, at: index, into: &bytes)
        case .reasoning(let reasoning):
            speech[index] = "thinking"
            say(reasoning.text, at: index, into: &bytes)
            if reasoning.redacted != nil { losses.note("message.thinking", "redacted reasoning") }
        case .toolCall, .media: waiting[index] = part
        default: write([part], into: &bytes)
        }
    }

    private mutating func grow(_ candidate: Int, _ index: Int, _ delta: PartDelta, into bytes: inout ByteBuffer) {
        guard candidate == 0 else { return }
        switch (delta, waiting[index]) {
        case (.text(let text), _): say(text, at: index, into: &bytes)
        case (.arguments(let text), .toolCall(var call)?):
            call.arguments += text
            waiting[index] = .toolCall(call)
        case (.media(let data), .media(var media)?):
            if case .base64(let before) = media.source { media.source = .base64(before + data) }
            waiting[index] = .media(media)
        case (.signature, _): losses.note("message.signature", "no counterpart in ollama-chat")
        default: break
        }
    }

    private mutating func say(_ text: String, at index: Int, into bytes: inout ByteBuffer) {
        guard !text.isEmpty, let member = speech[index] else { return }
        var message = JSONObject([("role", "assistant"), ("content", "")])
        message[member] = .string(text)
        put(message: message, into: &bytes)
    }

    private mutating func write(_ parts: [Part], into bytes: inout ByteBuffer) {
        let message = OllamaMessageWriter.message(role: "assistant", parts, at: "message", losses: &losses)
        if message.count > 2 { put(message: message, into: &bytes) }
    }

    private func put(message: JSONObject, into bytes: inout ByteBuffer) {
        var line = head
        line["message"] = .object(message)
        line["done"] = false
        put(line, into: &bytes)
    }

    private func put(_ line: JSONObject, into bytes: inout ByteBuffer) {
        bytes.writeImmutableBuffer(JSONValue.object(line).bytes)
        bytes.writeInteger(UInt8(ascii: "\n"))
    }
}
