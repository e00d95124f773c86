package import Wire

/// Rewrites a JSON Schema for an upstream that does not take every keyword.
///
/// Three things can happen to a keyword that is not taken:
/// - it is said in another way (`const` → `enum`, `oneOf` → `anyOf`, `$ref` → the schema it names, `allOf` → one
///   schema, `exclusiveMinimum: 1` of an integer → `minimum: 2`), which is no loss;
/// - it only annotates, or only narrows what is valid (`title`, `multipleOf`): it goes, and what narrows is noted;
/// - without it the schema would mean something else (`not`, `if`, a recursive `$ref`): ``DialectError``
///   `.unsupported`, whose path ends in the keyword.
package struct SchemaRewriting: Sendable, Equatable {
    /// Keywords the upstream refuses.
    package var refused: Set<String>
    /// When given, every other keyword is refused too.
    package var accepted: Set<String>?
    /// When given, `format` may have no other values.
    package var acceptedFormats: Set<String>?
    /// OpenAPI 3.0 instead of JSON Schema: one type only, `nullable`, and an `enum` of texts.
    package var isOpenAPI: Bool
    /// Whether nothing but members that begin with `$` may stand beside a `$ref`.
    package var refStandsAlone: Bool

    package init(
        refused: Set<String>, accepted: Set<String>? = nil, acceptedFormats: Set<String>? = nil,
        isOpenAPI: Bool = false, refStandsAlone: Bool = false
    ) {
        self.refused = refused
        self.accepted = accepted
        self.acceptedFormats = acceptedFormats
        self.isOpenAPI = isOpenAPI
        self.refStandsAlone = refStandsAlone
    }

    /// Whether every schema stays as it is.
    package var isIdentity: Bool {
        refused.isEmpty && accepted == nil && acceptedFormats == nil && !isOpenAPI && !refStandsAlone
    }

    /// - Parameter path: where the schema stands in the caller's request; losses and errors begin with it.
    package func rewrite(
        _ schema: JSONValue, at path: String, losses: inout Losses
    ) throws(DialectError) -> JSONValue {
        guard !isIdentity else { return schema }
        var pass = SchemaPass(rules: self, root: schema)
        let result = try pass.rewrite(schema, at: path)
        losses.merge(pass.losses)
        return result
    }

    func takes(_ keyword: String) -> Bool {
        if refused.contains(keyword) { return false }
        return accepted?.contains(keyword) ?? true
    }
}

/// One rewriting of one schema.
struct SchemaPass {
    let rules: SchemaRewriting
    let root: JSONValue
    var losses = Losses()
    /// The references being followed, to see a schema that contains itself.
    var following: [String] = []
    /// Schemas inside one another where this pass stands, references followed included.
    var depth = 0
    /// What following references has brought so far: schemas, and how much stands in them.
    var nodes = 0
    var weight = 0

    init(rules: SchemaRewriting, root: JSONValue) {
        self.rules = rules
        self.root = root
    }

    mutating func rewrite(_ schema: JSONValue, at path: String) throws(DialectError) -> JSONValue {
        if let verdict = schema.bool {
            guard !verdict else { return rules.isOpenAPI ? .object(JSONObject()) : schema }
            guard rules.isOpenAPI else { return schema }
            throw .unsupported(path, "the schema `false` has no counterpart upstream")
        }
        guard let object = schema.object else { return schema }
        let known = following.count
        try enter(path)
        let resolved = try resolve(object, at: path)
        let result = try rewrite(resolved, at: path)
        leave()
        following.removeLast(following.count - known)
        return .object(result)
    }

    private mutating func rewrite(_ object: JSONObject, at path: String) throws(DialectError) -> JSONObject {
        var schema = object
        try mergeAllOf(&schema, at: path)
        try renameOneOf(&schema, at: path)
        try sayConstAsEnum(&schema)
        sayBoundsInclusively(&schema, at: path)
        if rules.isOpenAPI {
            try sayTypeAsOpenAPI(&schema, at: path)
            sayEnumAsOpenAPI(&schema, at: path)
        }
        try sayPrefixItemsAsItems(&schema, at: path)
        var result = JSONObject()
        for (keyword, value) in schema {
            let place = "\(path).\(keyword)"
            if rules.takes(keyword) {
                if let kept = try keep(keyword, value, at: place) { result[keyword] = kept }
            } else {
                try drop(keyword, value, at: place)
            }
        }
        if rules.isOpenAPI { try inlineNullBranches(&result, at: path) }
        return result
    }

    private mutating func keep(
        _ keyword: String, _ value: JSONValue, at path: String
    ) throws(DialectError) -> JSONValue? {
        switch keyword {
        case "properties", "patternProperties", "$defs", "definitions", "dependentSchemas":
            guard let members = value.object else { return value }
            var result = JSONObject()
            for (name, schema) in members { result[name] = try rewrite(schema, at: "\(path).\(name)") }
            return .object(result)
        case "items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames",
            "unevaluatedProperties", "unevaluatedItems":
            if let list = value.array { return try rewrite(list, at: path) }
            return try rewrite(value, at: path)
        case "anyOf", "oneOf", "allOf", "prefixItems":
            guard let list = value.array else { return value }
            return try rewrite(list, at: path)
        case "format":
            guard let formats = rules.acceptedFormats, let format = value.string, !formats.contains(format)
            else { return value }
            losses.note(path, "the format \"\(format)\" is not known upstream")
            return nil
        default: return value
        }
    }

    private mutating func rewrite(_ list: [JSONValue], at path: String) throws(DialectError) -> JSONValue {
        var result: [JSONValue] = []
        for (index, schema) in list.enumerated() {
            result.append(try rewrite(schema, at: "\(path)[\(index)]"))
        }
        return .array(result)
    }

    private mutating func drop(_ keyword: String, _ value: JSONValue, at path: String) throws(DialectError) {
        switch SchemaKeyword.weight(of: keyword, value) {
        case .none: return
        case .narrowing: losses.note(path, "`\(keyword)` is not taken upstream; answers may not obey it")
        case .meaning:
            throw .unsupported(
                path, "`\(keyword)` is not taken by this model's provider and has no counterpart there",
                hint: "write the schema without `\(keyword)`, or use a model whose provider takes it")
        }
    }
}

/// What is lost when a keyword is left out.
enum SchemaKeyword {
    enum Weight { case none, narrowing, meaning }

    static func weight(of keyword: String, _ value: JSONValue) -> Weight {
        switch keyword {
        case "$schema", "$id", "id", "$anchor", "$comment", "$defs", "definitions", "title", "description", "default",
            "examples", "example", "deprecated", "readOnly", "writeOnly", "propertyOrdering", "contentEncoding",
            "contentMediaType", "contentSchema", "$vocabulary", "discriminator", "externalDocs", "xml":
            return .none
        case "additionalProperties", "unevaluatedProperties", "additionalItems", "unevaluatedItems":
            // Models write the properties they are shown; only a schema for all others is missed.
            return value.object?.isEmpty == false ? .narrowing : .none
        case "not", "if", "then", "else", "$ref", "$dynamicRef", "$recursiveRef", "allOf", "oneOf", "anyOf",
            "patternProperties", "dependentSchemas", "dependencies", "propertyNames", "contains", "type", "properties",
            "items", "prefixItems", "enum", "const", "required":
            return .meaning
        default:
            return keyword.hasPrefix("x-") ? .none : .narrowing
        }
    }
}
