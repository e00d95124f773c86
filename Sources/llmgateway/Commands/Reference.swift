import ArgumentParser

/// Hidden: prints the pages of docs/reference that are made from tables in code.
struct Reference: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print a page of docs/reference as Markdown.", shouldDisplay: false)

    @Argument(help: "\(ReferencePage.allCases.map(\.rawValue).joined(separator: ", "))") var page: ReferencePage

    func run() { Terminal.out(page.markdown, end: "") }
}

/// A page made from a table. `docs/reference/<name>.md` equals `markdown`; a test compares them.
enum ReferencePage: String, CaseIterable, ExpressibleByArgument {
    case configuration, endpoints, environment, errors, headers, metrics, mock, prices

    var markdown: String {
        switch self {
        case .configuration: SettingsReference.markdown()
        case .endpoints: EndpointsReference.markdown
        case .environment: EnvironmentReference.markdown
        case .errors: ErrorsReference.markdown
        case .headers: HeadersReference.markdown
        case .metrics: MetricsReference.markdown
        case .mock: MockReference.markdown
        case .prices: PricesReference.markdown
        }
    }

    static func madeFrom(_ source: String, _ page: ReferencePage) -> String {
        "Made from `\(source)` by `llmgateway reference \(page.rawValue)`."
    }
}
