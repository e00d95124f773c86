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
    /// nil: the caller did not ask what it costs.
    private let costs: CostTelling?
    private var scanner: EventBoundaryScanner
    private var parser: any EventParser
    private let codec: any DialectCodec
    private var observer: any StreamObserver
    /// The beginning of an event whose end has not come.
    private var held = ByteBuffer()
    /// Whether an event larger than can be looked at is passing: its bytes go on unread to its end.
    private var isPassingUnread = false
    /// Whether the last event that ended was such a one; a finish may have stood in it.
    private var lastWasUnread = false
    /// What is held of one event at the most.
    private static let heldBytes = SSEParser.defaultLimit
    private var ends: [Int] = []
    private var seen = SeenOutput()

    init(exchange: Exchange) {
        self.exchange = exchange
        dropsUsage = !exchange.call.tellsUsage
        costs = exchange.costTelling
        codec = exchange.door
        observer = codec.makeStreamObserver()
        scanner = EventBoundaryScanner(codec.streamFraming)
        parser = codec.streamFraming.makeParser()
    }

    func pass(_ piece: ByteBuffer) -> ByteBuffer {
        ends.removeAll(keepingCapacity: true)
        scanner.scan(piece, into: &ends)
        return isPassingUnread ? passUnread(piece) : look(at: piece)
    }

    /// Passes the rest of a large event, and looks again at what follows it.
    private func passUnread(_ piece: ByteBuffer) -> ByteBuffer {
        guard let end = ends.first else { return piece }
        isPassingUnread = false
        lastWasUnread = true
        ends = ends.dropFirst().map { $0 - end }
        var rest = piece
        guard var passed = rest.readSlice(length: end) else { return piece }
        if rest.readableBytes > 0 { passed.writeImmutableBuffer(look(at: rest)) }
        return passed
    }

    /// - Parameter piece: bytes whose boundaries stand in `ends`.
    private func look(at piece: ByteBuffer) -> ByteBuffer {
        guard let last = ends.last else {
            held.writeImmutableBuffer(piece)
            guard held.readableBytes > Self.heldBytes else { return ByteBuffer() }
            isPassingUnread = true
            defer { held = ByteBuffer() }
            return held
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
            let told = isDropped ? nil : told(event)
            if isDropped || told != nil, kept == nil {
                kept = bytes.getSlice(at: bytes.readerIndex, length: start)
            }
            if !isDropped { kept?.writeImmutableBuffer(told ?? event) }
            start += length
        }
        return kept ?? bytes.getSlice(at: bytes.readerIndex, length: end) ?? ByteBuffer()
    }

    /// An event with what the call has cost by then; nil: it stays as it is.
    private func told(_ event: ByteBuffer) -> ByteBuffer? {
        guard let costs, !codec.isQuietEvent(event) else { return nil }
        return costs.told(in: event, usage: observer.usage, tier: observer.serviceTier)
    }

    /// Whether the event is nothing but a usage chunk.
    private func observe(_ bytes: ByteBuffer) -> Bool {
        lastWasUnread = false
        seen.note(bytes)
        if codec.isQuietEvent(bytes) { return false }
        parser.feed(bytes)
        var isUsageOnly = false
        do throws(SSEError) {
            while let event = try parser.next() { isUsageOnly = observer.observe(event) }
        } catch {
            // A parser that has refused an event refuses all others.
            parser = codec.streamFraming.makeParser()
            lastWasUnread = true
        }
        return isUsageOnly
    }

    func end(_ failure: GatewayError?) -> ByteBuffer? {
        var rest = ByteBuffer()
        if failure == nil, held.readableBytes > 0 {
            // Some servers end without the last blank line.
            parser.feed(held)
            if let event = try? parser.finish() {
                if !(observer.observe(event) && dropsUsage) { rest = told(held) ?? held }
            } else if held.readableBytesView.allSatisfy({ $0 == 0x0A || $0 == 0x0D }) {
                // The end of the last blank line, cut from its beginning.
                rest = held
            }
        }
        observer.end()
        exchange.settle(
            observer.usage, finish: observer.finish, tier: observer.serviceTier,
            isWhole: observer.isWhole && !observer.hasFailed, seen: seen.textBytes(codec))
        let mayHaveFinished = lastWasUnread && !isPassingUnread && held.readableBytes == 0
        if observer.isWhole || mayHaveFinished && failure == nil { return rest }
        let error =
            failure?.named(exchange.attempt.target.provider)
            ?? exchange.failure("The provider's stream ended early.", cause: "no finish, no end mark")
        exchange.record.code = error.code
        exchange.record.cause = error.cause ?? error.message
        guard !observer.hasFailed else { return rest }
        var encoder = exchange.door.makeStreamEncoder(exchange.streamContext)
        var bytes = ByteBuffer()
        // Without the event's end the error would belong to the event that broke off.
        if isPassingUnread { bytes.writeString(codec.streamFraming.eventEnd) }
        encoder.fail(ErrorReply.failure(error, of: exchange.call.call), into: &bytes)
        return bytes
    }
}

extension Exchange {
    var streamContext: StreamContext {
        var context = StreamContext(
            id: door.answerIDPrefix + call.call.id, model: call.facts.model, created: attempt.engine.effects.now(),
            includeUsage: call.tellsUsage, echo: door.echo(of: call.document.root))
        if call.call.dialect == .gatewayChat { context.meter = meter }
        return context
    }

    private var meter: PriceMeter {
        let (prices, target, now) = (call.call.snapshot.prices, attempt.target, attempt.engine.effects.now())
        return PriceMeter(
            row: { prices.row(provider: target.provider, model: target.model, at: now, tier: $0) },
            estimate: record.estimate, before: record.costBefore)
    }
}
