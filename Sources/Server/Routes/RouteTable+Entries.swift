import Dialects
import Gateway

/// The paths as they are written down: the router's rows and docs/reference/endpoints.md are made from these.
extension RouteTable {
    struct Entry: Sendable {
        /// After the prefix.
        let path: String
        /// nil: the route holds a name from the path.
        let route: Route?
        let isPost: Bool
        /// Whether it is served under each of OpenAI's prefixes.
        let isOpenAI: Bool
        let meaning: String
    }

    static let entries: [Entry] = [
        Entry(
            path: "/chat/completions", route: .generate(.openAIChat), isPost: true, isOpenAI: true,
            meaning: "A chat in OpenAI's form, in one piece or streamed."),
        Entry(
            path: "/models", route: .modelList, isPost: false, isOpenAI: true,
            meaning: "The models the key may use."),
        Entry(
            path: "/models/{model}", route: nil, isPost: false, isOpenAI: true,
            meaning: "One model; its name may hold slashes, raw or as `%2F`."),
        Entry(
            path: ErrorPages.path + "{code}", route: nil, isPost: false, isOpenAI: false,
            meaning: "What an error's `code` means and what to do about it; the `doc_url` of errors leads here."),
        health("/livez", .live, "Whether the process runs."),
        health("/healthz", .live, "The same."),
        health("/health", .live, "The same."),
        health("/readyz", .ready, "Whether calls are welcome: 503 from SIGTERM on."),
        health("/startupz", .ready, "The same."),
    ]

    private static func health(_ path: String, _ check: HealthCheck, _ meaning: String) -> Entry {
        Entry(path: path, route: .health(check), isPost: false, isOpenAI: false, meaning: meaning)
    }

    /// Rows for the reference page: methods, paths, whether a key is needed, meaning.
    package static var described: [(methods: String, paths: [String], needsKey: Bool, meaning: String)] {
        entries.map { entry in
            let prefixes = entry.isOpenAI ? self.prefixes : [""]
            return (
                entry.isPost ? "POST" : "GET, HEAD", prefixes.map { $0 + entry.path }, entry.isOpenAI, entry.meaning
            )
        }
    }
}
