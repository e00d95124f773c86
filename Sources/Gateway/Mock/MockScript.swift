package import NIOCore
package import Wire

/// An answer of the mock provider as it is to be played.
package struct MockScript: Sendable {
    /// How the mock's answer ends.
    package enum Ending: Sendable, Equatable {
        case proper
        /// The connection breaks.
        case cut
    }

    package var head: ResponseHead
    package var pieces: [ByteBuffer] = []
    package var ending = Ending.proper
    /// Before each piece.
    package var pause = TimeAmount.zero
    /// The head never comes.
    package var hangs = false

    package init(status: Int, contentType: String) {
        var fields = HeaderFields()
        fields.append("content-type", contentType)
        head = ResponseHead(status: status, fields: fields, framing: .chunked)
    }
}
