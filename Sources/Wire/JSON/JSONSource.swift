import NIOCore

/// What a document and its views share: the text and, behind it in the same allocation, its tape.
///
/// Why it may be sent: nothing of it changes once it is made. Why reading the tape is safe: the scanner has put at least
/// one node there, every offset of a node within `bytes`, and for each member of an object two nodes and the way to the
/// next within the tape; indices of nodes come from there alone.
struct JSONSource: @unchecked Sendable {
    struct Head {
        var bytes: ByteBuffer
        /// How many nodes the tape has.
        var count: Int
    }

    let storage: ManagedBuffer<Head, JSONNode>

    var bytes: ByteBuffer { storage.header.bytes }

    @inline(__always)
    func node(_ index: Int) -> JSONNode {
        storage.withUnsafeMutablePointers { head, nodes in
            assert(index >= 0 && index < head.pointee.count)
            return nodes[index]
        }
    }

    /// The text `null`.
    static var null: JSONSource {
        JSONSource(ByteBuffer(string: "null"), [JSONNode(bits: JSONNode.bits(.null), start: 0, end: 4, next: 1)])
    }

    /// Validates a text and keeps it with its tape, which takes as much memory as it needs.
    static func scanned(_ bytes: ByteBuffer, maxDepth: Int) throws(JSONError) -> JSONSource {
        let result: Result<JSONSource, JSONError> = withUnsafeTemporaryAllocation(
            of: JSONNode.self, capacity: JSONTape.scratchCapacity
        ) { scratch in
            bytes.withUnsafeReadableBytes { raw in
                guard let base = raw.bindMemory(to: UInt8.self).baseAddress, let scratch = scratch.baseAddress else {
                    return .failure(JSONError(offset: 0, reason: .unexpectedEnd))
                }
                var scanner = JSONScanner(base: base, count: raw.count, maxDepth: maxDepth, scratch: scratch)
                do throws(JSONError) { try scanner.scanDocument() } catch { return .failure(error) }
                return .success(scanner.tape.withNodes { JSONSource(bytes, $0) })
            }
        }
        return try result.get()
    }

    private init(_ bytes: ByteBuffer, _ nodes: UnsafeBufferPointer<JSONNode>) {
        storage = .create(minimumCapacity: nodes.count) { _ in Head(bytes: bytes, count: nodes.count) }
        storage.withUnsafeMutablePointerToElements { tape in
            if let first = nodes.baseAddress { tape.initialize(from: first, count: nodes.count) }
        }
    }

    private init(_ bytes: ByteBuffer, _ nodes: [JSONNode]) {
        self = nodes.withUnsafeBufferPointer { JSONSource(bytes, $0) }
    }
}
