import Wire

/// Why a rule does not fit a call.
enum RuleMisfit: Equatable {
    case operation, model
    /// By name.
    case header(String)
    case metadata(String)
    case tokens(above: Int)
    /// What the prompt asks for; nil: it is none for text.
    case task(TaskType?)

    /// Goes on from "the rule does not fit: ".
    var text: String {
        switch self {
        case .operation: "it is for another operation"
        case .model: "it is for another model"
        case .header(let name): "the header \(name) is another, or is not there"
        case .metadata(let name): "the metadata \(name) is another, or is not there"
        case .tokens(let least): "the prompt has no more than \(least) tokens"
        case .task(let task): "the prompt asks for \(task.map { "\($0.rawValue)" } ?? "no text")"
        }
    }
}

extension RoutingRule {
    /// nil: all that it asks for holds. What is cheap to know is looked at first.
    func misfit(of reading: RequestReading, _ name: String) throws(GatewayError) -> RuleMisfit? {
        if let operation, operation != reading.operation { return .operation }
        if let model, !ModelAccess.fits(model, name) { return .model }
        for (name, value) in headers where !reading.holds(header: name, value) { return .header(name) }
        for (name, value) in metadata where try !reading.holds(metadata: name, value) { return .metadata(name) }
        if let tokensAbove, reading.tokens(above: tokensAbove) == nil { return .tokens(above: tokensAbove) }
        if let task, reading.task != task { return .task(reading.task) }
        return nil
    }

    /// Whether it asks no more of a call than its model.
    var isForAll: Bool {
        operation == nil && headers.isEmpty && metadata.isEmpty && tokensAbove == nil && task == nil
    }

    /// Whether it is for calls of a name. One that asks for other things, and for no model, is for none of them.
    func isFor(_ name: String) -> Bool { model.map { ModelAccess.fits($0, name) } ?? isForAll }
}
