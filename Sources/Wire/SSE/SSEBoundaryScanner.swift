package import NIOCore

/// Tells where events end in a stream relayed as it is: behind each empty line. It reads every byte once and keeps
/// nothing but three flags, so that whole events can be passed on, looked at or dropped untouched.
package struct SSEBoundaryScanner: Sendable {
    private var lineIsEmpty = true
    private var followsReturn = false

    package init() {}

    /// Whether the bytes seen so far end with a whole event (or are none).
    package private(set) var isAtBoundary = true

    /// Adds the offset behind each empty line to `ends`, counted from the reader index of `piece`, in rising order.
    ///
    /// An event that ends with CR LF CR LF cut before its last LF is reported at the cut; that LF then leads the next
    /// event's bytes, where readers take it for the second half of the line end it is.
    package mutating func scan(_ piece: ByteBuffer, into ends: inout [Int]) {
        var state = self
        piece.withUnsafeReadableBytes { state.scan($0, into: &ends) }
        self = state
    }

    private mutating func scan(_ bytes: UnsafeRawBufferPointer, into ends: inout [Int]) {
        var index = 0
        if followsReturn, bytes.count > 0 {
            if bytes[0] == ByteScan.lineFeed { index = 1 }
            followsReturn = false
        }
        while index < bytes.count {
            let lineBreak = ByteScan.firstLineBreak(bytes, index, bytes.count)
            if lineBreak > index {
                lineIsEmpty = false
                isAtBoundary = false
            }
            guard lineBreak < bytes.count else { return }
            index = lineBreak + 1
            if bytes[lineBreak] == ByteScan.carriageReturn {
                if index == bytes.count {
                    followsReturn = true
                } else if bytes[index] == ByteScan.lineFeed {
                    index += 1
                }
            }
            if lineIsEmpty {
                ends.append(index)
                isAtBoundary = true
            } else {
                isAtBoundary = false
            }
            lineIsEmpty = true
        }
    }
}
