import NIOCore

extension ByteBuffer {
    /// Appends what arrived to what is not parsed yet. With nothing left over the new bytes are kept as they are;
    /// else what was parsed is let go first, or a stream whose reads all end within a line would grow for ever.
    mutating func feed(_ bytes: ByteBuffer) {
        guard readableBytes > 0 else {
            self = bytes
            return
        }
        if readerIndex > 0 {
            var joined = ByteBufferAllocator().buffer(capacity: readableBytes + bytes.readableBytes)
            joined.writeImmutableBuffer(self)
            self = joined
        }
        writeImmutableBuffer(bytes)
    }

    /// Lets go of the storage when nothing is left to read: it is then free for the next read.
    mutating func releaseIfRead() {
        if readableBytes == 0 { self = ByteBuffer() }
    }
}
