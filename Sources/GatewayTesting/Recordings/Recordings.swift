import Foundation
import NIOCore
package import Wire

/// The recorded exchanges of real providers: one JSON file each, listed in `index.json`.
///
/// They lie in `$LLMGATEWAY_TEST_DATA/recordings`, or in `../shared/data/recordings` beside the package. Where they
/// are absent ``shared`` is nil, which is said once, and tests that need them pass.
package struct Recordings: Sendable {
    /// Read once for the process; nil when there is no test data.
    package static let shared: Recordings? = find()

    /// The folder of test data (`recordings`, `specs`, `vectors`, …); nil when there is none.
    package static let dataFolder: String? = findDataFolder()

    /// Every line of the index, in its order.
    package let entries: [Entry]
    private let folder: String

    /// One line of the index: enough to choose a recording without opening it.
    package struct Entry: Sendable, Equatable {
        /// Relative to the folder of recordings, `openai/chat-completions-774318c954ef.json`.
        package var file: String
        package var provider: String
        /// The operation, named after its path: `chat.completions`, `messages`, …
        package var endpoint: String
        package var model: String?
        package var status: Int
        /// `full`, `response-only`, `response-events` or `websocket`.
        package var kind: String
        /// `bytes`, `json-reserialised`, `canonicalised`, `events` or `response-only`.
        package var fidelity: String
        /// How the answer is framed: `json`, `sse`, `ndjson`, `json-array`, `eventstream`, `events`, …
        package var wire: String
        package var features: [String]
    }

    /// All exchanges of one provider (nil: of every one) and operation that are plain HTTP, in the index's order.
    package func exchanges(provider: String? = nil, endpoint: String) -> [Exchange] {
        exchanges { (provider == nil || $0.provider == provider) && $0.endpoint == endpoint }
    }

    /// Opens the chosen recordings. WebSocket sessions are no exchanges and are left out.
    package func exchanges(where isWanted: (Entry) -> Bool) -> [Exchange] {
        entries.filter(isWanted).compactMap(exchange)
    }

    package func exchange(_ entry: Entry) -> Exchange? {
        guard let json = Self.json(atPath: "\(folder)/\(entry.file)") else { return nil }
        Tally.note(.exchanges, entry.file)
        return Exchange(json, entry: entry)
    }

    /// One JSON file of the test data, `prices/genai-prices.v2.json`; nil when it is not there.
    package static func json(of file: String) -> JSONView? {
        dataFolder.flatMap { json(atPath: "\($0)/\(file)") }
    }

    private static func find() -> Recordings? {
        guard let dataFolder else {
            print("Test data absent (LLMGATEWAY_TEST_DATA, ../shared/data): tests over recordings check nothing.")
            return nil
        }
        let folder = "\(dataFolder)/recordings"
        guard let index = json(atPath: "\(folder)/index.json"), let list = index["exchanges"] else {
            print("Test data without a readable recordings/index.json: tests over recordings check nothing.")
            return nil
        }
        return Recordings(entries: list.elements.compactMap(Entry.init), folder: folder)
    }

    private static func findDataFolder() -> String? {
        let package = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let candidates: [String?] = [
            ProcessInfo.processInfo.environment["LLMGATEWAY_TEST_DATA"],
            package.deletingLastPathComponent().appendingPathComponent("shared/data").path,
        ]
        return candidates.compactMap { $0 }.first { FileManager.default.fileExists(atPath: "\($0)/recordings") }
    }

    private static func json(atPath path: String) -> JSONView? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return (try? JSONDocument(validating: ByteBuffer(bytes: data)))?.root
    }

    private init(entries: [Entry], folder: String) {
        self.entries = entries
        self.folder = folder
    }
}

extension Recordings.Entry {
    init?(_ json: JSONView) {
        guard let file = json["file"]?.string, let provider = json["provider"]?.string,
            let endpoint = json["endpoint"]?.string
        else { return nil }
        self.init(
            file: file, provider: provider, endpoint: endpoint, model: json["model"]?.string,
            status: json["status"]?.int ?? 0, kind: json["kind"]?.string ?? "",
            fidelity: json["fidelity"]?.string ?? "", wire: json["wire"]?.string ?? "",
            features: json["features"]?.elements.compactMap(\.string) ?? [])
    }
}
