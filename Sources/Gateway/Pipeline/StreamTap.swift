import Dialects
import NIOCore
import Synchronization
import Wire

/// Stands beside a relayed stream: passes whole events on, reads usage and finish, drops a usage chunk the caller did
/// not ask for, and ends a stream that was cut with the dialect's error event.
///
/// Confined to the call's loop, hence unchecked.
final class StreamTap: RelayTap, @unchecked Sendable {
    private let exchange: Exchange
    private let dropsUsage: Bool
    private var scanner = SSEBoundaryScanner()
    private var parser = SSEParser()
    private let codec: any DialectCodec
    private var observer: any StreamObserver
    /// The beginning of an event whose end has not come.
    private var held = ByteBuffer()
    /// Set when an event is larger than can be looked at: from then on bytes pass unread.
    private var isBlind = false
    private var ends: [Int] = []

    init(exchange: Exchange) {
        self.exchange = exchange
        dropsUsage = !exchange.call.facts.includesUsage
        codec = exchange.door
        observer = codec.makeStreamObserver()
    }

    func pass(_ piece: ByteBuffer) -> ByteBuffer {
        if isBlind { return piece }
        ends.removeAll(keepingCapacity: true)
        scanner.scan(piece, into: &ends)
        guard let last = ends.last else {
            held.writeImmutableBuffer(piece)
            return held.readableBytes > Exchange.judgedBytes ? goBlind() : ByteBuffer()
        }
        let isCarried = held.readableBytes > 0
        let offset = held.readableBytes
        var bytes = piece
        if isCarried {
            held.writeImmutableBuffer(piece)
            bytes = held
            held = ByteBuffer()
        }
        let passed = pass(eventsOf: bytes, upTo: last + offset, shiftedBy: offset)
        if last + offset < bytes.readableBytes {
            held =
                bytes.getSlice(at: bytes.readerIndex + last + offset, length: bytes.readableBytes - last - offset)
                ?? ByteBuffer()
        }
        return passed
    }

    /// Looks at each whole event; copies only when one is dropped.
    private func pass(eventsOf bytes: ByteBuffer, upTo end: Int, shiftedBy offset: Int) -> ByteBuffer {
        var kept: ByteBuffer?
        var start = 0
        for position in ends {
            let length = position + offset - start
            guard let event = bytes.getSlice(at: bytes.readerIndex + start, length: length) else { break }
            let isDropped = observe(event) && dropsUsage
            if isDropped, kept == nil {
                kept = bytes.getSlice(at: bytes.readerIndex, length: start)
            } else if !isDropped {
                kept?.writeImmutableBuffer(event)
            }
            start += length
        }
        return kept ?? bytes.getSlice(at: bytes.readerIndex, length: end) ?? ByteBuffer()
    }

    /// Whether the event is nothing but a usage chunk.
    private func observe(_ bytes: ByteBuffer) -> Bool {
        if codec.isQuietEvent(bytes) { return false }
        parser.feed(bytes)
        var isUsageOnly = false
        do throws(SSEError) {
            while let event = try parser.next() { isUsageOnly = observer.observe(event) }
        } catch {
            isBlind = true
        }
        return isUsageOnly
    }

    private func goBlind() -> ByteBuffer {
        isBlind = true
        defer { held = ByteBuffer() }
        return held
    }

    func end(_ failure: GatewayError?) -> ByteBuffer? {
        var rest = ByteBuffer()
        if failure == nil, held.readableBytes > 0 {
            // Some servers end without the last blank line.
            parser.feed(held)
            if let event = try? parser.finish(), !(observer.observe(event) && dropsUsage) { rest = held }
        }
        observer.end()
        exchange.settle(observer.usage, finish: observer.finish, tier: observer.serviceTier)
        if observer.isWhole || isBlind && failure == nil { return rest }
        let error =
            failure?.named(exchange.attempt.target.provider)
            ?? exchange.failure("The provider's stream ended early.", cause: "no finish, no end mark")
        exchange.record.code = error.code
        exchange.record.cause = error.cause ?? error.message
        guard !observer.hasFailed else { return rest }
        var encoder = exchange.door.makeStreamEncoder(exchange.streamContext)
        var bytes = ByteBuffer()
        encoder.fail(ErrorReply.failure(error, id: exchange.call.call.id), into: &bytes)
        return bytes
    }
}

extension Exchange {
    var streamContext: StreamContext {
        StreamContext(
            id: "chatcmpl-" + call.call.id, model: call.facts.model, created: attempt.engine.effects.now(),
            includeUsage: call.facts.includesUsage)
    }
}
