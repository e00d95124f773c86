import Foundation
import GatewayTesting
import Wire

/// AWS's description of a service, its shapes turned into schemas of their form in REST-JSON.
struct ServiceModel: Sendable {
    private let shapes: SchemaTable

    init?(path: String) {
        guard let folder = Recordings.dataFolder,
            let data = FileManager.default.contents(atPath: "\(folder)/specs/\(path)"),
            let root = try? JSONValue(parsing: String(decoding: data, as: UTF8.self), maxDepth: 512),
            let shapes = root["shapes"]?.object
        else { return nil }
        self.shapes = SchemaTable(shapes)
    }

    /// - Parameter reference: a shape's name, or a path that ends in it.
    func schema(_ reference: String) -> JSONValue? { shapes.schema(reference).map(Self.schema) }

    private static func schema(_ shape: JSONValue) -> JSONValue {
        // Any JSON at all.
        if shape["document"]?.bool == true { return .object(JSONObject()) }
        var schema = JSONObject()
        switch shape["type"]?.string {
        case "structure": schema = structure(shape)
        case "list":
            schema = ["type": "array", "items": reference(shape["member"])]
            schema["minItems"] = shape["min"]
            schema["maxItems"] = shape["max"]
        case "map": schema = ["type": "object", "additionalProperties": reference(shape["value"])]
        case "string":
            schema = ["type": "string"]
            schema["enum"] = shape["enum"]
            schema["minLength"] = shape["min"]
            schema["maxLength"] = shape["max"]
            schema["pattern"] = shape["pattern"]?.string.map { .string("^(?:\($0))$") }
        // In base64.
        case "blob": schema = ["type": "string"]
        case "integer", "long":
            schema = ["type": "integer"]
            schema["minimum"] = shape["min"]
            schema["maximum"] = shape["max"]
        case "float", "double":
            schema = ["type": "number"]
            schema["minimum"] = shape["min"]
            schema["maximum"] = shape["max"]
        case "boolean": schema = ["type": "boolean"]
        default: break
        }
        return .object(schema)
    }

    private static func reference(_ member: JSONValue?) -> JSONValue { ["$ref": member?["shape"] ?? ""] }

    private static func structure(_ shape: JSONValue) -> JSONObject {
        var properties = JSONObject()
        var elsewhere: Set<String> = []
        for (name, member) in shape["members"]?.object ?? JSONObject() {
            // Members that stand in the path or in a header.
            if member["location"] != nil { elsewhere.insert(name) } else { properties[name] = reference(member) }
        }
        var schema: JSONObject = ["type": "object", "additionalProperties": false, "properties": .object(properties)]
        let required = (shape["required"]?.array ?? []).filter { !elsewhere.contains($0.string ?? "") }
        if !required.isEmpty { schema["required"] = .array(required) }
        if shape["union"]?.bool == true {
            schema["minProperties"] = 1
            schema["x-oneof"] = [.array(properties.keys.map { .string($0) })]
        }
        return schema
    }
}
