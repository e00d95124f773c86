import Wire

/// References and combinations of schemas.
extension SchemaPass {
    /// Replaces a local `$ref` by the schema it names; members beside it win, as annotations do in practice.
    ///
    /// - Parameter isForced: also where the upstream takes references.
    mutating func resolve(
        _ object: JSONObject, at path: String, isForced: Bool = false
    ) throws(DialectError) -> JSONObject {
        guard let reference = object["$ref"]?.string else { return object }
        if rules.takes("$ref") {
            let isCrowded = rules.refStandsAlone && object.contains { !$0.key.hasPrefix("$") }
            guard isForced || isCrowded else { return object }
            if following.contains(reference) { return JSONObject([("$ref", .string(reference))]) }
        }
        let place = "\(path).$ref"
        guard !following.contains(reference) else {
            throw .unsupported(
                place, "`$ref` to \"\(reference)\" is recursive, and this model's provider takes no references",
                hint: "write the schema out to the depth you need")
        }
        guard let target = lookUp(reference) else {
            throw .invalid(place, "`$ref` names \"\(reference)\", which is not in this schema")
        }
        following.append(reference)
        if target.bool == true { return without("$ref", object) }
        guard let schema = target.object else {
            throw .invalid(place, "`$ref` names \"\(reference)\", which is no schema")
        }
        try weigh(schema, at: place)
        try enter(place)
        var result = try resolve(schema, at: path)
        leave()
        for (key, value) in without("$ref", object) { result[key] = value }
        return result
    }

    private func without(_ key: String, _ object: JSONObject) -> JSONObject {
        var object = object
        object.remove(key)
        return object
    }

    /// A JSON pointer into the root, as a URI fragment.
    private func lookUp(_ reference: String) -> JSONValue? {
        guard reference.hasPrefix("#") else { return nil }
        var value = root
        for step in reference.dropFirst().split(separator: "/") {
            let name = Self.unescape(step)
            if let list = value.array {
                guard let index = Int(name), list.indices.contains(index) else { return nil }
                value = list[index]
            } else {
                guard let next = value[name] else { return nil }
                value = next
            }
        }
        return value
    }

    /// `~1` is `/`, `~0` is `~`, and `%xx` a byte.
    private static func unescape(_ step: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(step.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
                rest.count >= 2
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        var text = ""
        var pending = false
        for character in String(decoding: bytes, as: UTF8.self) {
            if pending {
                text += character == "1" ? "/" : character == "0" ? "~" : "~\(character)"
                pending = false
            } else if character == "~" {
                pending = true
            } else {
                text.append(character)
            }
        }
        return pending ? text + "~" : text
    }

    /// Joins the members of `allOf` with the schema itself where they do not contradict.
    mutating func mergeAllOf(_ schema: inout JSONObject, at path: String) throws(DialectError) {
        guard !rules.takes("allOf"), let list = schema["allOf"]?.array else { return }
        schema.remove("allOf")
        for (index, member) in list.enumerated() {
            let place = "\(path).allOf[\(index)]"
            guard let object = member.object else { continue }
            try enter(place)
            var other = try resolve(object, at: place, isForced: list.count > 1 || !schema.isEmpty)
            try mergeAllOf(&other, at: place)
            leave()
            schema = try join(schema, other, at: "\(path).allOf")
        }
    }

    private func join(_ one: JSONObject, _ other: JSONObject, at path: String) throws(DialectError) -> JSONObject {
        var result = one
        for (key, value) in other {
            guard let present = result[key], !present.isEquivalent(to: value) else {
                result[key] = value
                continue
            }
            switch key {
            case "properties":
                result[key] = .object(
                    try joinProperties(present.object ?? JSONObject(), value.object ?? JSONObject(), at: path))
            case "required":
                let names = (present.array ?? []) + (value.array ?? []).filter { present.array?.contains($0) != true }
                result[key] = .array(names)
            case "title", "description", "default", "examples", "$id", "$schema", "$comment": continue
            case "additionalProperties":
                // Either side's `false` forbids the other side's members; models only write those they are shown.
                result[key] = .bool(false)
            default:
                throw .unsupported(path, "`allOf` combines two different values of `\(key)`")
            }
        }
        return result
    }

    private func joinProperties(
        _ one: JSONObject, _ other: JSONObject, at path: String
    ) throws(DialectError) -> JSONObject {
        var result = one
        for (name, schema) in other {
            if let present = result[name]?.object, let theirs = schema.object {
                result[name] = .object(try join(present, theirs, at: path))
            } else {
                result[name] = schema
            }
        }
        return result
    }

    /// A model that writes one branch of `anyOf` rarely fits two, so nothing is lost.
    mutating func renameOneOf(_ schema: inout JSONObject, at path: String) throws(DialectError) {
        guard !rules.takes("oneOf"), rules.takes("anyOf"), let list = schema["oneOf"] else { return }
        guard schema["anyOf"] == nil else {
            throw .unsupported("\(path).oneOf", "`oneOf` beside `anyOf` has no counterpart upstream")
        }
        schema.remove("oneOf")
        schema["anyOf"] = list
    }

    /// A fixed order of elements becomes "any of these".
    mutating func sayPrefixItemsAsItems(_ schema: inout JSONObject, at path: String) throws(DialectError) {
        guard !rules.takes("prefixItems"), rules.takes("items"), let list = schema["prefixItems"]?.array
        else { return }
        schema.remove("prefixItems")
        var branches: [JSONValue] = []
        for branch in list where !branches.contains(branch) { branches.append(branch) }
        if let items = schema["items"], items.object != nil, !branches.contains(items) { branches.append(items) }
        if schema["items"]?.object == nil, schema["maxItems"] == nil { schema["maxItems"] = .int(list.count) }
        losses.note("\(path).prefixItems", "the order of the elements is not promised upstream")
        if branches.count == 1, let only = branches.first {
            schema["items"] = only
        } else {
            schema["items"] = ["anyOf": .array(branches)]
        }
    }
}
