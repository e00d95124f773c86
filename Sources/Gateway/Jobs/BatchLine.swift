package import NIOCore
import Wire

/// One request of a batch's input file.
package struct BatchLine: Sendable, Equatable {
    package var customID: String
    package var body: ByteBuffer

    private static let longestID = 512

    /// - Parameter number: of the line, for what is wrong with it.
    package static func read(
        _ bytes: ByteBuffer, number: Int, for endpoint: BatchEndpoint, maxDepth: Int
    ) throws(BatchProblem) -> BatchLine {
        let root: JSONView
        do throws(JSONError) {
            root = try JSONDocument(validating: bytes, maxDepth: maxDepth + 1).root
        } catch {
            throw BatchProblem("invalid_json_line", "This line is not valid JSON: \(error).", line: number)
        }
        guard root.kind == .object else {
            throw BatchProblem("invalid_json_line", "This line is not a JSON object.", line: number)
        }
        guard let id = root["custom_id"]?.string, !id.isEmpty else {
            throw missing("custom_id", "a string that is not empty", number)
        }
        guard id.utf8.count <= longestID else {
            throw BatchProblem(
                "invalid_custom_id", "\"custom_id\" is longer than \(longestID) bytes.", param: "custom_id",
                line: number)
        }
        guard root["method"]?.string == "POST" else {
            throw BatchProblem("invalid_method", "\"method\" must be \"POST\".", param: "method", line: number)
        }
        guard root["url"]?.string == endpoint.rawValue else {
            throw BatchProblem(
                "invalid_url", "\"url\" must be the batch's endpoint, \"\(endpoint.rawValue)\".", param: "url",
                line: number)
        }
        guard let body = root["body"], body.kind == .object else { throw missing("body", "an object", number) }
        try check(body, for: endpoint, number)
        return BatchLine(customID: id, body: body.raw)
    }

    private static func check(
        _ body: JSONView, for endpoint: BatchEndpoint, _ number: Int
    ) throws(BatchProblem) {
        let model = body["model"]
        // Who moderates need not name one.
        let isOptional = endpoint == .moderations && model.map(\.isNull) ?? true
        guard isOptional || model?.string?.isEmpty == false else {
            throw missing("body.model", "a model's name", number)
        }
        for name in ["stream", "background"] where body[named: name]?.bool == true {
            throw BatchProblem(
                "unsupported_parameter", "\"\(name)\" has no meaning in a batch: leave it out.",
                param: "body.\(name)", line: number)
        }
    }

    private static func missing(_ name: String, _ wanted: String, _ number: Int) -> BatchProblem {
        BatchProblem("missing_required_parameter", "\"\(name)\" must be \(wanted).", param: name, line: number)
    }
}

/// The check of a whole input file, a line after the other.
package struct BatchCheck: Sendable {
    private static let mostProblems = 100

    package private(set) var problems: [BatchProblem] = []
    private let endpoint: BatchEndpoint
    private let maxLines: Int
    private let maxDepth: Int
    private var ids: Set<String> = []
    private var count = 0

    package init(endpoint: BatchEndpoint, maxLines: Int, maxDepth: Int) {
        self.endpoint = endpoint
        self.maxLines = maxLines
        self.maxDepth = maxDepth
    }

    /// Whether there is no use in reading on.
    package var isSettled: Bool { problems.count >= Self.mostProblems || count > maxLines }

    /// The line's `custom_id`; nil for a line that cannot be run.
    package mutating func take(_ line: LineSplitter.Line) -> String? {
        count += 1
        guard count <= maxLines else {
            problems.append(
                BatchProblem(
                    "too_many_lines", "The file has more than \(maxLines) lines: split it into several batches.",
                    line: line.number))
            return nil
        }
        do throws(BatchProblem) {
            let read = try BatchLine.read(line.bytes, number: line.number, for: endpoint, maxDepth: maxDepth)
            guard ids.insert(read.customID).inserted else {
                throw BatchProblem(
                    "duplicate_custom_id", "Another line has the custom_id \"\(read.customID)\" too.",
                    param: "custom_id", line: line.number)
            }
            return read.customID
        } catch {
            problems.append(error)
            return nil
        }
    }

    package mutating func note(_ problem: BatchProblem) { problems.append(problem) }

    /// At the end of the file.
    package mutating func finish() {
        if count == 0, problems.isEmpty { problems.append(BatchProblem("empty_file", "The file has no lines.")) }
    }
}
