package import NIOCore
import Wire

/// An answer of the mock provider as it is to be played.
package struct MockScript: Sendable {
    /// How the mock's answer ends.
    package enum Ending: Sendable, Equatable {
        case proper
        /// The connection breaks.
        case cut
    }

    package var head: ReplyHead
    package var pieces: [ByteBuffer] = []
    package var ending = Ending.proper
    /// Before each piece.
    package var pause = TimeAmount.zero
    /// The head never comes.
    package var hangs = false

    package init(status: Int, contentType: String) {
        var fields = HeaderFields()
        fields.append("content-type", contentType)
        head = ReplyHead(status: status, fields: fields)
    }

    /// Whether the answer may go out with its length announced.
    package var isInOnePiece: Bool { pieces.count <= 1 && ending == .proper && pause == .zero && !hangs }

    /// Turns a stream of events into the one JSON array that Gemini answers with when nobody asks for events.
    mutating func becomeArray() {
        guard head.fields.first("content-type")?.hasPrefix("text/event-stream") ?? false else { return }
        head.fields.set("content-type", "application/json; charset=utf-8")
        var parser = SSEParser()
        for piece in pieces { parser.feed(piece) }
        var isFirst = true
        pieces = []
        while let event = try? parser.next() {
            var piece = ByteBuffer(string: isFirst ? "[" : ",\r\n")
            piece.writeImmutableBuffer(event.data)
            pieces.append(piece)
            isFirst = false
        }
        pieces.append(ByteBuffer(string: isFirst ? "[]" : "]"))
    }
}
