import Wire

/// The members of one message of Google's API, taken out one by one; what nobody took is the rest.
///
/// Names are asked for in lowerCamelCase and found in snake_case too. Null members are absent, as proto3 JSON says.
struct GeminiMembers {
    private var members: [(name: String, key: String, value: JSONValue)] = []

    init(_ object: JSONObject) {
        for (key, value) in object where !value.isNull {
            members.append((Self.camelCase(key), key, value))
        }
    }

    init(_ value: JSONValue?) {
        self.init(value?.object ?? JSONObject())
    }

    static func camelCase(_ key: String) -> String {
        guard key.utf8.contains(UInt8(ascii: "_")) else { return key }
        var result = ""
        var raise = false
        for character in key {
            if character == "_", !result.isEmpty {
                raise = true
            } else {
                result += raise ? character.uppercased() : String(character)
                raise = false
            }
        }
        return result
    }

    func has(_ name: String) -> Bool { members.contains { $0.name == name } }
    var firstName: String? { members.first?.name }

    mutating func take(_ name: String) -> JSONValue? {
        take(name) { $0 }
    }

    /// Takes the member only when `read` can read it; else it stays in the rest.
    mutating func take<Value>(_ name: String, _ read: (JSONValue) -> Value?) -> Value? {
        guard let index = members.lastIndex(where: { $0.name == name }), let value = read(members[index].value)
        else { return nil }
        members.removeAll { $0.name == name }
        return value
    }

    mutating func string(_ name: String) -> String? { take(name) { $0.string } }
    mutating func bool(_ name: String) -> Bool? { take(name) { $0.bool } }
    mutating func object(_ name: String) -> JSONObject? { take(name) { $0.object } }

    /// 64-bit integers come as strings in proto3 JSON.
    mutating func int(_ name: String) -> Int? {
        take(name) { $0.int ?? $0.double.flatMap { Int(exactly: $0) } ?? $0.string.flatMap { Int($0) } }
    }

    /// A count of tokens in an answer, within bounds.
    mutating func tokenCount(_ name: String) -> Int? { int(name).map(TokenCount.counted) }

    mutating func number(_ name: String) -> NumberText? {
        take(name) { $0.numberText.map { NumberText($0) } }
    }

    /// An array; a single object stands for an array of one, as Google's parser has it.
    mutating func list(_ name: String) -> [JSONValue]? {
        take(name) { value in
            if let array = value.array { return array }
            return value.object.map { [.object($0)] }
        }
    }

    /// Takes a member back, so that it is part of the rest.
    mutating func keep(_ name: String, _ value: JSONValue) {
        members.append((name, name, value))
    }

    var rest: JSONObject { JSONObject(members.map { ($0.key, $0.value) }) }

    var preserved: Preserved? {
        members.isEmpty ? nil : Preserved(dialect: .geminiGenerate, members: rest)
    }

    /// Throws for the first of `names` that is still there: it had a type that nobody could read.
    func refuse(_ names: [String], at path: String) throws(DialectError) {
        for member in members where names.contains(member.name) {
            let place = path.isEmpty ? member.key : "\(path).\(member.key)"
            throw .invalid(place, "\(place) has the wrong type")
        }
    }
}

extension Preserved {
    /// Its members when they are of this dialect.
    var ownGemini: JSONObject? { dialect == .geminiGenerate ? members : nil }
}

extension JSONObject {
    /// Adds the members of `other`: objects are joined member by member, anything else is replaced.
    mutating func merge(_ other: JSONObject) {
        for (key, value) in other {
            let name = GeminiMembers.camelCase(key)
            let present = self[key] != nil ? key : name
            if let own = self[present]?.object, let theirs = value.object {
                var joined = own
                joined.merge(theirs)
                self[present] = .object(joined)
            } else if self[present] != nil {
                self[present] = value
            } else {
                self[key] = value
            }
        }
    }
}
