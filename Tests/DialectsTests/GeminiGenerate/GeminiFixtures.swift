import Dialects
import GatewayTesting
import NIOCore
import Wire

/// What the tests of this dialect share: recordings, and one form for JSON that means the same.
enum GeminiFixtures {
    static let endpoints: Set<String> = ["generateContent", "streamGenerateContent"]

    static let exchanges: [Exchange] =
        Recordings.shared?.exchanges {
            ($0.provider == "gemini" || $0.provider == "vertex") && endpoints.contains($0.endpoint)
        } ?? []

    static func json(_ bytes: ByteBuffer) -> JSONValue? { try? JSONValue(parsing: bytes) }

    static func view(_ value: JSONValue) throws -> JSONView { try JSONDocument(validating: value.bytes).root }

    static func view(_ text: String) throws -> JSONView { try JSONDocument(validating: text).root }

    /// The events of one recorded answer; arrays are framed as events.
    static func streamEvents(_ exchange: Exchange) -> [SSEEvent] {
        if exchange.isEventStream { return sse(exchange.response.body) }
        guard let list = json(exchange.response.body)?.array else { return [] }
        return list.map { SSEEvent(data: $0.bytes) }
    }

    static func sse(_ bytes: ByteBuffer, cutAt size: Int? = nil) -> [SSEEvent] {
        var parser = SSEParser()
        var result: [SSEEvent] = []
        var rest = bytes
        while let piece = rest.readSlice(length: min(size ?? rest.readableBytes, rest.readableBytes)),
            piece.readableBytes > 0
        {
            parser.feed(piece)
            while let event = try? parser.next() { result.append(event) }
        }
        if let event = try? parser.finish() { result.append(event) }
        return result
    }

    static func decode(_ events: [SSEEvent]) -> [GenerationEvent] {
        var decoder = GeminiGenerateCodec().makeStreamDecoder()
        var result: [GenerationEvent] = []
        for event in events { decoder.decode(event, into: &result) }
        decoder.finish(into: &result)
        return result
    }

    static func encode(
        _ request: GenerationRequest, _ change: (inout TargetTraits) -> Void = { _ in }
    ) throws -> (body: JSONValue, losses: Losses) {
        var traits = TargetTraits(model: "gemini-2.5-flash")
        change(&traits)
        var writer = JSONWriter()
        var losses = Losses()
        try GeminiGenerateCodec().encode(request, for: traits, into: &writer, losses: &losses)
        return (try JSONValue(parsing: writer.buffer), losses)
    }

    static func encode(_ response: GenerationResponse) throws -> JSONValue {
        var writer = JSONWriter()
        var losses = Losses()
        try GeminiGenerateCodec().encode(response, into: &writer, losses: &losses)
        return try JSONValue(parsing: writer.buffer)
    }
}

/// Brings texts of proto3 JSON that mean the same to one form: lowerCamelCase names, no default values, lists where
/// the parser takes a single object, turns of one role joined, one tool per object, one name for both schema forms.
enum GeminiNormal {
    static func form(_ value: JSONValue, of name: String = "") -> JSONValue {
        switch value {
        case .array(let list):
            let items = list.map { form($0) }
            if name == "contents" { return .array(joined(items)) }
            if name == "tools" { return .array(tools(items)) }
            return .array(items)
        case .object(let object):
            if name == "parts" || name == "tools" { return form(.array([value]), of: name) }
            return .object(members(object, of: name))
        case .string(let text): return name == "thinkingLevel" ? .string(text.uppercased()) : .string(text)
        default: return value
        }
    }

    private static func members(_ object: JSONObject, of parent: String) -> JSONObject {
        var result = JSONObject()
        for (key, value) in object {
            var name = camelCase(key)
            if ["parameters", "parametersJsonSchema"].contains(name) { name = "parametersJsonSchema" }
            if ["responseSchema", "responseJsonSchema"].contains(name) { name = "responseJsonSchema" }
            if parent == "systemInstruction", name == "role" { continue }
            let formed = form(value, of: name)
            if isDefault(formed, name) { continue }
            if name.hasSuffix("JsonSchema") { result[name] = schema(formed) } else { result[name] = formed }
        }
        return result
    }

    private static func isDefault(_ value: JSONValue, _ name: String) -> Bool {
        switch value {
        case .null: true
        case .bool(let value): !value && name == "thought"
        case .array(let list): list.isEmpty
        case .number(let text): text == "0" && (name.hasSuffix("Count") || name == "index")
        case .object(let object): object.isEmpty && ["systemInstruction", "generationConfig", "content"].contains(name)
        case .string: false
        }
    }

    private static func schema(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let list): return .array(list.map(schema))
        case .object(let object):
            var result = JSONObject()
            for (key, value) in object {
                if key == "type", let text = value.string {
                    result[key] = .string(text.lowercased())
                } else {
                    result[key] = schema(value)
                }
            }
            if let reference = result["$ref"], result.count > 1 { result = JSONObject([("$ref", reference)]) }
            return .object(result)
        default: return value
        }
    }

    private static func joined(_ contents: [JSONValue]) -> [JSONValue] {
        var result: [JSONValue] = []
        for content in contents {
            guard var object = content.object else { continue }
            guard let last = result.last?.object else {
                object["role"] = .string(object["role"]?.string == "model" ? "model" : "user")
                result.append(.object(object))
                continue
            }
            let role = object["role"]?.string == "model" ? "model" : "user"
            if (last["role"]?.string == "model" ? "model" : "user") == role {
                var merged = last
                merged["parts"] = .array((last["parts"]?.array ?? []) + (object["parts"]?.array ?? []))
                result[result.count - 1] = .object(merged)
            } else {
                object["role"] = .string(role)
                result.append(.object(object))
            }
        }
        return result
    }

    private static func tools(_ list: [JSONValue]) -> [JSONValue] {
        var functions: [JSONValue] = []
        var others: [JSONValue] = []
        for tool in list {
            for (key, value) in tool.object ?? JSONObject() {
                if key == "functionDeclarations" {
                    functions += value.array ?? [value]
                } else {
                    others.append(.object(JSONObject([(key, value)])))
                }
            }
        }
        return functions + others
    }

    private static func camelCase(_ key: String) -> String {
        let words = key.split(separator: "_")
        guard words.count > 1, !key.hasPrefix("_") else { return key }
        return words.dropFirst().reduce(String(words[0])) { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
    }

    /// The path of the first member of `one` that `other` lacks or says otherwise; more members are allowed.
    static func missing(_ one: JSONValue, in other: JSONValue?, at path: String = "") -> String? {
        guard let other else { return path }
        switch (one, other) {
        case (.object(let one), .object(let other)):
            for (key, value) in one {
                if let found = missing(value, in: other[key], at: "\(path).\(key)") { return found }
            }
            return nil
        case (.array(let one), .array(let other)):
            guard one.count == other.count else { return "\(path): \(one.count) elements, now \(other.count)" }
            for (index, (value, another)) in zip(one, other).enumerated() {
                if let found = missing(value, in: another, at: "\(path)[\(index)]") { return found }
            }
            return nil
        default:
            return one.isEquivalent(to: other) ? nil : "\(path): \(one.text.prefix(80)), now \(other.text.prefix(80))"
        }
    }
}
