package import Wire

/// Reads the members of an admin request's body: each must be known, stand there once, and be of its type.
package struct AdminMembers {
    /// Of the whole body, for `param`: `limits.` in that of a member.
    private let path: String
    package let members: [(key: String, value: JSONValue)]

    /// - Parameter known: the names that may stand there.
    package init(
        _ value: JSONValue, known: [String], path: String = ""
    ) throws(GatewayError) {
        self.path = path.isEmpty ? "" : path + "."
        guard let object = value.object else {
            throw Self.wrong(
                path, path.isEmpty ? "The body must be one JSON object." : "\"\(path)\" must be an object.")
        }
        members = Array(object)
        var seen: Set<String> = []
        for (name, _) in members {
            let full = self.path + name
            guard known.contains(name) else {
                let near =
                    NearestNames.of(name, among: known, count: 1).first.map { ": did you mean \"\($0)\"?" } ?? "."
                throw GatewayError(
                    .invalidRequest, "There is no member \"\(full)\"\(near)",
                    hint: known.isEmpty ? "Leave it out." : "Known here: \(known.joined(separator: ", ")).", param: full
                )
            }
            guard seen.insert(name).inserted else { throw Self.wrong(full, "\"\(full)\" stands there twice.") }
        }
    }

    package subscript(name: String) -> JSONValue? { members.first { $0.key == name }?.value }

    /// nil where it is not there or null.
    package func text(_ name: String, most: Int = 256) throws(GatewayError) -> String? {
        guard let value = self[name], !value.isNull else { return nil }
        return try Self.text(value, path + name, most: most)
    }

    package func number(_ name: String, _ range: ClosedRange<Int>) throws(GatewayError) -> Int? {
        guard let value = self[name], !value.isNull else { return nil }
        guard let number = value.int, range.contains(number) else {
            let wanted =
                range.upperBound == .max
                ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
            throw Self.wrong(path + name, "\"\(path + name)\" must be a whole number \(wanted).")
        }
        return number
    }

    package func flag(_ name: String) throws(GatewayError) -> Bool? {
        guard let value = self[name], !value.isNull else { return nil }
        guard let flag = value.bool else {
            throw Self.wrong(path + name, "\"\(path + name)\" must be true or false.")
        }
        return flag
    }

    package func texts(_ name: String, mostItems: Int = 256) throws(GatewayError) -> [String]? {
        guard let value = self[name], !value.isNull else { return nil }
        guard let items = value.array, items.count <= mostItems else {
            throw Self.wrong(path + name, "\"\(path + name)\" must be a list of at most \(mostItems) texts.")
        }
        var texts: [String] = []
        for item in items { texts.append(try Self.text(item, path + name, most: 256)) }
        return texts
    }

    /// One of the names of an enum.
    package func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, _ type: Choice.Type
    ) throws(GatewayError) -> Choice? where Choice.RawValue == String {
        guard let text = try text(name) else { return nil }
        return try Self.choice(text, path + name, type)
    }

    static func choice<Choice: RawRepresentable & CaseIterable>(
        _ text: String, _ path: String, _: Choice.Type
    ) throws(GatewayError) -> Choice where Choice.RawValue == String {
        guard let choice = Choice(rawValue: text) else {
            let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw wrong(path, "\"\(path)\" must be one of \(names), found \"\(text)\".")
        }
        return choice
    }

    private static func text(_ value: JSONValue, _ path: String, most: Int) throws(GatewayError) -> String {
        guard let text = value.string, (1...most).contains(text.utf8.count),
            text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
        else { throw wrong(path, "\"\(path)\" must be text of 1 to \(most) bytes without control characters.") }
        return text
    }

    package static func wrong(_ param: String, _ message: String) -> GatewayError {
        GatewayError(.invalidRequest, message, param: param.isEmpty ? nil : param)
    }
}
