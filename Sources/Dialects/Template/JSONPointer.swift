import Wire

/// A place in a JSON value (RFC 6901), with two additions: a negative number counts from an array's end, and `*` stands
/// for each element of an array.
package struct JSONPointer: Sendable, Equatable {
    private let steps: [String]

    /// The value itself.
    package init() { steps = [] }

    /// nil where the text is none: a pointer is empty, or begins with a slash.
    package init?(_ text: String) {
        guard text.isEmpty || text.hasPrefix("/") else { return nil }
        steps = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map { step in
            String(step).replacing("~1", with: "/").replacing("~0", with: "~")
        }
    }

    /// Whether it may lead to several values.
    var hasStar: Bool { steps.contains("*") }

    /// The first name on the way.
    var firstStep: String? { steps.first }
    var secondStep: String? { steps.count > 1 ? steps[1] : nil }

    /// All values it leads to: several where it holds `*`.
    func values(in root: JSONValue) -> [JSONValue] {
        var found = [root]
        for step in steps {
            found = found.flatMap { value -> [JSONValue] in
                guard let list = value.array else { return value[step].map { [$0] } ?? [] }
                if step == "*" { return list }
                guard let number = Int(step) else { return [] }
                let index = number < 0 ? list.count + number : number
                return list.indices.contains(index) ? [list[index]] : []
            }
        }
        return found
    }

    /// The value it leads to; null counts as none.
    func value(in root: JSONValue) -> JSONValue? { values(in: root).first { !$0.isNull } }

    /// The texts it leads to, joined with nothing between; nil where there is none.
    func text(in root: JSONValue) -> String? {
        let texts = values(in: root).compactMap { value -> String? in
            switch value {
            case .string(let text), .number(let text): text
            case .bool(let flag): flag ? "true" : "false"
            case .null, .array, .object: nil
            }
        }
        return texts.isEmpty ? nil : texts.joined()
    }
}

extension String {
    fileprivate func replacing(_ part: String, with other: String) -> String {
        guard let range = firstRange(of: part) else { return self }
        return self[..<range.lowerBound] + other
            + String(self[range.upperBound...]).replacing(part, with: other)
    }
}
