import Wire

/// Reads a member as the type its dialect demands, or says in OpenAI's manner what is wrong where.
enum OpenAIField {
    static func string(_ view: JSONView, _ path: @autoclosure () -> String) throws(DialectError) -> String {
        guard let text = view.string else { throw wrong(view, path(), expected: "a string") }
        return text
    }

    static func int(_ view: JSONView, _ path: @autoclosure () -> String) throws(DialectError) -> Int {
        guard let value = view.int else { throw wrong(view, path(), expected: "an integer") }
        return value
    }

    static func bool(_ view: JSONView, _ path: @autoclosure () -> String) throws(DialectError) -> Bool {
        guard let value = view.bool else { throw wrong(view, path(), expected: "a boolean") }
        return value
    }

    static func number(_ view: JSONView, _ path: @autoclosure () -> String) throws(DialectError) -> NumberText {
        guard let text = view.numberText else { throw wrong(view, path(), expected: "a number") }
        return NumberText(text)
    }

    static func object(_ view: JSONView?, _ path: @autoclosure () -> String) throws(DialectError) -> JSONView {
        guard let view, !view.isNull else { throw missing(path()) }
        guard view.kind == .object else { throw wrong(view, path(), expected: "an object") }
        return view
    }

    static func array(_ view: JSONView, _ path: @autoclosure () -> String) throws(DialectError) -> JSONElements {
        guard view.kind == .array else { throw wrong(view, path(), expected: "an array") }
        return view.elements
    }

    /// A member that must be there and be a string.
    static func requiredString(_ view: JSONView?, _ path: @autoclosure () -> String) throws(DialectError) -> String {
        guard let view, !view.isNull else { throw missing(path()) }
        return try string(view, path())
    }

    static func optionalString(_ view: JSONView?, _ path: @autoclosure () -> String) throws(DialectError) -> String? {
        guard let view, !view.isNull else { return nil }
        return try string(view, path())
    }

    static func strings(_ view: JSONView, _ path: @autoclosure () -> String) throws(DialectError) -> [String] {
        var texts: [String] = []
        for (index, element) in try array(view, path()).enumerated() {
            texts.append(try string(element, "\(path())[\(index)]"))
        }
        return texts
    }

    static func missing(_ path: @autoclosure () -> String) -> DialectError {
        .invalid(path(), "Missing required parameter: '\(path())'.")
    }

    static func wrong(_ view: JSONView, _ path: @autoclosure () -> String, expected: String) -> DialectError {
        .invalid(path(), "Invalid type for '\(path())': expected \(expected), but got \(name(of: view)) instead.")
    }

    private static func name(of view: JSONView) -> String {
        switch view.kind {
        case .object: "an object"
        case .array: "an array"
        case .string: "a string"
        case .number: view.int == nil ? "a decimal number" : "an integer"
        case .bool: "a boolean"
        case .null: "null"
        }
    }
}

extension Preserved {
    /// nil when there is nothing to keep.
    init?(openAI members: JSONObject) {
        guard !members.isEmpty else { return nil }
        self.init(dialect: .openAIChat, members: members)
    }

    /// The members to write again; empty when they are of another dialect.
    var ownOpenAI: JSONObject { dialect == .openAIChat ? members : JSONObject() }
}

extension Optional where Wrapped == Preserved {
    /// The members to write again; empty when they are of another dialect.
    var ownOpenAI: JSONObject { self?.ownOpenAI ?? JSONObject() }
}

extension Optional where Wrapped == JSONView {
    /// The elements of an array; empty for anything else.
    var list: [JSONView] { self.map { view in view.elements.map { $0 } } ?? [] }
}

extension JSONObject {
    /// Adds members that are not there yet.
    mutating func fill(_ other: JSONObject) {
        for (key, value) in other where self[key] == nil { self[key] = value }
    }
}

extension JSONValue {
    init(_ text: String?) { self = text.map { .string($0) } ?? .null }
    init(_ number: NumberText) { self = .number(number.text) }
    init(_ texts: [String]) { self = .array(texts.map { .string($0) }) }
}
