import Dialects
import NIOCore
import Wire

/// A request that goes on from a kept answer, with all that was said before written out.
struct EarlierTurns: Sendable {
    /// Who keeps the answer before too, and needs no more than its id; nil where nobody does.
    let provider: String?
    /// The request with the whole conversation in its `input`.
    let document: JSONDocument

    /// Finds what the request goes on from; nil where that is not kept here.
    static func find(
        _ id: String, for call: GenerationCall, in store: any AnswerStore, now: Int
    ) async throws(GatewayError) -> EarlierTurns? {
        let (owner, bounds) = (call.call.principal.owner, call.call.snapshot.answers)
        guard let last = try await store.find(id, of: owner, within: bounds, now: now) else { return nil }
        let limit = call.call.snapshot.limits.body
        guard last.size + call.call.record.body.readableBytes <= limit else {
            throw GatewayError(
                .bodyTooLarge, "The conversation, with all that was said before, is larger than \(limit) bytes.",
                param: "previous_response_id")
        }
        var items = JSONWriter()
        items.beginArray()
        write(last, into: &items)
        let root = call.document.root
        if let input = root["input"], !input.isNull { write(input, into: &items) }
        items.endArray()
        var edits = JSONEdits()
        edits.set("input", to: items.buffer, in: root)
        edits.remove("previous_response_id", in: root)
        guard let document = try? JSONDocument(validating: edits.applied(to: call.document), maxDepth: 512) else {
            return nil
        }
        return EarlierTurns(provider: last.provider, document: document)
    }

    private static func write(_ turn: StoredAnswer, into items: inout JSONWriter) {
        if let input = try? JSONDocument(validating: turn.input, maxDepth: 512) { write(input.root, into: &items) }
        guard let answer = try? JSONDocument(validating: turn.answer, maxDepth: 512) else { return }
        for item in (answer.root["output"]?.elements).map(Array.init) ?? [] { items.value(item) }
    }

    private static func write(_ input: JSONView, into items: inout JSONWriter) {
        if input.kind == .string {
            items.value(["role": "user", "content": JSONValue(input)])
        } else {
            for item in input.elements { items.value(item) }
        }
    }
}
