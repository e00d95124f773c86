import NIOCore

/// Pieces of an answer that nobody has taken yet. Most answers are one, which needs no list.
struct UpstreamPieces {
    private var first: ByteBuffer?
    private var others: [ByteBuffer] = []
    /// How many of the others have been taken; their places are empty.
    private var taken = 0
    private static let keptPlaces = 64
    /// Of all of them, in bytes.
    private(set) var size = 0

    mutating func append(_ piece: ByteBuffer) {
        size += piece.readableBytes
        if first == nil { first = piece } else { others.append(piece) }
    }

    mutating func popFirst() -> ByteBuffer? {
        guard let piece = first.take() else { return nil }
        size -= piece.readableBytes
        if taken < others.count {
            first = others[taken]
            others[taken] = ByteBuffer()
            taken += 1
            // A reader who is always a little behind never empties it.
            if taken == Self.keptPlaces {
                others.removeFirst(taken)
                taken = 0
            }
        } else if taken > 0 {
            others.removeAll()
            taken = 0
        }
        return piece
    }

    /// The only one there is; nil, and nothing is taken, if there are several or none.
    mutating func popOnly() -> ByteBuffer? { taken == others.count ? popFirst() : nil }
}
