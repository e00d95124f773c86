import Dialects
import NIOCore
import Wire

/// Reads beside what a provider says: usage, errors, the end. The bytes pass whatever they are; where they are no frames,
/// nothing more is read, and what the session cost is not known.
struct ProviderMessages: Sendable {
    /// What is put together of one message; sounds come in far smaller ones.
    private static let limit = 4 << 20

    private var reader = WebSocketMessageReader(isMasked: false, limit: Self.limit)
    private var isBlind = false
    private(set) var meter: SessionMeter
    /// The first event of all.
    private(set) var first: RealtimeEvent?
    /// Its close frame. The code may be missing.
    private(set) var closing: (code: UInt16?, reason: String)?

    init(meter: SessionMeter) { self.meter = meter }

    /// Whether a frame of our own may follow what has passed.
    var isBetweenFrames: Bool { !isBlind && reader.isBetweenFrames }

    mutating func pass(_ bytes: ByteBuffer) {
        guard !isBlind, closing == nil else { return }
        reader.feed(bytes)
        do throws(WebSocketError) {
            while let message = try reader.next() { take(message) }
        } catch {
            isBlind = true
            meter.noteUnread()
        }
    }

    private mutating func take(_ message: WebSocketMessage) {
        switch message {
        case .text(let text), .binary(let text):
            let event = RealtimeEvent(text)
            if first == nil { first = event }
            meter.take(event)
        case .tooLarge:
            if first == nil { first = .other }
            meter.noteUnread()
        case .close(let code, let reason): closing = (code, reason)
        case .ping, .pong: break
        }
    }
}
