import Wire

/// The members of one message of Google's API, taken out one by one; what nobody took is the rest.
///
/// Names are asked for in lowerCamelCase and found in snake_case too. Null members are absent, as proto3 JSON says.
struct GeminiMembers {
    /// As they came: their storage is shared, and nothing is copied before a member is put back.
    private var members: [(String, JSONValue)]
    private var isTaken = Marks()
    /// Whether any name is in snake_case: hardly one is, and all others are compared as they are.
    private let hasSnakeCase: Bool

    init(_ object: JSONObject) {
        members = object.members
        hasSnakeCase = object.members.contains { $0.0.firstOffset(of: UInt8(ascii: "_")) != nil }
    }

    init(_ value: JSONValue?) {
        self.init(value?.object ?? JSONObject())
    }

    /// The positions of members that were taken.
    private struct Marks {
        private var first: UInt64 = 0
        private var others: Set<Int> = []

        subscript(_ position: Int) -> Bool {
            get { position < 64 ? first & 1 << UInt64(position) != 0 : others.contains(position) }
            set {
                precondition(newValue, "a member that was taken is put back as a new one")
                if position < 64 { first |= 1 << UInt64(position) } else { others.insert(position) }
            }
        }
    }

    private func isLeft(_ position: Int) -> Bool { !isTaken[position] && !members[position].1.isNull }

    private func isNamed(_ position: Int, _ name: String) -> Bool {
        let key = members[position].0
        // A name in snake_case is longer.
        if key.utf8.count == name.utf8.count { return key == name }
        return hasSnakeCase && key.utf8.count > name.utf8.count && Self.camelCase(key) == name
    }

    private func position(of name: String) -> Int? {
        members.indices.last { isNamed($0, name) && isLeft($0) }
    }

    static func camelCase(_ key: String) -> String {
        guard key.firstOffset(of: UInt8(ascii: "_")) != nil else { return key }
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

    func has(_ name: String) -> Bool { position(of: name) != nil }
    var firstName: String? { members.indices.first(where: isLeft).map { Self.camelCase(members[$0].0) } }

    mutating func take(_ name: String) -> JSONValue? {
        take(name) { $0 }
    }

    /// Takes the member only when `read` can read it; else it stays in the rest.
    mutating func take<Value>(_ name: String, _ read: (JSONValue) -> Value?) -> Value? {
        guard let last = position(of: name), let value = read(members[last].1) else { return nil }
        for position in 0...last where isNamed(position, name) && isLeft(position) { isTaken[position] = true }
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
        members.append((name, value))
    }

    var rest: JSONObject {
        var rest = JSONObject()
        for position in members.indices where isLeft(position) { rest.append(members[position].0, members[position].1) }
        return rest
    }

    /// Whether any member is left.
    var hasRest: Bool { members.indices.contains(where: isLeft) }

    var preserved: Preserved? {
        guard hasRest else { return nil }
        let rest = rest
        return rest.isEmpty ? nil : Preserved(dialect: .geminiGenerate, members: rest)
    }

    /// Throws for the first of `names` that is still there: it had a type that nobody could read.
    func refuse(_ names: [String], at path: String) throws(DialectError) {
        for position in members.indices where isLeft(position) {
            let key = members[position].0
            guard names.contains(Self.camelCase(key)) else { continue }
            let place = path.isEmpty ? key : "\(path).\(key)"
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
