import NIOCore

extension JSONSource {
    func bool(at index: Int) -> Bool? {
        let node = node(index)
        // "true" is the one of four letters.
        return node.isA(.bool) ? node.end &- node.start == 4 : nil
    }

    func int(at index: Int) -> Int? {
        let node = node(index)
        return node.isA(.number) ? withBytes(of: node) { JSONNumber.int($0) } : nil
    }

    /// The text of a value, quotes and brackets included.
    @inline(__always)
    func withBytes<R>(of node: JSONNode, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        withBytes(Int(node.start)..<Int(node.end), body)
    }

    /// The bytes between the quotes of a string.
    @inline(__always)
    func withContent<R>(of string: JSONNode, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        withBytes(Int(string.start) + 1..<Int(string.end) - 1, body)
    }

    @inline(__always)
    private func withBytes<R>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        storage.withUnsafeMutablePointerToHeader { head in
            head.pointee.bytes.withUnsafeReadableBytes { raw in
                body(UnsafeRawBufferPointer(rebasing: raw[range]).assumingMemoryBound(to: UInt8.self))
            }
        }
    }
}
