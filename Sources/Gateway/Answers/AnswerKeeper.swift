import Dialects
import NIOCore
import Synchronization
import Wire

/// Reads the answer of a Responses call as it goes to the caller, be it relayed or translated, whole or streamed.
final class AnswerKeeper: ReplyWriter {
    private let reply: any ReplyWriter
    private let intake: Mutex<AnswerIntake>

    /// - Parameter keepsUnfinished: whether an answer goes on in the background when its stream breaks off.
    init(_ reply: any ReplyWriter, keepsUnfinished: Bool) {
        self.reply = reply
        intake = Mutex(AnswerIntake(keepsUnfinished: keepsUnfinished))
    }

    /// The answer's object; nil where none has come whole.
    var answer: ByteBuffer? { intake.withLock { $0.answer } }

    var isCommitted: Bool { reply.isCommitted }

    func reply(_ head: ReplyHead, body: ByteBuffer) throws(GatewayError) {
        intake.withLock { intake in
            intake.begin(head)
            intake.take(body)
            intake.end()
        }
        try reply.reply(head, body: body)
    }

    func begin(_ head: ReplyHead) async throws(GatewayError) {
        intake.withLock { $0.begin(head) }
        try await reply.begin(head)
    }

    func write(_ bytes: ByteBuffer) async throws(GatewayError) {
        take(bytes)
        try await reply.write(bytes)
    }

    func finish() async throws(GatewayError) {
        end()
        try await reply.finish()
    }

    func relay(
        _ head: consuming ReplyHead, first: consuming [ByteBuffer], from answer: any UpstreamAnswer,
        through tap: any RelayTap
    ) async throws(GatewayError) {
        intake.withLock { $0.begin(head) }
        try await reply.relay(head, first: first, from: answer, through: KeepingTap(tap, self))
    }

    fileprivate func take(_ bytes: ByteBuffer) { intake.withLock { $0.take(bytes) } }
    fileprivate func end() { intake.withLock { $0.end() } }
}

/// A tap whose bytes are read once more.
private final class KeepingTap: RelayTap {
    private let tap: any RelayTap
    private let keeper: AnswerKeeper

    init(_ tap: any RelayTap, _ keeper: AnswerKeeper) {
        self.tap = tap
        self.keeper = keeper
    }

    func pass(_ piece: ByteBuffer) -> ByteBuffer {
        let passed = tap.pass(piece)
        keeper.take(passed)
        return passed
    }

    func end(_ failure: GatewayError?) -> ByteBuffer? {
        let ending = tap.end(failure)
        if let ending { keeper.take(ending) }
        keeper.end()
        return ending
    }
}

/// Bytes of a reply in, the answer's object out.
struct AnswerIntake: Sendable {
    private enum Form {
        case none
        case whole(ByteBuffer)
        case events(SSEParser)
    }

    private static let limit = Exchange.translatedBytes
    private static let lastEvents: Set<String> = ["response.completed", "response.incomplete", "response.failed"]
    private static let firstEvents: Set<String> = ["response.created", "response.queued", "response.in_progress"]
    private let keepsUnfinished: Bool
    private var form = Form.none
    private(set) var answer: ByteBuffer?

    init(keepsUnfinished: Bool) { self.keepsUnfinished = keepsUnfinished }

    mutating func begin(_ head: ReplyHead) {
        guard (200..<300).contains(head.status) else { return }
        form =
            head.fields.valueBegins("content-type", with: "text/event-stream")
            ? .events(SSEParser()) : .whole(ByteBuffer())
    }

    mutating func take(_ bytes: ByteBuffer) {
        switch form {
        case .none: return
        case .whole(var held):
            form = .none
            guard held.readableBytes + bytes.readableBytes <= Self.limit else { return }
            held.writeImmutableBuffer(bytes)
            form = .whole(held)
        case .events(var parser):
            form = .none
            parser.feed(bytes)
            do throws(SSEError) {
                while let event = try parser.next() { read(event) }
                form = .events(parser)
            } catch {
                // An event that large cannot be kept, nor told from what follows.
            }
        }
    }

    mutating func end() {
        switch form {
        case .none: return
        case .whole(let held): answer = held
        case .events(var parser): if let event = try? parser.finish() { read(event) }
        }
        form = .none
    }

    private mutating func read(_ event: SSEEvent) {
        guard let name = event.name else { return }
        guard Self.lastEvents.contains(name) || keepsUnfinished && Self.firstEvents.contains(name) else { return }
        answer = (try? JSONDocument(validating: event.data, maxDepth: 512))?.root["response"]?.raw
    }
}
