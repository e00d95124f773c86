/// What the mock provider can be asked to do, by model name (`mock/echo`) or by the field `x-mock-scenario`.
package enum MockScenario: String, Sendable, CaseIterable {
    case echo
    case tools
    case parallelTools = "parallel-tools"
    case reasoning
    case schema
    case error
    case hang
    case slow
    case cut
    case noEnd = "no-end"
    case malformed
    case html
    case empty
    case errorInside = "error-in-200"

    /// Whether `/v1/models` shows it; faults work but are not shown.
    package var isListed: Bool {
        switch self {
        case .echo, .tools, .parallelTools, .reasoning, .schema: true
        default: false
        }
    }

    /// How the name is written: `<…>` stands for a number.
    package var spelling: String { self == .error ? "error-<status>" : rawValue }

    /// One sentence for banner and reference page.
    package var explanation: String {
        switch self {
        case .echo: "Says the last user message again."
        case .tools: "Calls the first tool, its arguments made from its schema; after a tool result answers with text."
        case .parallelTools: "Calls every tool once in one turn; after the results answers with text."
        case .reasoning: "Thinks (signed), then says the last user message again."
        case .schema: "Answers with an instance of the JSON schema asked for."
        case .error:
            "Answers with the status in the name, 400 to 599. 429 and 503 carry `retry-after: 7`; "
                + "`error-429-after-2` sets the seconds."
        case .hang: "Never answers."
        case .slow: "Pauses 200 ms before each piece of the answer; `slow-50` sets the milliseconds."
        case .cut: "Closes the connection in the middle of the answer."
        case .noEnd: "Ends the stream properly, but without a finish reason and an end mark."
        case .malformed: "Answers with broken JSON."
        case .html: "Answers with a web page and status 200."
        case .empty: "Answers with an empty body and status 200."
        case .errorInside: "Answers with an error body under status 200."
        }
    }
}
