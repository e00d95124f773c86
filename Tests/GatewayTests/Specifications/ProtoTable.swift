import Wire

/// Messages and enums of protobuf files, as schemas of their REST form (the proto3 JSON mapping).
struct ProtoTable {
    /// By their whole name (`Outer.Mode`), and by its last part where no other type is called so.
    private(set) var schemas: [String: JSONValue] = [:]

    private var tokens: [Substring] = []
    private var position = 0

    mutating func read(_ text: String) {
        tokens = Self.tokens(text)
        position = 0
        while let token = next() {
            switch token {
            case "message": message(outer: [])
            case "enum": enumeration(outer: [])
            case "service": skipBlock()
            default: skipStatement()
            }
        }
    }

    /// Words and the marks `{}[]()<>=;,`, comments and quoted texts taken out.
    private static func tokens(_ text: String) -> [Substring] {
        var tokens: [Substring] = []
        for line in text.split(separator: "\n") {
            let code = line.drop { $0 == " " }
            if code.hasPrefix("//") { continue }
            var rest = code
            while let first = rest.first {
                if first == " " {
                    rest = rest.dropFirst()
                } else if first == "/", rest.hasPrefix("//") {
                    break
                } else if first == "\"" {
                    let end = rest.dropFirst().firstIndex(of: "\"") ?? rest.index(before: rest.endIndex)
                    tokens.append(rest[...end])
                    rest = rest[rest.index(after: end)...]
                } else if "{}[]()<>=;,".contains(first) {
                    tokens.append(rest.prefix(1))
                    rest = rest.dropFirst()
                } else {
                    let word = rest.prefix { !" {}[]()<>=;,\"".contains($0) }
                    tokens.append(word)
                    rest = rest.dropFirst(word.count)
                }
            }
        }
        return tokens
    }

    private mutating func next() -> Substring? {
        guard position < tokens.count else { return nil }
        defer { position += 1 }
        return tokens[position]
    }

    private mutating func skipStatement() {
        while let token = next(), token != ";" {
            if token == "{" {
                position -= 1
                skipBlock()
                return
            }
        }
    }

    private mutating func skipBlock() {
        var depth = 0
        while let token = next() {
            if token == "{" { depth += 1 }
            if token == "}" {
                depth -= 1
                if depth == 0 { return }
            }
        }
    }

    private mutating func enumeration(outer: [String]) {
        let name = String(next() ?? "")
        _ = next()
        var values: [JSONValue] = []
        while let token = next(), token != "}" {
            if token != "option", token != "reserved" { values.append(.string(String(token))) }
            skipStatement()
        }
        add(name, outer, ["type": "string", "enum": .array(values)])
    }

    private mutating func add(_ name: String, _ outer: [String], _ schema: JSONValue) {
        if outer.isEmpty || schemas[name] == nil { schemas[name] = schema }
        schemas[(outer + [name]).joined(separator: ".")] = schema
    }

    /// - Parameter reference: a type's name behind the types it is named in; the innermost of its name is meant.
    func schema(_ reference: String) -> JSONValue? {
        var scope = reference.split(separator: ".").map(String.init)
        guard let name = scope.popLast() else { return nil }
        while !scope.isEmpty {
            if let found = schemas[(scope + [name]).joined(separator: ".")] { return found }
            scope.removeLast()
        }
        return schemas[name]
    }

    private mutating func message(outer: [String]) {
        let name = String(next() ?? "")
        _ = next()
        var properties = JSONObject()
        var choices: [JSONValue] = []
        while let token = next(), token != "}" {
            switch token {
            case "message": message(outer: outer + [name])
            case "enum": enumeration(outer: outer + [name])
            case "option", "reserved": skipStatement()
            case "oneof":
                _ = next()
                _ = next()
                var names: [JSONValue] = []
                while let token = next(), token != "}" {
                    let (key, schema) = field(token, in: outer + [name])
                    properties[key] = schema
                    names.append(.string(key))
                }
                choices.append(.array(names))
            default:
                let (key, schema) = field(token, in: outer + [name])
                properties[key] = schema
            }
        }
        add(
            name, outer,
            [
                "type": "object", "properties": .object(properties), "additionalProperties": false,
                "x-oneof": .array(choices),
            ])
    }

    /// `[optional|repeated] type name = number [options];`
    private mutating func field(_ first: Substring, in scope: [String]) -> (String, JSONValue) {
        let isRepeated = first == "repeated"
        let type = first == "optional" || isRepeated ? next() ?? "" : first
        var schema: JSONValue
        if type == "map" {
            _ = next()
            _ = next()
            _ = next()
            let value = next() ?? ""
            _ = next()
            schema = ["type": "object", "additionalProperties": Self.schema(value, scope)]
        } else {
            schema = Self.schema(type, scope)
        }
        if isRepeated { schema = ["type": "array", "items": schema] }
        var name = camelCase(next() ?? "")
        while let token = next(), token != ";" {
            guard token == "json_name" else { continue }
            _ = next()
            name = String((next() ?? "").dropFirst().dropLast())
        }
        return (name, schema)
    }

    private static func schema(_ type: Substring, _ scope: [String]) -> JSONValue {
        switch type {
        case "string", "bytes": ["type": "string"]
        case "bool": ["type": "boolean"]
        case "int32": ["type": "integer", "minimum": -2_147_483_648, "maximum": 2_147_483_647]
        case "uint32": ["type": "integer", "minimum": 0, "maximum": 4_294_967_295]
        case "int64", "uint64": ["type": ["integer", "string"]]
        case "float", "double": ["type": "number"]
        case "google.protobuf.Struct": ["type": "object"]
        case "google.protobuf.Duration", "google.protobuf.Timestamp": ["type": "string"]
        case let type where type.hasPrefix("google."): JSONValue.object(JSONObject())
        case let type: ["$ref": .string((scope + [String(type)]).joined(separator: "."))]
        }
    }

    private func camelCase(_ name: Substring) -> String {
        let words = name.split(separator: "_")
        return words.dropFirst().reduce(String(words.first ?? "")) { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
    }
}
