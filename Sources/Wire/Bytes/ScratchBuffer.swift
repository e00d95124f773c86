package import NIOCore

/// Buffers for what is written at once, used again and again: a fresh one for each write would be memory that no cache
/// holds, from the slow part of the allocator.
package struct ScratchBuffer: ~Copyable {
    /// A larger one is not kept.
    private static let kept = 32_768
    /// As many as wait at a time to leave together.
    private static let most = 16

    /// The one used last on top.
    private var buffers: [ByteBuffer] = []

    package init() {}

    /// An empty buffer with `room` bytes; what a writer still holds of it is left to it.
    package mutating func take(room: Int) -> ByteBuffer {
        var taken = buffers.popLast() ?? ByteBuffer()
        taken.clear(minimumCapacity: room)
        return taken
    }

    /// - Parameter used: what nobody writes to any more, or reads from before it is taken.
    package mutating func keep(_ used: ByteBuffer) {
        if used.storageCapacity > 0, used.storageCapacity <= Self.kept, buffers.count < Self.most {
            buffers.append(used)
        }
    }
}
