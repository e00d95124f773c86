/// The fields of a request that the gateway reads, besides those of HTTP itself.
package enum RequestField {
    package static let table: [(names: [String], meaning: String)] =
        keys + wishes.map { ([$0.shown], $0.meaning) } + others

    private static let keys: [(names: [String], meaning: String)] = [
        (
            ["authorization: Bearer …", "x-api-key", "api-key", "x-goog-api-key"],
            "The key of the gateway; in the modes `client` and `hybrid` perhaps the caller's own provider key."
        ),
        (
            ["sec-websocket-protocol: realtime, openai-insecure-api-key.…"],
            "The key of a realtime session, as browsers send it; read on that path alone."
        ),
    ]

    /// A field by which a caller asks something of the gateway.
    package struct Wish: Sendable {
        /// What its value may be.
        package enum Form: Sendable { case flag, text, milliseconds, money }

        package let name: String
        package let form: Form
        let example: String?
        package let meaning: String

        init(_ name: String, _ form: Form, example: String?, _ meaning: String) {
            self.name = name
            self.form = form
            self.example = example
            self.meaning = meaning
        }

        /// As the reference page has it.
        var shown: String { example.map { "\(name): \($0)" } ?? name }
    }

    package static let wishes: [Wish] = [
        Wish(
            "x-llmgateway-strict", .flag, example: "true",
            "Refuses the call where a member of the request would have to be dropped."
        ),
        Wish(
            "x-llmgateway-provider", .text, example: nil,
            "For files and batches only: the id of the provider that is to keep or run them, in place of the gateway itself."
        ),
        Wish(
            "x-llmgateway-timeout-ms", .milliseconds, example: nil,
            "Milliseconds that the call may take, in all; it can shorten `timeouts.total`, not lengthen it. Then it is a 504."
        ),
        Wish(
            "x-llmgateway-max-cost-usd", .money, example: "0.02",
            "What the call may cost at the most, all its attempts together; it is refused with 402 before anything is sent that "
                + "could cost more."
        ),
        Wish(
            "x-llmgateway-policy", .text, example: nil,
            "How targets are chosen: a policy of `routing.policies`, `low_cost`, `high_quality`, or one of those a model may "
                + "have. A policy with `models` of its own chooses among those that the key may use."
        ),
        Wish(
            "x-llmgateway-prefer-low-cost", .flag, example: "true",
            "Asks the cheapest target first that can take the call, whatever else the model's policy goes by."
        ),
        Wish(
            "x-llmgateway-explain", .flag, example: "true",
            "Has `x-llmgateway-route` told on replies that would not have it: where there was one target only."
        ),
        Wish(
            "x-llmgateway-include-cost", .flag, example: "true",
            "Adds `cost`, in USD, beside the counts of tokens in the answer's body (`usage.cost`, Gemini: `usageMetadata.cost`, "
                + "Ollama: `cost`), null where it is not known: in a whole answer up to 1 MiB, and in each event of a stream that "
                + "counts tokens, of which the last one holds. Without it a provider's answer is passed on untouched."
        ),
    ]

    private static let others: [(names: [String], meaning: String)] = [
        (
            ["x-mock-scenario"],
            "What the built-in mock does, in place of the model's name; other providers do not get it."
        ),
        (
            ["openai-beta", "openai-safety-identifier", "anthropic-*"],
            "Sent on to a provider that speaks the caller's dialect; with the caller's own provider key all of `openai-*`."
        ),
    ]

    /// Fields of a provider's answer that reach the caller unchanged.
    package static let passed = [
        "openai-*", "anthropic-*", "x-ratelimit-*", "request-id", "x-should-retry", "retry-after-ms",
    ]
}
