// Strings are compared by code points: Swift's `==` would take different texts of one canonical form for equal.

extension JSONValue: Equatable {
    package static func == (one: JSONValue, other: JSONValue) -> Bool {
        switch (one, other) {
        case (.null, .null): true
        case (.bool(let one), .bool(let other)): one == other
        case (.number(let one), .number(let other)): one == other
        case (.string(let one), .string(let other)): one.utf8.elementsEqual(other.utf8)
        case (.array(let one), .array(let other)): one == other
        case (.object(let one), .object(let other)): one == other
        default: false
        }
    }

    /// Whether both mean the same: members in any order (of duplicates the last counts), numbers by their exact value.
    package func isEquivalent(to other: JSONValue) -> Bool {
        switch (self, other) {
        case (.number(let one), .number(let other)):
            return JSONNumber(one.utf8) == JSONNumber(other.utf8)
        case (.array(let one), .array(let other)):
            return one.count == other.count && zip(one, other).allSatisfy { $0.isEquivalent(to: $1) }
        case (.object(let one), .object(let other)):
            let one = one.lastMembersByKey
            let other = other.lastMembersByKey
            return one.count == other.count
                && zip(one, other).allSatisfy {
                    $0.key.utf8.elementsEqual($1.key.utf8) && $0.value.isEquivalent(to: $1.value)
                }
        default:
            return self == other
        }
    }
}

extension JSONObject: Equatable {
    package static func == (one: JSONObject, other: JSONObject) -> Bool {
        one.count == other.count
            && zip(one, other).allSatisfy { $0.key.utf8.elementsEqual($1.key.utf8) && $0.value == $1.value }
    }

    /// Sorted by key, each key once.
    fileprivate var lastMembersByKey: [(key: String, value: JSONValue)] {
        let sorted = enumerated().sorted { one, other in
            if one.element.key.utf8.elementsEqual(other.element.key.utf8) { return one.offset < other.offset }
            return one.element.key.utf8.lexicographicallyPrecedes(other.element.key.utf8)
        }
        var result: [(key: String, value: JSONValue)] = []
        for (_, member) in sorted {
            if let last = result.last, last.key.utf8.elementsEqual(member.key.utf8) { result.removeLast() }
            result.append(member)
        }
        return result
    }
}
