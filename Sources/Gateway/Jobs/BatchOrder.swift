import NIOCore
import Wire

/// What a caller asks for who wants a batch.
struct BatchOrder {
    let inputFile: String
    let endpoint: BatchEndpoint
    let window: String
    /// The same in seconds.
    let length: Int
    let metadata: JSONValue
    let outputAge: Int?

    private static let longestWindow = 30 * 86_400

    /// The object, and its `input_file_id`: what is checked is what is sent.
    static func read(_ body: ByteBuffer, maxDepth: Int) throws(GatewayError) -> (root: JSONView, inputFile: String) {
        let root: JSONView
        do throws(JSONError) {
            root = try JSONDocument(validating: body, maxDepth: maxDepth).root
        } catch {
            throw GatewayError(.invalidJSON, "The body is not valid JSON: \(error).")
        }
        guard root.kind == .object else {
            throw GatewayError(.invalidRequest, "The body must be one JSON object.")
        }
        guard root.members.count(where: { $0.key == "input_file_id" }) <= 1 else {
            throw GatewayError(
                .invalidRequest, "\"input_file_id\" is given twice.",
                hint: "Give it once: what is checked is what is sent.", param: "input_file_id")
        }
        guard let file = root["input_file_id"]?.string, !file.isEmpty else {
            throw GatewayError(
                .invalidRequest, "\"input_file_id\" is missing.",
                hint: "Upload a file with `purpose=batch` at /v1/files, and name its id.", param: "input_file_id")
        }
        return (root, file)
    }

    init(_ root: JSONView, inputFile: String) throws(GatewayError) {
        self.inputFile = inputFile
        let served = BatchEndpoint.allCases.map(\.rawValue).joined(separator: ", ")
        guard let endpoint = root["endpoint"]?.string.flatMap(BatchEndpoint.init) else {
            throw GatewayError(
                .invalidRequest, "\"endpoint\" must be one that batches have.", hint: "One of \(served).",
                param: "endpoint")
        }
        self.endpoint = endpoint
        guard let window = root["completion_window"]?.string, let length = Self.seconds(window) else {
            throw GatewayError(
                .invalidRequest, "\"completion_window\" must be a time such as \"24h\", 30 days at the most.",
                hint: "Say `24h`.", param: "completion_window")
        }
        self.window = window
        self.length = length
        metadata = try Self.metadata(root["metadata"])
        let expires = root["output_expires_after"].flatMap { $0.isNull ? nil : $0 }
        outputAge =
            try expires.map { (expires) throws(GatewayError) in
                try ExpiresAfter.seconds(
                    anchor: expires["anchor"]?.string ?? "", seconds: .some(expires["seconds"]?.int),
                    param: "output_expires_after")
            } ?? nil
    }

    private static func seconds(_ window: String) -> Int? {
        guard let unit = window.last, let count = Int(window.dropLast()), (1...720).contains(count) else { return nil }
        switch unit {
        case "h": return count * 3_600
        case "d": return count * 86_400 <= longestWindow ? count * 86_400 : nil
        default: return nil
        }
    }

    private static func metadata(_ view: JSONView?) throws(GatewayError) -> JSONValue {
        guard let view, !view.isNull else { return .null }
        let members = Array(view.members)
        let isPlain = members.allSatisfy { key, value in
            key.utf8.count <= 64 && value.string.map { $0.utf8.count <= 512 } ?? false
        }
        guard view.kind == .object, members.count <= 16, isPlain else {
            throw GatewayError(
                .invalidRequest, "\"metadata\" must be an object of at most 16 texts.",
                hint: "Names have 64 bytes at the most, texts 512.", param: "metadata")
        }
        return JSONValue(view)
    }
}
