import Dialects
import NIOCore
import Wire

extension Exchange {
    /// Same dialect, one piece: judged, then the provider's bytes as they are.
    @inline(never)
    func relayWhole(to reply: any ReplyWriter) async throws(GatewayError) {
        if call.call.operation != .generate { return try await answerOther(reply) }
        try await relayJSON(to: reply)
    }

    func relayJSON(to reply: any ReplyWriter) async throws(GatewayError) {
        if let body = answer.takeWhole() { return try relay(body, to: reply) }
        let (pieces, isWhole) = try await collect(upTo: Self.judgedBytes)
        if isWhole { return try relay(Self.join(pieces), to: reply) }
        let tap = BodyTap(exchange: self)
        record.releaseBody()
        try await reply.relay(replyHead(contentType: nil, waited: nil), first: pieces, from: answer, through: tap)
    }

    private func relay(_ body: ByteBuffer, to reply: any ReplyWriter) throws(GatewayError) {
        let document = try judge(body)
        let reading = reading(of: document.root)
        settle(reading.usage, finish: reading.finish, tier: reading.serviceTier, isWhole: true)
        let waited = attempt.engine.effects.monotonic() - sent
        try reply.reply(replyHead(contentType: nil, waited: waited), body: told(body))
    }

    /// Same dialect, events: whole events go on untouched, less a usage chunk nobody asked for.
    @inline(never)
    func relayStream(to reply: any ReplyWriter) async throws(GatewayError) {
        let first = try await firstEvent()
        let tap = StreamTap(exchange: self)
        record.releaseBody()
        try await reply.relay(replyHead(contentType: nil, waited: nil), first: first, from: answer, through: tap)
    }

    /// Reads up to the first event and refuses a stream that begins with an error, or with what no client could read:
    /// that is still a real status.
    private func firstEvent() async throws(GatewayError) -> [ByteBuffer] {
        var pieces: [ByteBuffer] = []
        var parser = endpoint.codec.streamFraming.makeParser()
        var size = 0
        while size <= Self.judgedBytes {
            let piece = try await answer.next()
            if let piece {
                size += piece.readableBytes
                pieces.append(piece)
                parser.feed(piece)
            }
            // Some servers end without the last blank line.
            guard let event = try? piece == nil ? parser.finish() : parser.next() else {
                if piece != nil { continue }
                throw failure("The provider's stream was empty.", cause: "no event")
            }
            guard let root = try? JSONDocument(validating: event.data, maxDepth: 512).root else {
                if event.data.readableBytesView.elementsEqual("[DONE]".utf8) { return pieces }
                throw failure("The provider's stream was not valid JSON.", cause: "first event is no JSON")
            }
            if let error = root["error"], !error.isNull, root["choices"] == nil { throw errorInsideSuccess(root) }
            if event.name == "error" { throw errorInsideSuccess(root) }
            return pieces
        }
        return pieces
    }
}

/// Stands beside a whole answer that is too large to be judged first; reads its usage when it has passed.
final class BodyTap: RelayTap {
    private let exchange: Exchange
    private let collected: NIOLoopBoundBox<ByteBuffer?>

    init(exchange: Exchange) {
        self.exchange = exchange
        collected = NIOLoopBoundBox(ByteBuffer(), eventLoop: exchange.call.call.caller.loop)
    }

    func pass(_ piece: ByteBuffer) -> ByteBuffer {
        collected.value?.writeImmutableBuffer(piece)
        if let size = collected.value?.readableBytes, size > Exchange.translatedBytes { collected.value = nil }
        return piece
    }

    func end(_ failure: GatewayError?) -> ByteBuffer? {
        if let failure {
            exchange.record.cause = failure.cause ?? failure.message
            exchange.record.code = failure.code
            exchange.settle(nil, finish: nil, isWhole: false, seen: collected.value?.readableBytes ?? 0)
            return nil
        }
        let root = collected.value.flatMap { try? JSONDocument(validating: $0, maxDepth: 512).root }
        let reading = root.map { exchange.reading(of: $0) }
        exchange.settle(reading?.usage, finish: reading?.finish, tier: reading?.serviceTier, isWhole: true)
        return ByteBuffer()
    }
}
