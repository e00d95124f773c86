import NIOCore

/// Where messages end, told by their lengths alone.
package struct EventStreamScanner: Sendable {
    /// Bytes of the running message that are still to come; 0 between messages.
    private var left = 0
    /// The length's own bytes, as far as they have come.
    private var length: UInt32 = 0
    private var lengthBytes = 0

    package init() {}

    /// Adds the offset behind each message's end to `ends`, counted from the reader index of `piece`.
    mutating func scan(_ piece: ByteBuffer, into ends: inout [Int]) {
        var place = 0
        let bytes = piece.readableBytesView
        while place < bytes.count {
            if left > 0 {
                let step = min(left, bytes.count - place)
                left -= step
                place += step
                if left == 0 { ends.append(place) }
                continue
            }
            length = length << 8 | UInt32(bytes[bytes.startIndex + place])
            lengthBytes += 1
            place += 1
            guard lengthBytes == 4 else { continue }
            // One that is too short to be a message ends at once: its reader refuses it.
            left = max(Int(length) - 4, 0)
            if left == 0 { ends.append(place) }
            (length, lengthBytes) = (0, 0)
        }
    }
}
