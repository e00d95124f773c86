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
    /// The request's `input`, JSON, with all that was said before where it went on from another answer: a conversation
    /// goes on though its beginning is deleted, or had to make room. Empty where there was none.
    package var input: ByteBuffer
    /// Who keeps it too, because the call was relayed; nil for an answer that was translated.
    package var provider: String?
    /// That provider's name for the model, and which of its credentials the call went with.
    package var model: String?
    package var credential = 0

    package init(
        id: String, owner: String, created: Int, answer: ByteBuffer, input: ByteBuffer,
        provider: String? = nil
    ) {
        self.id = id
        self.owner = owner
        self.created = created
        self.answer = answer
        self.input = input
        self.provider = provider
    }

    /// What it takes of the store's room.
    package var size: Int { answer.readableBytes + input.readableBytes + 2 * id.utf8.count + owner.utf8.count + 512 }
}
