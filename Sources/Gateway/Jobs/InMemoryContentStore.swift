package import NIOCore
import Synchronization

/// Contents of this process, gone with it.
package final class InMemoryContentStore: ContentStore {
    private let contents = Mutex<[String: ByteBuffer]>([:])

    package init() {}

    package func append(_ bytes: ByteBuffer, to id: String) {
        contents.withLock { _ = $0[id, default: ByteBuffer()].writeImmutableBuffer(bytes) }
    }

    package func read(_ id: String, _ range: Range<Int>) -> ByteBuffer {
        contents.withLock { contents in
            guard let content = contents[id] else { return ByteBuffer() }
            let range = range.clamped(to: 0..<content.readableBytes)
            return content.getSlice(at: content.readerIndex + range.lowerBound, length: range.count) ?? ByteBuffer()
        }
    }

    package func size(of id: String) -> Int? { contents.withLock { $0[id]?.readableBytes } }

    package func cut(_ id: String, to size: Int) {
        contents.withLock { contents in
            guard let content = contents[id], size < content.readableBytes else { return }
            contents[id] = content.getSlice(at: content.readerIndex, length: size)
        }
    }

    package func remove(_ id: String) { contents.withLock { $0[id] = nil } }
}
