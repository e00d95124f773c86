import NIOCore
import Testing
import Wire

/// Buffers that are written from again and again.
struct ScratchBufferTests {
    @Test func `what a writer still holds is not written over`() {
        var scratch = ScratchBuffer()
        var first = scratch.take(room: 64)
        first.writeString("held")
        scratch.keep(first)
        var second = scratch.take(room: 64)
        second.writeString("next")
        #expect(String(buffer: first) == "held")
        #expect(String(buffer: second) == "next")
    }

    @Test func `several that were kept are used again, the last one first`() {
        var scratch = ScratchBuffer()
        for room in [256, 4_096] { scratch.keep(ByteBufferAllocator().buffer(capacity: room)) }
        #expect(scratch.take(room: 1).storageCapacity == 4_096)
        #expect(scratch.take(room: 1).storageCapacity == 256)
        #expect(scratch.take(room: 1).storageCapacity < 256)
    }

    @Test func `large ones, empty ones and more than wait at a time are let go of`() {
        var scratch = ScratchBuffer()
        scratch.keep(ByteBuffer())
        scratch.keep(ByteBufferAllocator().buffer(capacity: 1 << 20))
        #expect(scratch.take(room: 1).storageCapacity < 64)
        for _ in 0..<100 { scratch.keep(ByteBufferAllocator().buffer(capacity: 512)) }
        let kept = (0..<100).filter { _ in scratch.take(room: 1).storageCapacity == 512 }
        #expect(kept.count == 16)
    }
}
