import NIOCore
import Wire

/// A stream in the gateway's own form: an event for each piece of text with what the answer has cost by then, and one at
/// the end with the whole cost.
struct GatewayChatStreamEncoder: StreamEncoder {
    private(set) var losses = Losses()
    private let context: StreamContext
    private var start: ResponseStart?
    private var usage: Usage?
    private var finish: FinishReason?
    private var tier: String?
    /// Parts under way, by their place in the answer.
    private var open: [Int: Part] = [:]
    /// UTF-8 bytes said so far, of which the tokens are estimated.
    private var said = 0
    private var calls = 0
    /// Calls without arguments: whether they were cut or have none the end says.
    private var bareCalls: [(index: Int, call: ToolCall)] = []
    private var hasBegun = false
    private var hasFailed = false

    init(_ context: StreamContext) { self.context = context }

    mutating func encode(_ event: GenerationEvent, into bytes: inout ByteBuffer) {
        guard !hasFailed else { return }
        switch event {
        case .start(let start):
            self.start = start
            tier = start.serviceTier ?? tier
        case .serviceTier(let said): tier = said
        case .open(let candidate, let index, let part): open(part, index, candidate, into: &bytes)
        case .delta(let candidate, let index, let delta):
            guard candidate == 0 else { return }
            self.delta(delta, index, into: &bytes)
        case .close(let candidate, let index):
            guard candidate == 0, case .toolCall(let call)? = open.removeValue(forKey: index) else { return }
            if call.arguments.isEmpty { bareCalls.append((calls, call)) } else { tell(call, calls, into: &bytes) }
            calls += 1
        case .logprobs: losses.note("logprobs", "no counterpart in gateway-chat")
        case .finish(let candidate, let reason, _):
            guard candidate == 0 else { return }
            finish = reason
            for (index, call) in bareCalls { tell(call, index, isCut: reason == .length, into: &bytes) }
            bareCalls = []
        case .usage(let usage): self.usage = usage
        case .failure(let failure): fail(failure, into: &bytes)
        case .preserved, .end: break
        }
    }

    private mutating func tell(_ call: ToolCall, _ index: Int, isCut: Bool = false, into bytes: inout ByteBuffer) {
        var json = OpenAIToolCall.json(call, isCut: isCut)
        json["index"] = .int(index)
        said += call.name.utf8.count + call.arguments.utf8.count
        write(["tool_call": json], into: &bytes)
    }

    private mutating func open(_ part: Part, _ index: Int, _ candidate: Int, into bytes: inout ByteBuffer) {
        guard candidate == 0 else { return losses.note("choices", "an answer here is one") }
        open[index] = part
        switch part {
        case .text(let text): say("token", text.text, into: &bytes)
        case .refusal(let text): say("token", text, into: &bytes)
        case .reasoning(let reasoning): say("reasoning_token", reasoning.text, into: &bytes)
        case .toolCall, .cacheMarker: break
        default: losses.note("content.\(OpenAIAnswerWriter.name(of: part))", "no counterpart in gateway-chat")
        }
    }

    private mutating func delta(_ delta: PartDelta, _ index: Int, into bytes: inout ByteBuffer) {
        switch (open[index], delta) {
        case (.text?, .text(let text)), (.refusal?, .text(let text)): say("token", text, into: &bytes)
        case (.reasoning?, .text(let text)): say("reasoning_token", text, into: &bytes)
        case (.toolCall?, .arguments): open[index]?.apply(delta)
        default: break
        }
    }

    private mutating func say(_ name: String, _ text: String, into bytes: inout ByteBuffer) {
        guard !text.isEmpty else { return }
        said += text.utf8.count
        write(JSONObject([(name, .string(text))]), into: &bytes)
    }

    private mutating func write(_ event: JSONObject, into bytes: inout ByteBuffer) {
        var event = event
        event.append("cost_usd", GatewayChatAnswer.amount(context.meter?.running(said: said, usage: usage, tier: tier)))
        if !hasBegun { event.fill(head) }
        hasBegun = true
        SSEWriter.event(name: nil, data: JSONValue.object(event).bytes, into: &bytes)
    }

    mutating func finish(into bytes: inout ByteBuffer) {
        guard !hasFailed else { return }
        let actual = context.meter?.actual(usage, tier: tier)
        let cost = AnswerCost(estimatedUSD: context.meter?.estimatedUSD, actualUSD: actual)
        var event = JSONObject([
            ("done", true), ("total_cost_usd", GatewayChatAnswer.amount(actual)),
            ("finish_reason", finish.map { .string(OpenAIFinish.text($0)) } ?? .null),
            ("cost", GatewayChatAnswer.cost(cost, usage)),
        ])
        event.fill(head)
        SSEWriter.event(name: nil, data: JSONValue.object(event).bytes, into: &bytes)
    }

    /// Whose answer it is: stands in the first event, and in the last.
    private var head: JSONObject {
        JSONObject([
            ("id", .string(start.flatMap { $0.id.isEmpty ? nil : $0.id } ?? context.id)),
            ("created", .int(start?.created ?? context.created)), ("model", context.echo?["model"] ?? .null),
            ("model_version", .string(start.flatMap { $0.model.isEmpty ? nil : $0.model } ?? context.model)),
        ])
    }

    mutating func fail(_ failure: Failure, into bytes: inout ByteBuffer) {
        guard !hasFailed else { return }
        hasFailed = true
        let event: JSONValue = ["error": OpenAIFailure.json(failure)]
        SSEWriter.event(name: nil, data: event.bytes, into: &bytes)
    }
}
