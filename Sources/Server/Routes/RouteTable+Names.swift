import Dialects
import Gateway
import Wire

/// Paths that hold a name: of a model, a deployment, an error.
extension RouteTable {
    static func named(_ path: String, _ target: String) -> Row? {
        if let row = geminiMethod(path, target) { return row }
        if let row = deployment(path) { return row }
        if let row = answer(path) { return row }
        if let row = job(path) { return row }
        if let target = AdminTable.target(of: path) {
            return Row(path: path, route: .admin(target), methods: .these(target.methods))
        }
        if let id = name(in: path, behind: "/v1/gateway/calls/") {
            return Row(path: path, route: .callReport(id), methods: .get)
        }
        if let name = name(in: path, behind: "/v1beta/models/") {
            return Row(path: path, route: .model(withoutKind(name), .gemini), methods: .get)
        }
        for prefix in Prefixes.openAI.list {
            guard let name = name(in: path, behind: prefix + "/models/") else { continue }
            return Row(path: path, route: .model(name, .asked), methods: .get)
        }
        if let name = name(in: path, behind: "/anthropic/v1/models/") {
            return Row(path: path, route: .model(name, .anthropic), methods: .get)
        }
        if path.hasPrefix(ErrorPages.path),
            let code = ErrorCode(rawValue: String(path.dropFirst(ErrorPages.path.count)))
        {
            return Row(path: path, route: .errorPage(code), methods: .get)
        }
        return nil
    }

    /// What Gemini's methods ask for.
    private static let geminiMethods: [(name: String, operation: Operation, isStream: Bool)] = [
        ("generateContent", .generate, false), ("streamGenerateContent", .generate, true),
        ("countTokens", .countTokens, false), ("embedContent", .embed, false),
        ("batchEmbedContents", .embedBatch, false),
    ]

    /// `/v1beta/models/{model}:generateContent`: the name runs to the last colon.
    private static func geminiMethod(_ path: String, _ target: String) -> Row? {
        guard let colon = path.lastIndex(of: ":"),
            let method = geminiMethods.first(where: { $0.name == path[path.index(after: colon)...] })
        else { return nil }
        for prefix in Prefixes.gemini.list {
            guard let name = name(in: String(path[..<colon]), behind: prefix + "/models/") else { continue }
            let facts = PathFacts(
                model: withoutKind(name), isStream: method.isStream,
                isArray: method.isStream && !hasQuery("alt=sse", in: target))
            return Row(path: path, route: .call(method.operation, .geminiGenerate, facts), methods: .post)
        }
        return nil
    }

    /// What Azure has below a deployment. Of two that fit the longer one stands first.
    private static let deploymentPaths: [(end: String, operation: Operation, dialect: Dialect)] = [
        ("/chat/completions", .generate, .openAIChat), ("/completions", .generate, .openAICompletions),
        ("/embeddings", .embed, .openAIChat), ("/audio/speech", .speak, .openAIChat),
        ("/images/generations", .drawImages, .openAIChat), ("/audio/transcriptions", .transcribe, .openAIChat),
        ("/audio/translations", .translateSpeech, .openAIChat), ("/images/edits", .editImage, .openAIChat),
    ]

    /// `/openai/deployments/{deployment}/chat/completions` and others, as Azure has them.
    private static func deployment(_ path: String) -> Row? {
        let start = "/openai/deployments/"
        guard path.hasPrefix(start), let known = deploymentPaths.first(where: { path.hasSuffix($0.end) }),
            let name = name(in: String(path.dropLast(known.end.count)), behind: start)
        else { return nil }
        let facts = PathFacts(model: name)
        return Row(path: path, route: .call(known.operation, known.dialect, facts), methods: .post)
    }

    /// `/responses/{id}`, and what is below it.
    private static func answer(_ path: String) -> Row? {
        for prefix in Prefixes.openAI.list {
            guard let rest = name(in: path, behind: prefix + "/responses/") else { continue }
            let parts = rest.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            // OpenAI has operations beside its answers.
            guard parts.count <= 2, let id = parts.first, !id.isEmpty, id != "compact" else { return nil }
            guard let part = AnswerPath.Part(rawValue: parts.count == 2 ? parts[1] : "") else { return nil }
            let facts = PathFacts(answer: AnswerPath(id: id, part: part))
            let methods: Methods =
                switch part {
                case .answer: .getOrDelete
                case .inputItems: .get
                case .cancel: .post
                }
            return Row(path: path, route: .call(.recall, .openAIResponses, facts), methods: methods)
        }
        return nil
    }

    /// `/files/{id}` and `/batches/{id}`, and what is below them.
    private static func job(_ path: String) -> Row? {
        for prefix in Prefixes.openAI.list {
            if let parts = segments(of: path, behind: prefix + "/files/") {
                switch (parts.count, parts.last) {
                case (1, _): return job(.file(parts[0]), path, .files, .getOrDelete)
                case (2, "content"): return job(.content(parts[0]), path, .files, .get)
                default: return nil
                }
            }
            if let parts = segments(of: path, behind: prefix + "/batches/") {
                switch (parts.count, parts.last) {
                case (1, _): return job(.batch(parts[0]), path, .batches, .get)
                case (2, "cancel"): return job(.cancel(parts[0]), path, .batches, .post)
                default: return nil
                }
            }
        }
        return nil
    }

    private static func job(_ job: JobPath, _ path: String, _ operation: Operation, _ methods: Methods) -> Row {
        Row(path: path, route: .call(operation, .openAIChat, PathFacts(job: job)), methods: methods)
    }

    /// Parted before they are decoded: an id may hold a slash as `%2F`.
    private static func segments(of path: String, behind start: String) -> [String]? {
        guard path.hasPrefix(start) else { return nil }
        let parts = path.dropFirst(start.count).split(separator: "/", omittingEmptySubsequences: false)
            .map { PercentCoding.decode($0) ?? "" }
        return parts.contains("") ? nil : parts
    }

    private static func name(in path: String, behind start: String) -> String? {
        guard path.hasPrefix(start), let name = PercentCoding.decode(path.dropFirst(start.count)), !name.isEmpty
        else { return nil }
        return name
    }

    /// Gemini's names may have `models/` before them, and mean the same.
    private static func withoutKind(_ name: String) -> String {
        name.hasPrefix("models/") ? String(name.dropFirst("models/".count)) : name
    }

    private static func hasQuery(_ pair: String, in target: String) -> Bool {
        guard let mark = target.firstIndex(of: "?") else { return false }
        return target[target.index(after: mark)...].split(separator: "&").contains { $0 == pair }
    }
}
