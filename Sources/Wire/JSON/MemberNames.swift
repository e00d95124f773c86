/// Names that a reader knows, written where they are used: `["type", "text"]`. Nothing is hashed, and the text of names
/// that are known is never made.
package struct MemberNames: Sendable, ExpressibleByArrayLiteral {
    private var names: [StaticString]

    package init(arrayLiteral names: StaticString...) {
        self.names = names
    }

    package init(_ names: [StaticString]) {
        self.names = names
    }

    /// These and others.
    package func union(_ others: MemberNames) -> MemberNames {
        var all = self
        all.names += others.names
        return all
    }

    package mutating func insert(_ name: StaticString) { names.append(name) }

    package func contains(_ name: String) -> Bool {
        var name = name
        return name.withUTF8 { contains($0) }
    }

    /// Whether it is one of these that a name, unescaped, spells.
    @inline(__always)
    func contains(_ content: UnsafeBufferPointer<UInt8>, hasEscapes: Bool) -> Bool {
        hasEscapes ? contains(JSONUnescaper.text(content)) : contains(content)
    }

    private func contains(_ content: UnsafeBufferPointer<UInt8>) -> Bool {
        for name in names where name.utf8CodeUnitCount == content.count {
            if JSONBytes.equal(content, UnsafeBufferPointer(start: name.utf8Start, count: content.count)) {
                return true
            }
        }
        return false
    }
}

extension JSONObject {
    /// The members of an object but for those of these names and nulls.
    package init(rest view: JSONView, without known: MemberNames) {
        self.init()
        // Mostly there are none.
        guard view.source.hasMembers(of: view.index, besides: known) else { return }
        let object = view.node
        var at = view.index + 1
        for _ in 0..<object.count {
            let name = view.source.node(at)
            let value = view.source.node(at + 1)
            if !value.isA(.null),
                !view.source.withContent(of: name, { known.contains($0, hasEscapes: name.hasEscapes) })
            {
                // Of one given twice the last counts, as readers have it.
                self[JSONView(source: view.source, index: at).string ?? ""] = JSONValue(
                    JSONView(source: view.source, index: at + 1))
            }
            at = Int(value.next)
        }
    }
}
