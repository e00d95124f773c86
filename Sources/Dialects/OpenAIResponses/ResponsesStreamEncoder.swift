import NIOCore
import Wire

/// Canonical events → `response.created` … `response.completed`, each event numbered.
///
/// The last event holds the whole answer, so the events are folded beside.
struct ResponsesStreamEncoder: StreamEncoder {
    private(set) var losses = Losses()
    private let context: StreamContext
    private var fold = ResponseFold()
    private var sequence = 0
    private var hasStarted = false
    private var hasEnded = false
    /// Told so far; an item that is open grows by the events of its parts.
    private var items = 0
    /// The item each open part belongs to.
    private var open: [Int: OpenPart] = [:]
    /// The message that takes the next text.
    private var message: OpenMessage?
    /// Probabilities of tokens that go out with the next text.
    private var tokens: [JSONValue] = []

    private struct OpenPart {
        enum Kind { case text, refusal, reasoning, call, custom }
        var kind: Kind
        var item: Int
        var content = 0
        /// Probabilities of its tokens.
        var tokens: [JSONValue] = []
    }

    private struct OpenMessage {
        var item: Int
        /// Canonical indices of its parts, in order.
        var parts: [Int] = []
        var citations = 0
    }

    init(_ context: StreamContext) { self.context = context }

    mutating func encode(_ event: GenerationEvent, into bytes: inout ByteBuffer) {
        guard !hasEnded else { return }
        if case .open(let candidate, _, _) = event, candidate > 0 {
            return losses.note("choices", "an answer here has one candidate")
        }
        switch event {
        case .start(let start):
            losses.note(start.preserved, at: "", into: ResponsesItem.dialect)
            fold.add(event)
            begin(into: &bytes)
        case .open(_, let index, let part):
            begin(into: &bytes)
            fold.add(event)
            begin(part, index, into: &bytes)
        case .delta(0, let index, let delta):
            fold.add(event)
            grow(index, delta, into: &bytes)
        case .close(0, let index):
            fold.add(event)
            guard let part = open[index], part.kind != .text, part.kind != .refusal else { return }
            end(index, into: &bytes)
        case .logprobs(0, let logprobs):
            fold.add(event)
            tokens += logprobs["content"]?.array ?? []
        case .finish, .usage, .serviceTier: fold.add(event)
        case .preserved(let preserved):
            losses.note(preserved, at: "", into: ResponsesItem.dialect)
            fold.add(event)
        case .failure(let failure): fail(failure, into: &bytes)
        case .delta, .close, .logprobs, .end: break
        }
    }

    mutating func finish(into bytes: inout ByteBuffer) {
        guard !hasEnded else { return }
        begin(into: &bytes)
        endMessage(into: &bytes)
        for index in open.keys.sorted() { end(index, into: &bytes) }
        hasEnded = true
        let answer = answer
        let finish = answer.candidates.first?.finish
        write(
            ResponsesStatus.event(finish),
            JSONObject([("response", .object(ResponsesAnswer.json(answer, losses: &losses)))]), into: &bytes)
    }

    mutating func fail(_ failure: Failure, into bytes: inout ByteBuffer) {
        guard !hasEnded else { return }
        hasEnded = true
        let error = OpenAIFailure.json(failure).object ?? JSONObject()
        var event = JSONObject([
            ("code", error["code"] ?? .null), ("message", error["message"] ?? ""), ("param", error["param"] ?? .null),
        ])
        // What this event has for its own name, the error calls by another.
        for (key, value) in error where key != "type" { event[key] = value }
        event["error_type"] = error["type"]
        write("error", event, into: &bytes)
    }

    private var answer: GenerationResponse {
        var answer = fold.response
        answer.id = id
        if answer.model.isEmpty { answer.model = context.model }
        answer.created = answer.created ?? context.created
        answer.echo = context.echo
        if answer.candidates.isEmpty { answer.candidates = [Candidate(index: 0)] }
        return answer
    }

    private var id: String {
        context.id.isEmpty ? fold.response.id : context.id
    }

    private mutating func begin(into bytes: inout ByteBuffer) {
        guard !hasStarted else { return }
        hasStarted = true
        var head = ResponsesAnswer.head(answer)
        head["output"] = .array([])
        head["usage"] = .null
        for name in ["response.created", "response.in_progress"] {
            write(name, JSONObject([("response", .object(head))]), into: &bytes)
        }
    }

    private mutating func begin(_ part: Part, _ index: Int, into bytes: inout ByteBuffer) {
        switch part {
        case .text(let text):
            // A text that is there for its signature alone says nothing.
            if text.text.isEmpty, text.signature != nil { return }
            beginText(.text, index, into: &bytes)
            if !text.text.isEmpty { grow(index, .text(text.text), into: &bytes) }
        case .refusal(let text):
            beginText(.refusal, index, into: &bytes)
            if !text.isEmpty { grow(index, .text(text), into: &bytes) }
        case .citation(let citation): cite(citation, into: &bytes)
        case .cacheMarker: return
        default: beginItem(part, index, into: &bytes)
        }
    }

    private mutating func beginText(_ kind: OpenPart.Kind, _ index: Int, into bytes: inout ByteBuffer) {
        if message == nil {
            message = OpenMessage(item: items)
            items += 1
            let item = messageItem(items - 1, status: "in_progress", content: [])
            write("response.output_item.added", at: items - 1, [("item", .object(item))], into: &bytes)
        }
        guard var message else { return }
        let part = OpenPart(kind: kind, item: message.item, content: message.parts.count)
        message.parts.append(index)
        self.message = message
        open[index] = part
        write(
            "response.content_part.added", of: part, [("part", .object(content(kind, index, text: "", citations: [])))],
            into: &bytes)
    }

    private func messageItem(_ item: Int, status: String, content: [JSONValue]) -> JSONObject {
        JSONObject([
            ("id", .string(ResponsesOutput.itemID("msg", of: id, at: item))), ("type", "message"),
            ("status", .string(status)), ("role", "assistant"), ("content", .array(content)),
        ])
    }

    private func content(
        _ kind: OpenPart.Kind, _ index: Int, text: String, citations: [JSONValue]
    ) -> JSONObject {
        if kind == .refusal { return JSONObject([("type", "refusal"), ("refusal", .string(text))]) }
        var content = JSONObject([
            ("type", "output_text"), ("text", .string(text)), ("annotations", .array(citations)),
            ("logprobs", .array([])),
        ])
        if case .text(let part)? = folded(index), let own = part.preserved, own.dialect == ResponsesItem.dialect {
            content.fill(own.members)
        }
        return content
    }

    /// What is no text is an item of its own, and ends the message before it.
    private mutating func beginItem(_ part: Part, _ index: Int, into bytes: inout ByteBuffer) {
        endMessage(into: &bytes)
        let place = items
        guard
            var item = ResponsesOutput.item(
                part, id: id, index: place, isRequest: false, at: "output", losses: &losses)
        else { return }
        items += 1
        if item["status"] != nil { item["status"] = "in_progress" }
        switch part {
        case .toolCall(let call):
            open[index] = OpenPart(kind: call.kind == .custom ? .custom : .call, item: place)
            item[call.kind == .custom ? "input" : "arguments"] = ""
            write("response.output_item.added", at: place, [("item", .object(item))], into: &bytes)
            if !call.arguments.isEmpty { grow(index, .arguments(call.arguments), into: &bytes) }
        case .reasoning(let reasoning):
            open[index] = OpenPart(kind: .reasoning, item: place, content: -1)
            item["summary"] = .array([])
            write("response.output_item.added", at: place, [("item", .object(item))], into: &bytes)
            if !reasoning.text.isEmpty { grow(index, .text(reasoning.text), into: &bytes) }
        default:
            write("response.output_item.added", at: place, [("item", .object(item))], into: &bytes)
            if item["status"] != nil { item["status"] = "completed" }
            write("response.output_item.done", at: place, [("item", .object(item))], into: &bytes)
        }
    }

    private mutating func cite(_ citation: Citation, into bytes: inout ByteBuffer) {
        guard let json = ResponsesContent.json(citation) else {
            return losses.note("output.annotations", "citations of sources without a URL")
        }
        guard let index = message?.parts.last, let part = open[index] else { return }
        let number = message?.citations ?? 0
        message?.citations += 1
        write(
            "response.output_text.annotation.added", of: part,
            [("annotation_index", .int(number)), ("annotation", json)], into: &bytes)
    }

    private mutating func grow(_ index: Int, _ delta: PartDelta, into bytes: inout ByteBuffer) {
        guard var part = open[index] else { return }
        switch (delta, part.kind) {
        case (.text(let text), .text):
            write(
                "response.output_text.delta", of: part, [("delta", .string(text)), ("logprobs", .array(tokens))],
                into: &bytes)
            part.tokens += tokens
            open[index] = part
            tokens = []
        case (.text(let text), .refusal):
            write("response.refusal.delta", of: part, [("delta", .string(text))], into: &bytes)
        case (.text(let text), .reasoning):
            if part.content < 0 {
                part.content = 0
                open[index] = part
                let summary: [(String, JSONValue)] = [("summary_index", 0), ("part", ResponsesReasoning.summary(""))]
                write("response.reasoning_summary_part.added", at: part, summary, into: &bytes)
            }
            write(
                "response.reasoning_summary_text.delta", at: part,
                [("summary_index", 0), ("delta", .string(text))], into: &bytes)
        case (.arguments(let text), .call):
            write("response.function_call_arguments.delta", at: part, [("delta", .string(text))], into: &bytes)
        case (.arguments(let text), .custom):
            write("response.custom_tool_call_input.delta", at: part, [("delta", .string(text))], into: &bytes)
        default: break
        }
    }

    /// The part as it stands in the fold.
    private func folded(_ index: Int) -> Part? {
        guard let parts = fold.response.candidates.first?.parts, parts.indices.contains(index) else { return nil }
        return parts[index]
    }

    private mutating func endMessage(into bytes: inout ByteBuffer) {
        guard let message else { return }
        self.message = nil
        var contents: [JSONValue] = []
        for (position, index) in message.parts.enumerated() {
            guard let part = open.removeValue(forKey: index) else { continue }
            let text: String
            switch folded(index) {
            case .text(let said)?: text = said.text
            case .refusal(let said)?: text = said
            default: text = ""
            }
            let next = message.parts.indices.contains(position + 1) ? message.parts[position + 1] : Int.max
            var content = content(part.kind, index, text: text, citations: citations(after: index, before: next))
            if !part.tokens.isEmpty { content["logprobs"] = .array(part.tokens) }
            if part.kind == .refusal {
                write("response.refusal.done", of: part, [("refusal", .string(text))], into: &bytes)
            } else {
                write(
                    "response.output_text.done", of: part,
                    [("text", .string(text)), ("logprobs", .array(part.tokens))], into: &bytes)
            }
            write("response.content_part.done", of: part, [("part", .object(content))], into: &bytes)
            contents.append(.object(content))
        }
        let item = messageItem(message.item, status: "completed", content: contents)
        write("response.output_item.done", at: message.item, [("item", .object(item))], into: &bytes)
    }

    private func citations(after index: Int, before next: Int) -> [JSONValue] {
        let parts = fold.response.candidates.first?.parts ?? []
        guard index + 1 < parts.count else { return [] }
        return parts[(index + 1)..<min(max(next, index + 1), parts.count)].compactMap { part in
            if case .citation(let citation) = part { ResponsesContent.json(citation) } else { nil }
        }
    }

    /// Ends an item that is one part.
    private mutating func end(_ index: Int, into bytes: inout ByteBuffer) {
        guard let part = open.removeValue(forKey: index), let whole = folded(index) else { return }
        var ignored = Losses()
        let item = ResponsesOutput.item(
            whole, id: id, index: part.item, isRequest: false, at: "output", losses: &ignored)
        guard let item else { return }
        switch (part.kind, whole) {
        case (.call, .toolCall):
            write(
                "response.function_call_arguments.done", at: part,
                [("name", item["name"] ?? ""), ("arguments", item["arguments"] ?? "")], into: &bytes)
        case (.custom, .toolCall):
            write("response.custom_tool_call_input.done", at: part, [("input", item["input"] ?? "")], into: &bytes)
        case (.reasoning, .reasoning(let reasoning)) where part.content >= 0:
            let text = reasoning.text
            write(
                "response.reasoning_summary_text.done", at: part,
                [("summary_index", 0), ("text", .string(text))], into: &bytes)
            write(
                "response.reasoning_summary_part.done", at: part,
                [("summary_index", 0), ("part", ResponsesReasoning.summary(text))], into: &bytes)
        default: break
        }
        write("response.output_item.done", at: part.item, [("item", .object(item))], into: &bytes)
    }

    // MARK: Events

    private func itemID(_ part: OpenPart) -> JSONValue {
        let kind =
            switch part.kind {
            case .text, .refusal: "msg"
            case .reasoning: "rs"
            case .call: "fc"
            case .custom: "ctc"
            }
        return .string(ResponsesOutput.itemID(kind, of: id, at: part.item))
    }

    /// An event of a part of a message.
    private mutating func write(
        _ type: String, of part: OpenPart, _ members: [(String, JSONValue)], into bytes: inout ByteBuffer
    ) {
        write(type, at: part, [("content_index", .int(part.content))] + members, into: &bytes)
    }

    /// An event of what stands in an item.
    private mutating func write(
        _ type: String, at part: OpenPart, _ members: [(String, JSONValue)], into bytes: inout ByteBuffer
    ) {
        write(type, at: part.item, [("item_id", itemID(part))] + members, into: &bytes)
    }

    private mutating func write(
        _ type: String, at item: Int, _ members: [(String, JSONValue)], into bytes: inout ByteBuffer
    ) {
        write(type, JSONObject([("output_index", .int(item))] + members), into: &bytes)
    }

    private mutating func write(_ type: String, _ members: JSONObject, into bytes: inout ByteBuffer) {
        var event = JSONObject([("type", .string(type)), ("sequence_number", .int(sequence))])
        sequence += 1
        for (key, value) in members { event[key] = value }
        SSEWriter.event(name: type, data: JSONValue.object(event).bytes, into: &bytes)
    }
}
