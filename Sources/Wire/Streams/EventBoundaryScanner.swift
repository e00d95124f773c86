package import NIOCore

/// Tells where events end in a stream relayed as it is, whatever its framing.
package enum EventBoundaryScanner: Sendable {
    case serverSentEvents(SSEBoundaryScanner)
    case jsonLines
    case eventStream(EventStreamScanner)

    package init(_ framing: StreamFraming) {
        self =
            switch framing {
            case .serverSentEvents: .serverSentEvents(SSEBoundaryScanner())
            case .jsonLines: .jsonLines
            case .eventStream: .eventStream(EventStreamScanner())
            }
    }

    /// Adds the offset behind each event's end to `ends`, counted from the reader index of `piece`, in rising order.
    package mutating func scan(_ piece: ByteBuffer, into ends: inout [Int]) {
        switch self {
        case .serverSentEvents(var scanner):
            scanner.scan(piece, into: &ends)
            self = .serverSentEvents(scanner)
        case .eventStream(var scanner):
            scanner.scan(piece, into: &ends)
            self = .eventStream(scanner)
        case .jsonLines:
            piece.withUnsafeReadableBytes { bytes in
                var start = 0
                while start < bytes.count {
                    let end = ByteScan.first(ByteScan.lineFeed, bytes, start, bytes.count)
                    guard end < bytes.count else { return }
                    ends.append(end + 1)
                    start = end + 1
                }
            }
        }
    }
}
