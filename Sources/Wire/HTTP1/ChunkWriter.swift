package import NIOCore

/// Puts chunked framing on a body (RFC 9112 §7.1). An empty payload writes nothing: an empty chunk would be the end.
package enum ChunkWriter {
    /// The most bytes that the framing of one chunk takes.
    package static let framingBytes = 20

    /// Writes `payload` as one chunk.
    package static func write(_ payload: ByteBuffer, into buffer: inout ByteBuffer) {
        write([payload], into: &buffer)
    }

    /// Joins `slices` into one chunk in one buffer: one write per read of the other side.
    package static func write(_ slices: [ByteBuffer], into buffer: inout ByteBuffer) {
        var size = 0
        for slice in slices { size += slice.readableBytes }
        guard size > 0 else { return }
        buffer.writeRun(atMost: size + framingBytes) { run in
            putSize(size, into: &run)
            for slice in slices { slice.withUnsafeReadableBytes { run.put($0) } }
            run.put("\r\n")
        }
    }

    /// Writes the size line of a chunk of `size` > 0 bytes whose data is sent apart, followed by `writeSuffix`.
    package static func writePrefix(_ size: Int, into buffer: inout ByteBuffer) {
        buffer.writeRun(atMost: framingBytes) { putSize(size, into: &$0) }
    }

    private static func putSize(_ size: Int, into run: inout ByteRun) {
        var shift = max(0, (Int.bitWidth - 1 - size.leadingZeroBitCount) / 4 * 4)
        while shift >= 0 {
            let digit = UInt8(truncatingIfNeeded: size >> shift & 0xF)
            run.put(digit < 10 ? 0x30 + digit : 0x57 + digit)
            shift -= 4
        }
        run.put("\r\n")
    }

    /// Writes the line end behind a chunk's data.
    package static func writeSuffix(into buffer: inout ByteBuffer) { buffer.writeStaticString("\r\n") }

    /// Writes the empty chunk that ends the body, without trailers.
    package static func writeEnd(into buffer: inout ByteBuffer) { buffer.writeStaticString("0\r\n\r\n") }
}
