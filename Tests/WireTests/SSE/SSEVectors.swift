import Foundation
import GatewayTesting

/// The published vectors: what a browser dispatches for which bytes.
struct SSEVector: Decodable {
    struct Event: Decodable, Equatable {
        var event: String
        var data: String
        var lastEventId: String
    }

    var name: String
    var chunks: [Data]
    var events: [Event]
    var retry: Int?

    private enum CodingKeys: String, CodingKey {
        case name, events, retry
        case chunks = "chunks_base64"
    }

    /// The vectors in `$LLMGATEWAY_TEST_DATA`, or beside the package; nil where they are absent.
    static func load() throws -> [SSEVector]? {
        let folder =
            ProcessInfo.processInfo.environment["LLMGATEWAY_TEST_DATA"].map { URL(fileURLWithPath: $0) }
            ?? packageRoot.appendingPathComponent("../shared/data")
        let file = folder.appendingPathComponent("vectors/sse/sse.json")
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        let vectors = try JSONDecoder().decode([SSEVector].self, from: Data(contentsOf: file))
        for vector in vectors { Tally.note(.vectors, "sse/" + vector.name) }
        return vectors
    }

    private static var packageRoot: URL {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root
    }
}
