import Dialects
import NIOCore
import Wire

/// How much text has passed in a stream, told from the sizes of its events: reading each would cost what relaying saves.
///
/// Events of one stream differ in little but their text. The smallest is kept, and read once if the stream breaks off:
/// what it holds besides text every other event holds too.
struct SeenOutput {
    private var bytes = 0
    private var events = 0
    private var smallest = ByteBuffer()

    /// - Parameter event: a whole one, with its framing.
    mutating func note(_ event: ByteBuffer) {
        let size = event.readableBytes
        bytes += size
        events += 1
        guard size < smallest.readableBytes || events == 1 else { return }
        // A copy: a slice would keep all that was read with it.
        smallest = ByteBuffer(bytes: event.readableBytesView)
    }

    /// Bytes of text in all events, or more.
    func textBytes(_ codec: any DialectCodec) -> Int {
        guard events > 0 else { return 0 }
        var parser = codec.streamFraming.makeParser()
        parser.feed(smallest)
        var decoder = codec.makeStreamDecoder()
        var decoded: [GenerationEvent] = []
        while let event = try? parser.next() { decoder.decode(event, into: &decoded) }
        let frame = smallest.readableBytes - decoded.reduce(0) { $0 + $1.textBytes }
        return max(events, bytes - events * max(0, frame - Self.slack))
    }

    /// By how much frames differ: numbers that count up.
    private static let slack = 4
}

extension GenerationEvent {
    /// Bytes of what the model wrote in it.
    fileprivate var textBytes: Int {
        switch self {
        case .delta(_, _, .text(let text)): text.utf8.count
        default: 0
        }
    }
}
