package import NIOCore

/// Lines of a file that comes in pieces, each with its place in the file. Lines end with LF or CR LF; those of blanks
/// alone are passed over, and counted.
package struct LineSplitter: Sendable {
    /// One line, and where it stands.
    package struct Line: Sendable, Equatable {
        /// From 1.
        package var number: Int
        /// In the file, without the line's end.
        package var range: Range<Int>
        package var bytes: ByteBuffer
        /// Whether a line's end stands behind it.
        package var isEnded: Bool

        package init(number: Int, range: Range<Int>, bytes: ByteBuffer, isEnded: Bool) {
            self.number = number
            self.range = range
            self.bytes = bytes
            self.isEnded = isEnded
        }
    }

    private var held = ByteBuffer()
    /// Bytes held that have no line's end.
    private var scanned = 0
    /// Of the first byte held.
    private var offset = 0
    private var number = 0

    package init() {}

    /// Bytes of a line whose end has not come.
    package var openBytes: Int { held.readableBytes }
    /// The number of that line.
    package var openNumber: Int { number + 1 }

    package mutating func feed(_ piece: ByteBuffer) {
        held.discardReadBytes()
        held.writeImmutableBuffer(piece)
    }

    /// nil: more is needed.
    package mutating func next() -> Line? {
        while let end = held.readableBytesView.dropFirst(scanned).firstIndex(of: UInt8(ascii: "\n")) {
            let length = end - held.readerIndex
            scanned = 0
            let line = take(length, isEnded: true)
            held.moveReaderIndex(forwardBy: 1)
            offset += 1
            if let line { return line }
        }
        scanned = held.readableBytes
        return nil
    }

    /// A last line without an end.
    package mutating func finish() -> Line? {
        if let line = next() { return line }
        scanned = 0
        return take(held.readableBytes, isEnded: false)
    }

    private mutating func take(_ length: Int, isEnded: Bool) -> Line? {
        guard let all = held.readSlice(length: length) else { return nil }
        let start = offset
        offset += length
        number += 1
        var bytes = all
        while let last = bytes.readableBytesView.last, Self.isBlank(last) {
            bytes.moveWriterIndex(to: bytes.writerIndex - 1)
        }
        guard bytes.readableBytes > 0, !bytes.readableBytesView.allSatisfy(Self.isBlank) else { return nil }
        return Line(
            number: number, range: start..<start + bytes.readableBytes, bytes: bytes, isEnded: isEnded)
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\t")
    }
}
