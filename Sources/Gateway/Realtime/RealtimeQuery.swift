import Wire

/// The query of a request for a realtime session: the model, and what goes on to the provider.
struct RealtimeQuery: Sendable {
    let model: String
    /// Whether the session only writes down what is said. Its model is that of the transcription, which OpenAI takes in
    /// the session's settings and refuses in the query.
    let isTranscription: Bool
    private let passed: [Substring]

    /// What names the model or the version of a provider's path, which are ours to say, and what may hold a key.
    private static let own: Set = [
        "model", "deployment", "api-version", "key", "api-key", "x-api-key", "x-goog-api-key", "authorization",
        "access_token",
    ]

    /// - Parameter target: path and query as sent.
    init(_ target: String) throws(GatewayError) {
        let items = QueryItems.read(target)
        guard items["call_id"] == nil else {
            throw GatewayError(
                .unsupportedParameter, "A session cannot join a call (`call_id`): its model would not be known.",
                hint: "Name a model, without `call_id`.", param: "call_id")
        }
        guard let model = items["model"] ?? items["deployment"], !model.isEmpty else {
            throw GatewayError(
                .invalidRequest, "\"model\" is missing from the query.",
                hint: "Connect to `/v1/realtime?model=…`; GET /v1/models lists the models.", param: "model")
        }
        self.model = model
        isTranscription = items["intent"] == "transcription"
        let query = target.firstIndex(of: "?").map { target[target.index(after: $0)...] } ?? ""
        passed = query.split(separator: "&").filter { pair in
            let name = pair.prefix { $0 != "=" }
            return PercentCoding.decode(name).map { !Self.own.contains($0.lowercased()) } ?? false
        }
    }

    var facts: RequestFacts { RequestFacts(model: model, isStream: true, includesUsage: true) }

    /// Path and query at a provider.
    func path(at endpoint: Endpoint, model: String) -> String {
        var items = passed.map(String.init)
        // A deployment is a place, not a model, and is named in any case.
        if let name = endpoint.modelQuery, !isTranscription || name != "model" {
            items.append("\(name)=\(PathTemplate.queryValue(model))")
        }
        guard !items.isEmpty else { return endpoint.path }
        return endpoint.path + (endpoint.path.contains("?") ? "&" : "?") + items.joined(separator: "&")
    }
}
