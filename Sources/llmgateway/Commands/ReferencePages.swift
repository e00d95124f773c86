import Dialects
import Gateway
import NIOCore
import Server
import Wire

/// docs/reference/endpoints.md, made from the route table.
enum EndpointsReference {
    static var markdown: String {
        var lines = [
            "# Endpoints", "", ReferencePage.madeFrom("Sources/Server/Routes/RouteTable+Entries.swift", .endpoints), "",
            "| method | path | key | meaning |", "|---|---|---|---|",
        ]
        for row in RouteTable.described {
            let paths = row.paths.map { "`\($0)`" }.joined(separator: "<br>")
            lines.append("| \(row.methods) | \(paths) | \(row.key) | \(row.meaning) |")
        }
        lines += [
            "",
            "Under `/admin` the admin key is needed, or a key made at run time whose `role` is the one named or a higher one "
                + "(see [keys](../guides/keys.md)); it stands in a header, never in the query.",
            "",
            "A path served with another method is a 405 with `allow`, any other path a 404; both in the form of "
                + "[errors](errors.md). What the replies carry stands in [headers](headers.md).",
        ]
        return lines.joined(separator: "\n") + "\n"
    }
}

/// docs/reference/headers.md, made from the tables of fields.
enum HeadersReference {
    static var markdown: String {
        var lines = [
            "# Headers", "", ReferencePage.madeFrom("Sources/Gateway/Pipeline/ReplyField.swift", .headers), "",
            "## On replies", "", "| header | meaning |", "|---|---|",
        ]
        lines += ReplyField.allCases.map { "| `\($0.name)` | \($0.meaning) |" }
        let passed = RequestField.passed.map { "`\($0)`" }.joined(separator: ", ")
        lines += [
            "",
            "Of a provider's answer these reach the caller as they came: \(passed). Its own `x-request-id` stands in the "
                + "log, its cookies stay behind.",
            "", "## On requests", "", "| header | meaning |", "|---|---|",
        ]
        for row in RequestField.table {
            lines.append("| \(row.names.map { "`\($0)`" }.joined(separator: "<br>")) | \(row.meaning) |")
        }
        lines += [
            "",
            "Another field whose name begins with `x-llmgateway-`, or one of these with a value it cannot have, is a 400 that names "
                + "it. Fields of the gateway's own replies are passed over where they come with a request: a proxy may send them "
                + "back.",
        ]
        return (lines + route).joined(separator: "\n") + "\n"
    }

    /// The grammar of the line that tells of a decision.
    private static var route: [String] {
        [
            "", "## x-llmgateway-route", "",
            "One line of at most \(RouteDecision.mostBytes) bytes, its parts in this order, each but the first and `policy` only "
                + "where there is something to say ([the guide](../guides/routing.md) explains the choice):", "",
            "```",
            "route   = name *( \"; \" part )            ; the model the caller asked for",
            "part    = \"rule=\" number                 ; the rule that fitted, counted from 1",
            "        / \"use=\" name                    ; what that rule says to use",
            "        / \"policy=\" word                 ; what put the targets in order; direct: there was one only",
            "        / \"sticky=\" word                 ; what the session was told by that has its own order",
            "        / \"chosen=\" target               ; whose answer it is; without it nobody has answered",
            "        / \"beside=\" target             *( \",\" … ) ; asked at the same time, and given up",
            "        / \"failed=\" target \":\" code    *( \",\" … ) ; asked in vain; the code is one of the errors",
            "        / \"behind=\" target             *( \",\" … ) ; would be asked next, in this order",
            "        / \"passed=\" target \":\" reason  *( \",\" … ) ; passed over",
            "target  = provider \"/\" model             ; a reason, or code, runs from the last colon",
            "```", "",
            "A list for which there is no room ends in `+7`: so many more. In names, blanks, `,`, `;`, `%` and what is no ASCII "
                + "are percent-encoded.", "",
            "```",
            "smart; policy=cheapest; chosen=openai/gpt-4o-mini; passed=openai/o3-mini:no_images,local/tiny:context_too_small",
            "```", "", "| reason | the target |", "|---|---|",
        ] + PassReason.all.map { "| `\($0.word)` | \($0.about) |" }
    }
}

/// docs/reference/errors.md, made from the error codes; the pages that `doc_url` leads to say the same.
enum ErrorsReference {
    static var markdown: String {
        var lines =
            introduction + [
                "| code | status | OpenAI `type` | Anthropic `type` | Gemini `status` |", "|---|---|---|---|---|",
            ]
        for code in ErrorCode.allCases {
            let types = [
                type(code, .openAIChat, ["error", "type"]), type(code, .anthropicMessages, ["error", "type"]),
                type(code, .geminiGenerate, ["error", "status"]),
            ]
            let cells = ["[\(code.rawValue)](#\(code.rawValue))", "\(code.status)"] + types.map { "`\($0)`" }
            lines.append("| \(cells.joined(separator: " | ")) |")
        }
        for code in ErrorCode.allCases {
            lines += ["", "## \(code.rawValue)", "", code.explanation]
        }
        return (lines + nextTarget).joined(separator: "\n") + "\n"
    }

    private static var nextTarget: [String] {
        let tried = NextTarget.rows.filter(\.isTried).map { $0.failure.dropFirst("status ".count) }
        let told = NextTarget.rows.filter { !$0.isTried }.map { $0.failure.dropFirst("status ".count) }
        return [
            "", "## When the next target is tried", "",
            "Of a model with several targets the next one is tried as long as the caller has been sent nothing:", "",
            "- when the provider cannot be reached, does not answer in time, or breaks off before its first byte;",
            "- when its answer is empty, is no JSON, or holds an error under status 200;",
            "- when its dialect has nothing that a member of the request could become;",
            "- on the statuses \(tried.joined(separator: ", ")). 401, 402 and 403 go on only where they concern the "
                + "gateway's own credential.", "",
            "The statuses \(told.joined(separator: ", ")) go to the caller at once: another provider would refuse the "
                + "request too, unless the model's `fallbacks` say where a request goes that is too long or was filtered. After "
                + "the first byte nothing is tried again. When all targets fail, the caller is told of the last failure of "
                + "one that was asked. A target that has failed often is passed over, the last one that is left may be asked "
                + "again: [the guide](../guides/reliability.md) has the rules.",
        ]
    }

    private static let introduction = [
        "# Errors", "", ReferencePage.madeFrom("Sources/Gateway/Pipeline/ErrorCode.swift", .errors), "",
        "An error has the form of the dialect whose path was called. In OpenAI's:", "",
        "```json",
        sample, "```", "",
        "- `message` says what happened, `hint` what to do about it, `param` which member of the request is at fault.",
        "- `source` says whose fault it is: `client`, `gateway`, or `provider:<id>`.",
        "- `doc_url` is the code's page, served by the gateway without a key under the `host` the caller sent: a proxy in "
            + "front should pass that on. Without a `host` it is null in OpenAI's form, and left out in the others.",
        "- `request_id` is the reply's `x-request-id`; the log has the call under it.",
        "- A provider's own error keeps every member it has; where it has a `code`, that one stands. 400, 404, 409, 413, "
            + "415, 422 and 429 of a provider keep their status.",
        "- After the first byte of a stream the error is its last event, without `[DONE]` behind it.", "",
    ]

    private static var sample: String {
        var fields = HeaderFields()
        fields.append("host", "127.0.0.1:8080")
        let pages = ErrorPages(head: RequestHead(method: .post, target: "/", fields: fields), isTLS: false)
        let error = GatewayError(.modelNotFound, "The model \"gpt-9\" is not known.", param: "model")
        let reply = ErrorReply.render(error, dialect: .openAIChat, id: "8f14e45fceea167a5a36dedd4bea2543", pages: pages)
        return JSONIndent.indented(String(buffer: reply.body))
    }

    /// As the dialect's own writer says it.
    private static func type(_ code: ErrorCode, _ dialect: Dialect, _ path: [String]) -> String {
        let reply = ErrorReply.render(GatewayError(code, ""), dialect: dialect, id: "", pages: nil)
        guard let document = try? JSONDocument(validating: reply.body) else { return "" }
        let found = path.reduce(Optional(document.root)) { $0?[named: $1] }
        return found?.string ?? ""
    }
}

/// docs/reference/mock.md, made from the scenarios.
enum MockReference {
    static var markdown: String {
        var lines = introduction + ["| model | listed | what it does |", "|---|---|---|"]
        for scenario in MockScenario.allCases {
            lines.append("| `\(scenario.spelling)` | \(scenario.isListed ? "yes" : "no") | \(scenario.explanation) |")
        }
        lines += [
            "",
            "The header `x-mock-scenario` names a scenario in place of the model, for the mock alone. Scenarios that are "
                + "not listed by `/v1/models` work all the same; any other model is a 404.",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private static let introduction = [
        "# The mock provider", "", ReferencePage.madeFrom("Sources/Gateway/Mock/MockScenario.swift", .mock), "",
        "It answers without a provider: the same request always gets the same bytes. Tokens are words. It is there in "
            + "two forms:", "",
        "- **Built in**, as the provider `mock`: `mock/echo` works in every gateway unless `mock: false` stands in the "
            + "configuration.",
        "- **On a port of its own**: `llmgateway mock` speaks the dialects of all kinds of provider, so that clients "
            + "and whole configurations can be tried without an account. No key is asked for.", "",
        "| dialect | path | as a provider of a gateway |", "|---|---|---|",
        "| OpenAI | `POST /v1/chat/completions`, `GET /v1/models` | `kind: openai` or `openai-compatible`, "
            + "`base_url: http://127.0.0.1:8081/v1` |",
        "| Anthropic | `POST /v1/messages` | `kind: anthropic`, `base_url: http://127.0.0.1:8081` |",
        "| Gemini | `POST /v1beta/models/{model}:generateContent`, `:streamGenerateContent`, `:embedContent`, "
            + "`:batchEmbedContents` | `kind: gemini`, `base_url: http://127.0.0.1:8081` |",
        "| Bedrock | `POST /model/{model}/converse`, `/converse-stream`, `/invoke` (Titan's embeddings) | `kind: bedrock`, "
            + "`base_url: http://127.0.0.1:8081`, `region`, any key |",
        "| Cohere | `POST /v2/chat`, `/v2/embed`, `/v2/rerank` | `kind: cohere`, `base_url: http://127.0.0.1:8081` |",
        "| Ollama | `POST /api/chat`, `/api/generate`, `/api/embed` | `kind: ollama`, `base_url: http://127.0.0.1:8081` |",
        "| OpenAI, beside chat | `POST /v1/responses`, `/v1/completions`, `/v1/embeddings`, `/v1/rerank` | as OpenAI |",
        "",
        "Tokens are not counted on it, and no files, sounds or pictures are taken: such a path is a 404. Embeddings take any "
            + "model; those of faults fail as they do for text.", "",
        "## Scenarios", "",
    ]
}
