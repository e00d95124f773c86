import Foundation
import Synchronization
import Wire

/// Checks values against schemas of JSON Schema and OpenAPI, as far as the providers' descriptions use them.
///
/// Stricter than either in one thing: with `isClosed`, a member no schema names is a fault, so that a misspelled one
/// is found.
struct SchemaCheck: Sendable {
    /// The schema of a name, as `$ref` names it.
    let named: @Sendable (String) -> JSONValue?
    var isClosed = false
    /// Members, by name, that are known to be real though the description lacks them.
    var alsoKnown: Set<String> = []
    /// Whether a required member that may be null, or has a default, may be absent: providers whose descriptions
    /// require it leave it out themselves.
    var mayLackDefaults = false
    /// Set for the parts of an `allOf`, each of which names some of the members only.
    private var isPart = false

    init(named: @escaping @Sendable (String) -> JSONValue?) { self.named = named }

    /// What is wrong, each with its path; empty when the value fits.
    func faults(_ value: JSONValue, _ schema: JSONValue, at path: String = "$") -> [String] {
        if let name = schema["$ref"]?.string {
            guard let target = named(name) else { return ["\(path): no schema \(name)"] }
            return faults(value, target, at: path)
        }
        if value.isNull, schema["nullable"]?.bool == true { return [] }
        for key in ["anyOf", "oneOf"] {
            guard let list = schema[key]?.array else { continue }
            return best(value, list, schema, at: path)
        }
        if let list = schema["allOf"]?.array {
            return list.flatMap { part.faults(value, $0, at: path) } + unknown(value, schema, at: path)
        }
        return plain(value, schema, at: path)
    }

    private var part: SchemaCheck {
        var check = self
        check.isPart = true
        return check
    }

    private var whole: SchemaCheck {
        var check = self
        check.isPart = false
        return check
    }

    /// The faults against the branch that fits best.
    private func best(_ value: JSONValue, _ list: [JSONValue], _ schema: JSONValue, at path: String) -> [String] {
        var fewest: (rank: Int, faults: [String])?
        for branch in chosen(value, list, schema) {
            let found = faults(value, branch, at: path)
            if found.isEmpty { return [] }
            // A branch of another type altogether says little.
            let isOther = found.count == 1 && found[0].hasPrefix("\(path): ")
            let rank = isOther ? .max - 1 : found.count
            if rank < fewest?.rank ?? .max { fewest = (rank, found) }
        }
        return fewest?.faults ?? ["\(path): none of no branches"]
    }

    /// The one branch its discriminator names, else all.
    private func chosen(_ value: JSONValue, _ list: [JSONValue], _ schema: JSONValue) -> [JSONValue] {
        guard let name = schema["discriminator"]?["propertyName"]?.string, let said = value[name]?.string,
            let target = schema["discriminator"]?["mapping"]?[said]
        else { return list }
        return [["$ref": target]]
    }

    private func plain(_ value: JSONValue, _ schema: JSONValue, at path: String) -> [String] {
        if let only = schema["const"] {
            return value == only ? [] : ["\(path): \(value.text.prefix(40)), not \(only.text)"]
        }
        if let allowed = schema["enum"]?.array, !allowed.contains(value) {
            return ["\(path): \(value.text.prefix(40)) is none of the enum"]
        }
        let types = schema["type"]?.array?.compactMap(\.string) ?? schema["type"]?.string.map { [$0] } ?? []
        if !types.isEmpty, !types.contains(where: { Self.isOf($0, value) }) {
            return ["\(path): \(value.text.prefix(40)) is no \(types.joined(separator: " or "))"]
        }
        return bounds(value, schema, at: path) + whole.children(value, schema, at: path)
            + unknown(value, schema, at: path)
    }

    private static func isOf(_ type: String, _ value: JSONValue) -> Bool {
        switch type {
        case "string": value.string != nil
        case "boolean": value.bool != nil
        case "number": value.numberText != nil
        case "integer": value.int != nil
        case "array": value.array != nil
        case "object": value.object != nil
        case "null": value.isNull
        default: true
        }
    }

    private func bounds(_ value: JSONValue, _ schema: JSONValue, at path: String) -> [String] {
        let size = value.string?.unicodeScalars.count ?? value.array?.count
        let limits: [(String, Double?, Bool)] = [
            ("minimum", value.double, false), ("maximum", value.double, true),
            ("minLength", value.string == nil ? nil : size.map(Double.init), false),
            ("maxLength", value.string == nil ? nil : size.map(Double.init), true),
            ("minItems", value.array == nil ? nil : size.map(Double.init), false),
            ("maxItems", value.array == nil ? nil : size.map(Double.init), true),
            ("minProperties", value.object.map { Double($0.count) }, false),
        ]
        if let pattern = schema["pattern"]?.string, let text = value.string, !Self.matches(text, pattern) {
            return ["\(path): \(text.prefix(40)) does not match \(pattern)"]
        }
        return limits.compactMap { name, number, isUpper in
            guard let number, let limit = schema[name]?.double else { return nil }
            return (isUpper ? number > limit : number < limit) ? "\(path): \(number) breaks \(name) \(limit)" : nil
        }
    }

    /// A pattern that cannot be read here excludes nothing.
    private static func matches(_ text: String, _ pattern: String) -> Bool {
        guard let expression = PatternCache.shared.expression(pattern) else { return true }
        return expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
    }

    private func children(_ value: JSONValue, _ schema: JSONValue, at path: String) -> [String] {
        if let items = schema["items"], let list = value.array {
            return list.enumerated().flatMap { faults($1, items, at: "\(path)[\($0)]") }
        }
        guard let object = value.object else { return [] }
        var found: [String] = []
        let properties = schema["properties"]?.object ?? JSONObject()
        for name in schema["required"]?.array?.compactMap(\.string) ?? [] where object[name] == nil {
            if mayLackDefaults, let own = properties[name], own["default"] != nil || faults(nil, own).isEmpty {
                continue
            }
            found.append("\(path): \(name) is missing")
        }
        for (key, member) in object {
            if let own = properties[key] {
                found += faults(member, own, at: "\(path).\(key)")
            } else if let rest = schema["additionalProperties"], rest.object != nil {
                found += faults(member, rest, at: "\(path).\(key)")
            }
        }
        for names in schema["x-oneof"]?.array ?? [] {
            let given = (names.array ?? []).compactMap(\.string).filter { object[$0] != nil }
            if given.count > 1 { found.append("\(path): \(given) at once") }
        }
        return found
    }

    private func unknown(_ value: JSONValue, _ schema: JSONValue, at path: String) -> [String] {
        guard !isPart, let object = value.object else { return [] }
        let isForbidden = schema["additionalProperties"]?.bool == false
        guard isForbidden || (isClosed && schema["additionalProperties"] == nil) else { return [] }
        let known = names(of: schema)
        guard !known.isEmpty else { return [] }
        return object.keys.filter { !known.contains($0) && !alsoKnown.contains($0) }.map { "\(path): unknown \($0)" }
    }

    /// Every property the schema or a part of it names.
    private func names(of schema: JSONValue) -> Set<String> {
        if let name = schema["$ref"]?.string { return named(name).map(names) ?? [] }
        var result = Set(schema["properties"]?.object?.keys ?? [])
        for key in ["allOf", "anyOf", "oneOf"] {
            for part in schema[key]?.array ?? [] { result.formUnion(names(of: part)) }
        }
        return result
    }
}

/// Patterns, each compiled once.
private final class PatternCache: Sendable {
    static let shared = PatternCache()
    private let expressions = Mutex<[String: NSRegularExpression]>([:])

    func expression(_ pattern: String) -> NSRegularExpression? {
        expressions.withLock { expressions in
            if let known = expressions[pattern] { return known }
            let made = try? NSRegularExpression(pattern: pattern)
            expressions[pattern] = made
            return made
        }
    }
}
