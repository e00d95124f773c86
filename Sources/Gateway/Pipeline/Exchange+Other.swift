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
        // What was spoken is known by what was asked for: the answer is sound.
        let spoken = call.spokenCharacters.map { Usage(pieces: UsagePieces(characters: $0, hasTokens: false)) }
        let tap: any RelayTap =
            answer.isEventStream
            ? EventUsageTap(exchange: self, picture: call.picture) : OpenTap(exchange: self, usage: spoken)
        record.releaseBody()
        try await reply.relay(head, first: [], from: answer, through: tap)
    }

    /// Usage, finish and tier of a whole answer, by what was asked for.
    func reading(of root: JSONView) -> (usage: Usage?, finish: FinishReason?, serviceTier: String?) {
        switch call.call.operation {
        case .generate: call.call.dialect.codec.readUsage(root)
        case .embed, .embedBatch:
            (endpoint.embeddingForm.flatMap { try? $0.codec.decodeResponse(root) }?.usage, nil, nil)
        default: (OperationUsage.read(root, of: call.call.operation, asked: call.picture), nil, nil)
        }
    }
}

/// Lets a body pass whose bytes say nothing of what it cost.
private final class OpenTap: RelayTap {
    private let exchange: Exchange
    /// What is known of it all the same.
    private let usage: Usage?

    init(exchange: Exchange, usage: Usage?) {
        self.exchange = exchange
        self.usage = usage
    }

    func pass(_ piece: ByteBuffer) -> ByteBuffer { piece }

    func end(_ failure: GatewayError?) -> ByteBuffer? {
        exchange.settle(failure == nil ? usage : nil, finish: nil, isWhole: failure == nil)
        guard let failure else { return ByteBuffer() }
        exchange.record.cause = failure.cause ?? failure.message
        exchange.record.code = failure.code
        return nil
    }
}
