import Dialects
import NIOCore
import Wire

/// Stands beside events of an operation other than text (a transcription, a picture, a speech), passes them on as they
/// are, and reads what the last of them says was used.
///
/// Confined to the call's loop, hence unchecked: whoever relays calls `pass` and `end` there, one after the other, and
/// nobody else has it.
final class EventUsageTap: RelayTap, @unchecked Sendable {
    private let exchange: Exchange
    private let operation: Operation
    private let picture: (size: String?, quality: String?)
    private var parser: any EventParser = StreamFraming.serverSentEvents.makeParser()
    private var usage: Usage?
    private var pictures = 0
    private var isUnreadable = false

    init(exchange: Exchange, picture: (size: String?, quality: String?)) {
        self.exchange = exchange
        self.picture = picture
        operation = exchange.call.call.operation
    }

    func pass(_ piece: ByteBuffer) -> ByteBuffer {
        guard !isUnreadable else { return piece }
        parser.feed(piece)
        do throws(SSEError) {
            while let event = try parser.next() { note(event.data) }
        } catch {
            // Too large to be looked at: what it cost is not known.
            isUnreadable = true
        }
        return piece
    }

    private func note(_ text: ByteBuffer) {
        guard !JSONGlance.hasNone(of: ["usage", ".completed", "duration"], in: text),
            let root = (try? JSONDocument(validating: text, maxDepth: 512))?.root
        else { return }
        let type = root["type"]?.string
        if type == "image_generation.completed" || type == "image_edit.completed" { pictures += 1 }
        guard let told = OperationUsage.read(root, of: operation, asked: picture) else { return }
        // Each picture tells its own.
        usage = pictures > 1 ? usage.map { $0 + told } ?? told : told
    }

    func end(_ failure: GatewayError?) -> ByteBuffer? {
        if let event = try? parser.finish() { note(event.data) }
        if pictures > 0 {
            let hasTokens = usage != nil
            if usage == nil { usage = Usage(input: 0, output: 0) }
            usage?.pieces = UsagePieces(
                images: pictures, size: picture.size, quality: picture.quality, hasTokens: hasTokens)
        }
        let isTold = failure == nil && !isUnreadable
        exchange.settle(isTold ? usage : nil, finish: nil, isWhole: isTold)
        guard let failure else { return ByteBuffer() }
        exchange.record.cause = failure.cause ?? failure.message
        exchange.record.code = failure.code
        return nil
    }
}
