import Foundation
import GatewayTesting
import Wire
import Yams

/// The providers' own descriptions of their APIs; nil where the test data is absent.
struct Specification: Sendable {
    var check: SchemaCheck
    /// A body against the schema of that name.
    func faults(_ value: JSONValue, as name: String) -> [String] {
        check.faults(value, ["$ref": .string("#/components/schemas/\(name)")])
    }

    static let openAI: Specification? = {
        guard let document = OpenAPISlices(path: "openai/openapi.yaml") else { return nil }
        return Specification(check: SchemaCheck(named: { document.schema($0) }))
    }()

    /// The same, where a member it does not name is a fault.
    static let openAIClosed: Specification? = {
        var closed = openAI
        closed?.check.isClosed = true
        return closed
    }()

    static let ollama: Specification? = {
        guard let document = OpenAPISlices(path: "ollama/openapi.yaml") else { return nil }
        return Specification(check: SchemaCheck(named: { document.schema($0) }))
    }()

    static let bedrock: Specification? = {
        guard let model = ServiceModel(path: "aws/bedrock-runtime.service-2.json") else { return nil }
        return Specification(check: SchemaCheck(named: { model.schema($0) }))
    }()

    static let anthropic: Specification? = {
        guard let folder = Recordings.dataFolder,
            let data = FileManager.default.contents(atPath: "\(folder)/specs/anthropic/openapi.subset.json"),
            let root = try? JSONValue(parsing: String(decoding: data, as: UTF8.self), maxDepth: 512)
        else { return nil }
        let schemas = root["components"]?["schemas"]?.object.map(SchemaTable.init)
        return Specification(check: SchemaCheck(named: { schemas?.schema($0) }))
    }()

    /// For answers, of which Anthropic's own leave out what is null (`container`, `stop_details`, …).
    static let anthropicAnswers: Specification? = {
        var answers = anthropic
        answers?.check.mayLackDefaults = true
        return answers
    }()

    /// For answers: what Google's own have, of which its description is older.
    static let geminiAnswers: Specification? = {
        var answers = gemini
        answers?.check.alsoKnown = ["serviceTier", "title"]
        return answers
    }()

    static let gemini: Specification? = {
        let files = ["content", "generative_service", "safety", "citation"]
        guard let folder = Recordings.dataFolder else { return nil }
        var table = ProtoTable()
        for file in files {
            let path = "\(folder)/specs/google/generativelanguage-v1beta/\(file).proto"
            guard let data = FileManager.default.contents(atPath: path) else { return nil }
            table.read(String(decoding: data, as: UTF8.self))
        }
        let types = table
        return Specification(check: SchemaCheck(named: { types.schema(String($0.split(separator: "/").last ?? "")) }))
    }()
}

/// Schemas by name, found in constant time.
struct SchemaTable: Sendable {
    private let schemas: [String: JSONValue]

    init(_ object: JSONObject) {
        schemas = Dictionary(object.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
    }

    /// - Parameter reference: `#/components/schemas/Name`.
    func schema(_ reference: String) -> JSONValue? {
        schemas[reference.split(separator: "/").last.map(String.init) ?? ""]
    }
}

/// The schemas of a large OpenAPI document in YAML, each parsed when it is asked for: the whole takes too long.
final class OpenAPISlices: @unchecked Sendable {
    private let data: Data
    private let lock = NSLock()
    /// Guarded by the lock.
    private var parsed: [String: JSONValue] = [:]

    init?(path: String) {
        guard let folder = Recordings.dataFolder,
            let data = FileManager.default.contents(atPath: "\(folder)/specs/\(path)")
        else { return nil }
        self.data = data
    }

    func schema(_ reference: String) -> JSONValue? {
        let name = reference.split(separator: "/").last.map(String.init) ?? ""
        return lock.withLock {
            if let known = parsed[name] { return known }
            let found = slice(name).flatMap { try? Yams.compose(yaml: $0) }.map { JSONValue(yaml: $0) }
            parsed[name] = found?.object?.first { _ in true }?.value
            return parsed[name]
        }
    }

    /// From the line `    Name:` to the next line that is indented as little.
    private func slice(_ name: String) -> String? {
        guard let head = data.range(of: Data("\n    \(name):\n".utf8)) else { return nil }
        var end = head.upperBound
        while end < data.endIndex {
            let line = data[end...].prefix(6)
            if !line.starts(with: Data("     ".utf8)), line.first != 0x0A { break }
            guard let newline = data[end...].firstIndex(of: 0x0A) else { break }
            end = newline + 1
        }
        return String(decoding: data[(head.lowerBound + 1)..<end], as: UTF8.self)
    }
}

extension JSONValue {
    /// Scalars of YAML by their core schema; quoted ones are texts.
    init(yaml node: Yams.Node) {
        switch node {
        case .mapping(let mapping):
            self = .object(JSONObject(mapping.map { ($0.key.string ?? "", JSONValue(yaml: $0.value)) }))
        case .sequence(let sequence):
            self = .array(sequence.map { JSONValue(yaml: $0) })
        case .scalar(let scalar):
            if scalar.style != .plain && scalar.style != .any {
                self = .string(scalar.string)
            } else if let value = node.bool {
                self = .bool(value)
            } else if node.null != nil {
                self = .null
            } else if node.int != nil || node.float != nil {
                self = .number(scalar.string)
            } else {
                self = .string(scalar.string)
            }
        default: self = .null
        }
    }
}
