import Dialects
import Gateway

/// What a path stands for.
enum Route: Sendable, Equatable {
    /// Text generation in a dialect.
    case generate(Dialect)
    case modelList
    /// One model, by the name in the path.
    case model(String)
    case health(HealthCheck)
    /// What is said of an error, where `doc_url` leads.
    case errorPage(ErrorCode)

    /// In whose error form refusals on this path are.
    var dialect: Dialect {
        if case .generate(let dialect) = self { dialect } else { .openAIChat }
    }
}

enum HealthCheck: Sendable, Equatable {
    /// The process runs.
    case live
    /// Calls are welcome: not while the process is ending.
    case ready
}
