package import NIOCore

/// One buffer that serves message after message as long as each leaves in one write: it stays in the processor's cache,
/// and the allocator is left alone.
package struct ScratchBuffer: ~Copyable {
    /// More than this is not kept.
    private static let kept = 32_768

    private var buffer = ByteBuffer()

    package init() {}

    /// An empty buffer with `room` bytes; what a writer still holds of the one before is left to it.
    package mutating func take(room: Int) -> ByteBuffer {
        var taken = ByteBuffer()
        swap(&taken, &buffer)
        taken.clear(minimumCapacity: room)
        return taken
    }

    package mutating func keep(_ used: ByteBuffer) {
        if used.storageCapacity <= Self.kept { buffer = used }
    }
}
