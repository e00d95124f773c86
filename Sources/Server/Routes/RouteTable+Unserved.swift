import Dialects
import Gateway

/// Paths of well-known APIs that this version does not serve: their 404 says so.
extension RouteTable {
    /// Path after the prefix, and what it is called. A path fits with everything below it.
    private static let unserved: [(path: String, name: String)] = [
        ("/responses", "This part of the Responses API"), ("/conversations", "The Conversations API"),
        ("/messages", "This part of Anthropic's API"), ("/audio", "This part of the Audio API"),
        ("/images", "This part of the Images API"),
        ("/videos", "The Videos API"), ("/files", "This part of the Files API"),
        ("/uploads", "The Uploads API"), ("/batches", "This part of the Batch API"),
        ("/fine_tuning", "The Fine-tuning API"),
        ("/vector_stores", "The Vector Stores API"), ("/assistants", "The Assistants API"),
        ("/threads", "The Assistants API"), ("/realtime", "This part of the Realtime API"),
    ]

    /// Gemini's and Ollama's own paths stand without one of OpenAI's prefixes.
    private static let foreign: [(path: String, name: String)] = [
        ("/v1beta", "This part of the Gemini API"), ("/api/embeddings", "This part of the Ollama API"),
        ("/v2/embed", "This part of the Cohere API"),
    ]

    /// What a path that is not served is known for; nil for any other path.
    static func unserved(_ target: String) -> String? {
        let path = path(of: target)
        for row in foreign where fits(path, row.path) { return row.name }
        for row in unserved where Prefixes.openAI.list.contains(where: { fits(path, $0 + row.path) }) {
            return row.name
        }
        return nil
    }

    /// Where a path that is served stands at the end of this one: that path, and what is too much before it. SDKs add
    /// a version to a base URL, which may have one already.
    static func surplus(of target: String) -> (start: String, path: String)? {
        let path = path(of: target)
        var rest = Substring(path)
        for _ in 0..<4 {
            guard let slash = rest.dropFirst().firstIndex(of: "/") else { return nil }
            rest = rest[slash...]
            if serves(String(rest)) { return (String(path[..<slash]), String(rest)) }
        }
        return nil
    }

    /// The served path that is nearest to one that is not, within two letters.
    static func near(_ target: String) -> String? {
        let wanted = path(of: target)
        guard let near = NearestNames.of(wanted, among: paths(asLongAs: wanted, within: 2), count: 1).first,
            NearestNames.distance(Array(wanted.utf8), Array(near.utf8)) <= 2
        else { return nil }
        return near
    }

    /// In whose error form a path that is not served is refused.
    static func dialect(ofUnserved target: String) -> Dialect {
        let path = surplus(of: target)?.path ?? path(of: target)
        if path.hasPrefix("/anthropic/") || Prefixes.anthropic.list.contains(where: { fits(path, $0 + "/messages") }) {
            return .anthropicMessages
        }
        if Prefixes.gemini.list.contains(where: { $0 != "/v1" && !$0.isEmpty && path.hasPrefix($0 + "/") }) {
            return .geminiGenerate
        }
        if ["/v2/chat", "/v2/embed", "/v2/rerank", "/cohere"].contains(where: { fits(path, $0) }) {
            return .cohereChat
        }
        return path.hasPrefix("/api/") || path.hasPrefix("/ollama/") ? .ollamaChat : .openAIChat
    }

    private static func fits(_ path: String, _ start: String) -> Bool {
        path == start || path.hasPrefix(start + "/")
    }
}
