import Dialects
import Gateway

/// What a path stands for.
enum Route: Sendable, Equatable {
    /// Something asked of a model, in a dialect.
    case call(Operation, Dialect, PathFacts)
    case modelList(ModelListForm)
    /// One model, by the name in the path.
    case model(String, ModelListForm)
    /// What the providers can be asked for.
    case capabilities
    /// How the providers are.
    case providerHealth
    /// What would become of a call.
    case dryRun
    /// How the gateway is set up.
    case status
    /// What became of a call, by its id.
    case callReport(String)
    /// How good an answer was.
    case feedback
    case health(HealthCheck)
    /// What is said of an error, where `doc_url` leads.
    case errorPage(ErrorCode)
    /// The operator's, under `/admin/api`.
    case admin(AdminTable.Target)

    /// In whose error form refusals on this path are.
    var dialect: Dialect {
        switch self {
        case .call(_, let dialect, _): dialect
        case .modelList(let form), .model(_, let form): form.dialect
        case .health, .errorPage, .capabilities, .providerHealth, .status, .callReport, .feedback, .dryRun, .admin:
            .openAIChat
        }
    }

    /// Whether it is served over a WebSocket.
    var isRealtime: Bool {
        if case .call(.realtime, _, _) = self { true } else { false }
    }

    static func generate(_ dialect: Dialect, _ path: PathFacts = .none) -> Route { .call(.generate, dialect, path) }
}

enum HealthCheck: Sendable, Equatable {
    /// The process runs.
    case live
    /// Calls are welcome: not while the process is ending.
    case ready
}
