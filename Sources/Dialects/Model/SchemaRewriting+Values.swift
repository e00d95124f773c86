import Wire

/// Keywords about single values, said in another way.
extension SchemaPass {
    mutating func sayConstAsEnum(_ schema: inout JSONObject) throws(DialectError) {
        guard !rules.takes("const"), rules.takes("enum"), let value = schema["const"] else { return }
        schema.remove("const")
        if schema["type"] == nil, let type = Self.typeName(of: value) { schema["type"] = .string(type) }
        schema["enum"] = .array([value])
    }

    static func typeName(of value: JSONValue) -> String? {
        switch value {
        case .string: "string"
        case .bool: "boolean"
        case .number(let text): Int(text) == nil ? "number" : "integer"
        case .null: "null"
        case .array, .object: nil
        }
    }

    /// Exclusive bounds of integers become inclusive ones; of other numbers the bound itself becomes allowed.
    mutating func sayBoundsInclusively(_ schema: inout JSONObject, at path: String) {
        let bounds = [("exclusiveMinimum", "minimum", 1), ("exclusiveMaximum", "maximum", -1)]
        for (exclusive, inclusive, step) in bounds where !rules.takes(exclusive) && rules.takes(inclusive) {
            guard let bound = schema[exclusive] else { continue }
            let isInteger = schema["type"]?.string == "integer"
            // Draft 4: `exclusiveMinimum: true` beside `minimum`.
            let number = bound.bool == nil ? bound : schema[inclusive]
            guard bound.bool != false, let number else {
                schema.remove(exclusive)
                continue
            }
            schema.remove(exclusive)
            if isInteger, let value = number.int, value != (step > 0 ? Int.max : Int.min) {
                schema[inclusive] = .int(tighter(value + step, schema[inclusive]?.int, step))
            } else {
                if schema[inclusive] == nil { schema[inclusive] = number }
                losses.note("\(path).\(exclusive)", "the bound itself is allowed upstream")
            }
        }
    }

    private func tighter(_ one: Int, _ other: Int?, _ step: Int) -> Int {
        guard let other else { return one }
        return step > 0 ? max(one, other) : min(one, other)
    }

    /// `type: ["string", "null"]` → `type: string, nullable: true`; several types → `anyOf`.
    mutating func sayTypeAsOpenAPI(_ schema: inout JSONObject, at path: String) throws(DialectError) {
        guard let types = schema["type"]?.array?.compactMap({ $0.string }) else { return }
        let others = types.filter { $0 != "null" }
        if others.count < types.count { schema["nullable"] = true }
        guard others.count > 1 else {
            schema["type"] = .string(others.first ?? "null")
            return
        }
        guard schema["anyOf"] == nil else {
            throw .unsupported("\(path).type", "several types beside `anyOf` have no counterpart upstream")
        }
        schema.remove("type")
        var branches: [JSONValue] = []
        for type in others {
            var branch = JSONObject([("type", .string(type))])
            for keyword in Self.keywords(of: type) {
                if let value = schema[keyword] { branch[keyword] = value }
            }
            branches.append(.object(branch))
        }
        for type in others {
            for keyword in Self.keywords(of: type) { schema.remove(keyword) }
        }
        schema["anyOf"] = .array(branches)
    }

    private static func keywords(of type: String) -> [String] {
        switch type {
        case "object": ["properties", "required", "additionalProperties", "minProperties", "maxProperties"]
        case "array": ["items", "minItems", "maxItems", "prefixItems", "uniqueItems"]
        case "string": ["minLength", "maxLength", "pattern", "format"]
        case "integer", "number": ["minimum", "maximum", "multipleOf"]
        default: []
        }
    }

    /// OpenAPI's `enum` at Google is a list of texts: numbers become bounds, null becomes `nullable`.
    mutating func sayEnumAsOpenAPI(_ schema: inout JSONObject, at path: String) {
        guard let values = schema["enum"]?.array else { return }
        let others = values.filter { !$0.isNull }
        if others.count < values.count { schema["nullable"] = true }
        if others.allSatisfy({ $0.string != nil }) {
            schema["enum"] = others.isEmpty ? nil : .array(others)
            if schema["type"] == nil, !others.isEmpty { schema["type"] = "string" }
            return
        }
        schema.remove("enum")
        if others.allSatisfy({ $0.numberText != nil }), schema["anyOf"] == nil {
            let type = schema["type"] ?? .string(others.allSatisfy { $0.int != nil } ? "integer" : "number")
            if others.count == 1, let only = others.first {
                schema["type"] = type
                schema["minimum"] = only
                schema["maximum"] = only
            } else {
                schema["anyOf"] = .array(others.map { ["type": type, "minimum": $0, "maximum": $0] })
                schema.remove("type")
            }
            return
        }
        if others.allSatisfy({ $0.bool != nil }), Set(others.compactMap { $0.bool }).count == 2 { return }
        losses.note("\(path).enum", "only texts and numbers can be listed upstream")
    }

    /// `anyOf: [X, {type: null}]` → X with `nullable: true`.
    mutating func inlineNullBranches(_ schema: inout JSONObject, at path: String) throws(DialectError) {
        guard let branches = schema["anyOf"]?.array else { return }
        let isNull: (JSONValue) -> Bool = { $0["type"]?.string == "null" }
        let others = branches.filter { !isNull($0) }
        guard others.count < branches.count else { return }
        schema["nullable"] = true
        guard others.count == 1, let only = others.first?.object else {
            schema["anyOf"] = others.isEmpty ? nil : .array(others)
            return
        }
        schema.remove("anyOf")
        for (key, value) in only where schema[key] == nil { schema[key] = value }
    }
}
