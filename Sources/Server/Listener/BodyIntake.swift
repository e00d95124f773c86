import NIOCore
import Wire

/// A request's body as it is gathered.
struct BodyIntake {
    /// Why a body did not come whole.
    enum Failure: Error, Equatable {
        case tooLarge
        case tooSlow
        case gone
        case broken(FramingError)
    }

    var bytes = ByteBuffer()
    /// How much has come, that which was passed on included.
    var taken = 0
    var limit = 0
    /// Whether whoever waits wants each piece, not all of them.
    var wakesForPieces = false
    /// How long its pieces were waited for, where each is passed on.
    var waited = TimeAmount.zero
    /// Whether nobody wants the rest.
    var isUnwanted = false
    var failure: Failure?
    var isWhole = false
    /// Nothing more is to be waited for.
    var isSettled: Bool { isWhole || failure != nil }

    mutating func reset(limit: Int) {
        bytes = ByteBuffer()
        taken = 0
        wakesForPieces = false
        isUnwanted = false
        waited = .zero
        self.limit = limit
        failure = nil
        isWhole = false
    }

    /// A body in one piece stays the slice it came in.
    mutating func take(_ piece: ByteBuffer) {
        taken += piece.readableBytes
        if taken > limit {
            failure = .tooLarge
        } else if bytes.readableBytes == 0 {
            bytes = piece
        } else {
            bytes.writeImmutableBuffer(piece)
        }
    }
}
