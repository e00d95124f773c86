import NIOCore

extension JSONSource {
    /// The tape index of the last member's value with that name; nil if there is none, or `object` is no object.
    ///
    /// Works on the tape itself: views of each member would count references up and down for nothing.
    func lastMember(of object: Int, called name: UnsafeBufferPointer<UInt8>) -> Int? {
        let node = node(object)
        guard node.isObject else { return nil }
        return storage.withUnsafeMutablePointers { head, tape in
            head.pointee.bytes.withUnsafeReadableBytes { bytes in
                guard let bytes = bytes.bindMemory(to: UInt8.self).baseAddress else { return nil }
                var found: Int?
                var at = object &+ 1
                for _ in 0..<node.count {
                    if Self.matches(tape[at], name, bytes) { found = at &+ 1 }
                    at = Int(tape[at &+ 1].next)
                }
                return found
            }
        }
    }

    @inline(__always)
    private static func matches(
        _ node: JSONNode, _ name: UnsafeBufferPointer<UInt8>, _ bytes: UnsafePointer<UInt8>
    ) -> Bool {
        let length = Int(node.end) &- Int(node.start) &- 2
        guard node.hasEscapes ? length > name.count : length == name.count else { return false }
        let content = UnsafeBufferPointer(start: bytes + Int(node.start) + 1, count: length)
        return node.hasEscapes ? JSONUnescaper.matches(content, name) : JSONBytes.equal(content, name)
    }
}
