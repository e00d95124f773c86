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
                guard let text = bytes.bindMemory(to: UInt8.self).baseAddress else { return nil }
                var found: Int?
                var at = object &+ 1
                for _ in 0..<node.count {
                    if Self.isNamed(tape[at], name, text) { found = at &+ 1 }
                    at = Int(tape[at &+ 1].next)
                }
                return found
            }
        }
    }

    /// Whether an object has members other than nulls and those of these names.
    func hasMembers(of object: Int, besides known: MemberNames) -> Bool {
        let node = node(object)
        guard node.isObject else { return false }
        return storage.withUnsafeMutablePointers { head, tape in
            head.pointee.bytes.withUnsafeReadableBytes { bytes in
                guard let text = bytes.bindMemory(to: UInt8.self).baseAddress else { return false }
                var at = object &+ 1
                for _ in 0..<node.count {
                    let name = tape[at]
                    let value = tape[at &+ 1]
                    if !value.isA(.null), !known.contains(name.content(in: text), hasEscapes: name.hasEscapes) {
                        return true
                    }
                    at = Int(value.next)
                }
                return false
            }
        }
    }

    /// Whether a colon is all that stands between a string and what comes next.
    private static func isName(endingAt end: Int, _ text: UnsafePointer<UInt8>, before next: Int) -> Bool {
        for place in end..<next where text[place] == UInt8(ascii: ":") { return true }
        return false
    }

    /// Whether no string, be it a member's name or a value, is one of `names`, except as the name of a member that is null.
    func hasNone(of names: JSONNames) -> Bool {
        storage.withUnsafeMutablePointers { head, tape in
            head.pointee.bytes.withUnsafeReadableBytes { bytes in
                guard let text = bytes.bindMemory(to: UInt8.self).baseAddress else { return true }
                let count = head.pointee.count
                for index in 0..<count where tape[index].isA(.string) && names.mayHold(tape[index]) {
                    let string = tape[index]
                    guard names.place(of: string.content(in: text), hasEscapes: string.hasEscapes) != nil else {
                        continue
                    }
                    guard index &+ 1 < count, tape[index &+ 1].isA(.null),
                        Self.isName(endingAt: Int(string.end), text, before: Int(tape[index &+ 1].start))
                    else { return false }
                }
                return true
            }
        }
    }

    @inline(__always)
    private static func isNamed(
        _ node: JSONNode, _ name: UnsafeBufferPointer<UInt8>, _ text: UnsafePointer<UInt8>
    ) -> Bool {
        let content = node.content(in: text)
        if node.hasEscapes { return content.count > name.count && JSONUnescaper.matches(content, name) }
        return content.count == name.count && JSONBytes.equal(content, name)
    }
}
