package import NIOCore

/// An answer of the Responses API with what it answers.
package struct StoredAnswer: Sendable {
    package var id: String
    /// Whose call it was, see `Principal.owner`.
    package var owner: String
    /// Seconds since 1970.
    package var created: Int
    /// The answer's object as it was told, JSON.
    package var answer: ByteBuffer
    /// The request's `input` as it was sent, JSON; empty where there was none.
    package var input: ByteBuffer
    /// The answer this one goes on from.
    package var previous: String?
    /// Who keeps it too, because the call was relayed; nil for an answer that was translated.
    package var provider: String?

    package init(
        id: String, owner: String, created: Int, answer: ByteBuffer, input: ByteBuffer, previous: String? = nil,
        provider: String? = nil
    ) {
        self.id = id
        self.owner = owner
        self.created = created
        self.answer = answer
        self.input = input
        self.previous = previous
        self.provider = provider
    }

    /// What it takes of the store's room.
    package var size: Int { answer.readableBytes + input.readableBytes + id.utf8.count + owner.utf8.count + 256 }
}
