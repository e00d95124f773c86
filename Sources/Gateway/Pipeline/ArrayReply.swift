import NIOCore
import Wire

/// Tells a stream of server-sent events as one JSON array: how Gemini streams to who does not ask for `alt=sse`.
///
/// Everything behind it goes on with events; their data are the elements, byte for byte. A stream that breaks ends with
/// its error as the last element, and the array is closed: that is how Gemini itself tells it.
final class ArrayReply: ReplyWriter {
    private let reply: any ReplyWriter
    private let elements: NIOLoopBoundBox<ElementWriter>

    init(_ reply: any ReplyWriter, on loop: any EventLoop) {
        self.reply = reply
        elements = NIOLoopBoundBox(ElementWriter(), eventLoop: loop)
    }

    var isCommitted: Bool { reply.isCommitted }

    func reply(_ head: ReplyHead, body: ByteBuffer) throws(GatewayError) {
        guard let told = Self.told(head) else { return try reply.reply(head, body: body) }
        var bytes = elements.value.pass(body)
        bytes.writeImmutableBuffer(elements.value.end())
        try reply.reply(told, body: bytes)
    }

    func begin(_ head: ReplyHead) async throws(GatewayError) {
        try await reply.begin(Self.told(head) ?? head)
    }

    func write(_ bytes: ByteBuffer) async throws(GatewayError) {
        try await reply.write(elements.value.pass(bytes))
    }

    func finish() async throws(GatewayError) {
        try await reply.write(elements.value.end())
        try await reply.finish()
    }

    func relay(
        _ head: consuming ReplyHead, first: consuming [ByteBuffer], from answer: any UpstreamAnswer,
        through tap: any RelayTap
    ) async throws(GatewayError) {
        guard let told = Self.told(head) else {
            return try await reply.relay(head, first: first, from: answer, through: tap)
        }
        try await reply.relay(told, first: first, from: answer, through: ArrayTap(tap, elements))
    }

    /// The head of an array; nil for a reply that is no stream of events.
    private static func told(_ head: ReplyHead) -> ReplyHead? {
        guard head.fields.valueBegins("content-type", with: "text/event-stream") else { return nil }
        var told = head
        told.fields.set("content-type", "application/json; charset=UTF-8")
        return told
    }
}

/// A tap whose events become elements.
private final class ArrayTap: RelayTap {
    private let tap: any RelayTap
    private let elements: NIOLoopBoundBox<ElementWriter>

    init(_ tap: any RelayTap, _ elements: NIOLoopBoundBox<ElementWriter>) {
        self.tap = tap
        self.elements = elements
    }

    func pass(_ piece: ByteBuffer) -> ByteBuffer { elements.value.pass(tap.pass(piece)) }

    func end(_ failure: GatewayError?) -> ByteBuffer? {
        guard let ending = tap.end(failure) else { return nil }
        var bytes = elements.value.pass(ending)
        bytes.writeImmutableBuffer(elements.value.end())
        return bytes
    }
}

/// Events in, elements of an array out.
struct ElementWriter: Sendable {
    private var parser = SSEParser()
    private var hasBegun = false
    /// An event was larger than may be held: what follows cannot be told apart, and the array stays open.
    private var isBroken = false

    /// The elements of the events that `bytes` complete, each with what parts it from the one before.
    mutating func pass(_ bytes: ByteBuffer) -> ByteBuffer {
        parser.feed(bytes)
        var written = ByteBuffer()
        do throws(SSEError) {
            while let event = try parser.next() { write(event, into: &written) }
        } catch {
            isBroken = true
        }
        return written
    }

    /// What an unended event holds, and the end of the array.
    mutating func end() -> ByteBuffer {
        var written = ByteBuffer()
        guard !isBroken else { return written }
        if let event = try? parser.finish() { write(event, into: &written) }
        written.writeString(hasBegun ? "]" : "[]")
        return written
    }

    private mutating func write(_ event: SSEEvent, into written: inout ByteBuffer) {
        written.writeString(hasBegun ? ",\r\n" : "[")
        hasBegun = true
        written.writeImmutableBuffer(event.data)
    }
}
