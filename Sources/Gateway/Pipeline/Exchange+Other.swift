import Dialects
import NIOCore
import Wire

/// Answers of operations other than text: relayed, and metered where they say what they used.
extension Exchange {
    func answerOther(_ reply: any ReplyWriter) async throws(GatewayError) {
        if isRelay { return try await relayOther(to: reply) }
        switch call.call.operation {
        case .embed, .embedBatch: try await tellVectors(to: reply)
        case .rerank: try await tellOrder(to: reply)
        default: try await tellTokens(to: reply)
        }
    }

    private func relayOther(to reply: any ReplyWriter) async throws(GatewayError) {
        let fields = answer.head.fields
        if !answer.isEventStream, fields.valueBegins("content-type", with: "application/json") {
            return try await relayJSON(to: reply)
        }
        let head = replyHead(contentType: nil, waited: nil)
        record.releaseBody()
        try await reply.relay(head, first: [], from: answer, through: OpenTap(exchange: self))
    }

    /// Usage, finish and tier of a whole answer, by what was asked for.
    func reading(of root: JSONView) -> (usage: Usage?, finish: FinishReason?, serviceTier: String?) {
        switch call.call.operation {
        case .generate: call.call.dialect.codec.readUsage(root)
        case .embed, .embedBatch:
            (endpoint.embeddingForm.flatMap { try? $0.codec.decodeResponse(root) }?.usage, nil, nil)
        default: (OperationUsage.read(root["usage"]), nil, nil)
        }
    }
}

/// `usage` of operations other than text: the names of OpenAI's older and newer operations.
enum OperationUsage {
    static func read(_ json: JSONView?) -> Usage? {
        guard let json, json.kind == .object else { return nil }
        let number = { (names: [String]) in names.lazy.compactMap { json[named: $0]?.int }.first { $0 >= 0 } }
        let input = number(["input_tokens", "prompt_tokens"])
        let output = number(["output_tokens", "completion_tokens"])
        guard let total = number(["total_tokens"]) ?? input ?? output else { return nil }
        var usage = Usage(input: input ?? max(0, total - (output ?? 0)), output: output ?? 0)
        let details = json["input_tokens_details"] ?? json["input_token_details"]
        usage.inputImage = details?["image_tokens"]?.int
        usage.inputAudio = details?["audio_tokens"]?.int
        usage.total = total
        return usage
    }
}

/// Lets a body pass whose bytes say nothing of what it cost.
private final class OpenTap: RelayTap {
    private let exchange: Exchange

    init(exchange: Exchange) { self.exchange = exchange }

    func pass(_ piece: ByteBuffer) -> ByteBuffer { piece }

    func end(_ failure: GatewayError?) -> ByteBuffer? {
        exchange.settle(nil, finish: nil, isWhole: failure == nil)
        guard let failure else { return ByteBuffer() }
        exchange.record.cause = failure.cause ?? failure.message
        exchange.record.code = failure.code
        return nil
    }
}
