/// Members in the order they were written, duplicates included. Names are compared by code points; looking one up
/// takes time in the number of members.
package struct JSONObject: Sendable {
    private(set) var members: [(key: String, value: JSONValue)] = []

    package init() {}

    package init(_ members: some Sequence<(String, JSONValue)>) {
        for (key, value) in members { append(key, value) }
    }

    /// The members of an object; empty for other values.
    package init(_ view: JSONView) {
        members.reserveCapacity(view.count)
        for (key, value) in view.members { append(key, JSONValue(value)) }
    }

    package var keys: [String] { members.map(\.key) }

    /// The last member of that name. Setting keeps the place of the first, drops its duplicates, and adds the
    /// member at the end if there was none; setting nil removes it.
    package subscript(_ key: String) -> JSONValue? {
        get { lastIndex(of: key).map { members[$0].value } }
        set {
            guard let newValue else {
                remove(key)
                return
            }
            guard let first = members.firstIndex(where: { $0.key.utf8.elementsEqual(key.utf8) }) else {
                append(key, newValue)
                return
            }
            members[first].value = newValue
            let rest = members[(first + 1)...].filter { !$0.key.utf8.elementsEqual(key.utf8) }
            members.replaceSubrange((first + 1)..., with: rest)
        }
    }

    /// Adds a member at the end, also if there is one of that name.
    package mutating func append(_ key: String, _ value: JSONValue) {
        members.append((key, value))
    }

    /// Removes all members of that name and returns the value of the last.
    @discardableResult
    package mutating func remove(_ key: String) -> JSONValue? {
        guard let last = lastIndex(of: key) else { return nil }
        let value = members[last].value
        members.removeAll { $0.key.utf8.elementsEqual(key.utf8) }
        return value
    }

    private func lastIndex(of key: String) -> Int? {
        members.lastIndex { $0.key.utf8.elementsEqual(key.utf8) }
    }
}

extension JSONObject: Sequence {
    package func makeIterator() -> some IteratorProtocol<(key: String, value: JSONValue)> { members.makeIterator() }
    package var count: Int { members.count }
    package var isEmpty: Bool { members.isEmpty }
}
