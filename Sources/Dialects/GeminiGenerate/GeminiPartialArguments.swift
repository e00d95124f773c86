import Wire

/// Arguments of a call that come in pieces (`partialArgs`), each with the path of a value in the object.
///
/// Text pieces of one path are appended; other values are set. The pieces become JSON when the call is complete.
struct GeminiPartialArguments {
    private(set) var value = JSONValue.object(JSONObject())

    mutating func add(_ piece: JSONValue) {
        var members = GeminiMembers(piece)
        let steps = Self.steps(members.string("jsonPath") ?? "$")
        let leaf: JSONValue
        if let text = members.string("stringValue") {
            leaf = .string(text)
        } else if let other = members.take("numberValue") ?? members.take("boolValue") {
            leaf = other
        } else {
            leaf = .null
        }
        value = Self.set(leaf, at: steps[...], in: value)
    }

    private enum Step {
        case name(String)
        case index(Int)
    }

    /// An index far beyond the list's end would be a memory bomb, not a list.
    private static let longestGap = 1024

    private static func set(_ leaf: JSONValue, at steps: ArraySlice<Step>, in value: JSONValue?) -> JSONValue {
        guard let step = steps.first else {
            if let old = value?.string, let new = leaf.string { return .string(old + new) }
            return leaf
        }
        switch step {
        case .name(let name):
            var object = value?.object ?? JSONObject()
            object[name] = set(leaf, at: steps.dropFirst(), in: object[name])
            return .object(object)
        case .index(let index):
            var list = value?.array ?? []
            guard index >= 0, index <= list.count + longestGap else { return .array(list) }
            while list.count <= index { list.append(.null) }
            let present: JSONValue? = list[index].isNull ? nil : list[index]
            list[index] = set(leaf, at: steps.dropFirst(), in: present)
            return .array(list)
        }
    }

    /// `$.operations[0].name`, `$['a b'].c` (RFC 9535, names and indices only).
    private static func steps(_ path: String) -> [Step] {
        var result: [Step] = []
        var rest = Substring(path)
        if rest.first == "$" { rest.removeFirst() }
        while let first = rest.popFirst() {
            if first == ".", rest.first != "[" {
                let name = rest.prefix { $0 != "." && $0 != "[" }
                rest = rest.dropFirst(name.count)
                result.append(.name(String(name)))
            } else if first == "[" {
                if let quote = rest.first, quote == "'" || quote == "\"" {
                    rest.removeFirst()
                    let name = rest.prefix { $0 != quote }
                    rest = rest.dropFirst(name.count + 2)
                    result.append(.name(String(name)))
                } else {
                    let text = rest.prefix { $0 != "]" }
                    rest = rest.dropFirst(text.count + 1)
                    result.append(Int(text).map { .index($0) } ?? .name(String(text)))
                }
            }
        }
        return result
    }
}
