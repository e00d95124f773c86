import Dialects
import Gateway
import Wire

/// The paths as they are written down: the router's rows and docs/reference/endpoints.md are made from these.
extension RouteTable {
    /// What may stand before an entry's path.
    enum Prefixes: Sendable {
        /// OpenAI's paths are served at `/v1`, without version, and under `/openai` either way.
        case openAI
        case anthropic
        /// Gemini's paths have one of three versions, or none; `/v1` is where google-genai 3 looks.
        case gemini
        /// Ollama's paths have no version.
        case ollama
        case cohere
        case none

        var list: [String] {
            switch self {
            case .openAI: ["/v1", "", "/openai/v1", "/openai"]
            case .anthropic: ["/v1", "", "/anthropic/v1", "/anthropic"]
            case .gemini:
                ["/v1beta", "/v1", "", "/v1alpha", "/genai/v1beta", "/genai/v1", "/genai", "/genai/v1alpha"]
            case .ollama: ["", "/ollama"]
            case .cohere: ["", "/cohere"]
            case .none: [""]
            }
        }
    }

    struct Entry: Sendable {
        /// After the prefix.
        let path: String
        /// nil: the route holds a name from the path.
        let route: Route?
        let methods: Methods
        let prefixes: Prefixes
        let meaning: String
        var needsKey = true

        /// As the reference page says it.
        var key: String {
            if case .admin(let target)? = route, let role = target.endpoint(for: .get)?.role {
                return "`\(role.rawValue)`"
            }
            return needsKey ? "yes" : "no"
        }
    }

    static let entries: [Entry] = [
        Entry(
            path: "/chat/completions", route: .generate(.openAIChat), methods: .post, prefixes: .openAI,
            meaning: "A chat in OpenAI's form, in one piece or streamed."),
        Entry(
            path: "/completions", route: .generate(.openAICompletions), methods: .post, prefixes: .openAI,
            meaning: "A text that goes on from a prompt, in the form before chat."),
        Entry(
            path: "/responses", route: .generate(.openAIResponses), methods: .post, prefixes: .openAI,
            meaning:
                "An answer in the form of OpenAI's Responses, in one piece or streamed, kept for "
                + "`previous_response_id` unless `store` is false."),
        Entry(
            path: "/responses/input_tokens", route: .call(.countTokens, .openAIResponses, .none), methods: .post,
            prefixes: .openAI,
            meaning:
                "How many tokens such a request is; estimated for providers that do not count, and then it says so."),
        Entry(
            path: "/responses/{id}", route: nil, methods: .getOrDelete, prefixes: .openAI,
            meaning: "An answer that was kept, whole or told as a stream (`?stream=true`); DELETE forgets it."),
        Entry(
            path: "/responses/{id}/input_items", route: nil, methods: .get, prefixes: .openAI,
            meaning: "What a kept answer was asked with; `limit`, `order` and `after` choose a page."),
        Entry(
            path: "/responses/{id}/cancel", route: nil, methods: .post, prefixes: .openAI,
            meaning: "Ends an answer that its provider makes in the background."),
        Entry(
            path: "/messages", route: .generate(.anthropicMessages), methods: .post, prefixes: .anthropic,
            meaning: "A chat in Anthropic's form, in one piece or streamed."),
        Entry(
            path: "/messages/count_tokens", route: .call(.countTokens, .anthropicMessages, .none), methods: .post,
            prefixes: .anthropic,
            meaning: "How many tokens such a chat is; estimated for providers that do not count, and then it says so."),
        Entry(
            path: "/models/{model}:generateContent", route: nil, methods: .post, prefixes: .gemini,
            meaning: "A chat in Gemini's form; the name runs to the last colon and may hold slashes, raw or as `%2F`."),
        Entry(
            path: "/models/{model}:streamGenerateContent", route: nil, methods: .post, prefixes: .gemini,
            meaning: "The same, streamed: as events with `?alt=sse`, else as one JSON array."),
        Entry(
            path: "/models/{model}:countTokens", route: nil, methods: .post, prefixes: .gemini,
            meaning: "How many tokens such a chat is; estimated for providers that do not count, and then it says so."),
        Entry(
            path: "/api/chat", route: .generate(.ollamaChat), methods: .post, prefixes: .ollama,
            meaning: "A chat in Ollama's form; streamed, as lines of JSON, unless `stream` is false."),
        Entry(
            path: "/api/generate", route: .generate(.ollamaGenerate), methods: .post, prefixes: .ollama,
            meaning: "A text from a prompt in Ollama's form; streamed unless `stream` is false."),
        Entry(
            path: "/api/tags", route: .modelList(.ollama), methods: .get, prefixes: .ollama,
            meaning: "The models the key may use, in Ollama's form."),
        Entry(
            path: "/v2/chat", route: .generate(.cohereChat), methods: .post, prefixes: .cohere,
            meaning: "A chat in Cohere's form, in one piece or streamed."),
        Entry(
            path: "/v1/gateway/chat", route: .generate(.gatewayChat), methods: .post, prefixes: .none,
            meaning:
                "A chat in the gateway's own form: provider and model apart, the cost in the answer, and `max_cost_usd` "
                + "as its bound."),
        Entry(
            path: "/v1/gateway/stream", route: .generate(.gatewayChat, PathFacts(isStream: true)), methods: .post,
            prefixes: .none, meaning: "The same, streamed: each piece of text with the cost so far."),
        Entry(
            path: "/v1/gateway/compare", route: .generate(.gatewayChat, PathFacts(isComparison: true)),
            methods: .post, prefixes: .none,
            meaning:
                "The same prompt to several models at once (`models`, two to eight): each answer with its cost, time and usage, in "
                + "one piece or streamed. [More](../guides/the-gateways-own-form.md#several-models-at-once)."),
        Entry(
            path: "/openai/deployments/{deployment}/chat/completions", route: nil, methods: .post, prefixes: .none,
            meaning: "A chat as Azure's SDK asks for it: the deployment is the model; `api-version` is not looked at."),
        Entry(
            path: "/openai/deployments/{deployment}/…", route: nil, methods: .post, prefixes: .none,
            meaning: "So for `completions`, `embeddings`, `audio/…`, `images/generations` and `images/edits`."),
        Entry(
            path: "/embeddings", route: .call(.embed, .openAIChat, .none), methods: .post, prefixes: .openAI,
            meaning: "Vectors of texts, as numbers or in base64."),
        Entry(
            path: "/rerank", route: .call(.rerank, .openAIChat, .none), methods: .post, prefixes: .openAI,
            meaning: "Documents in the order of how well they answer a query, in the form of Jina, vLLM and others."),
        Entry(
            path: "/api/embed", route: .call(.embed, .ollamaChat, .none), methods: .post, prefixes: .ollama,
            meaning: "Vectors of texts in Ollama's form."),
        Entry(
            path: "/v2/embed", route: .call(.embed, .cohereChat, .none), methods: .post, prefixes: .cohere,
            meaning: "Vectors of texts in Cohere's form."),
        Entry(
            path: "/v2/rerank", route: .call(.rerank, .cohereChat, .none), methods: .post, prefixes: .cohere,
            meaning: "Documents in the order of how well they answer a query, in Cohere's form."),
        Entry(
            path: "/models/{model}:embedContent", route: nil, methods: .post, prefixes: .gemini,
            meaning: "The vector of a text in Gemini's form."),
        Entry(
            path: "/models/{model}:batchEmbedContents", route: nil, methods: .post, prefixes: .gemini,
            meaning: "The vectors of several texts in Gemini's form."),
        Entry(
            path: "/moderations", route: .call(.moderate, .openAIChat, .none), methods: .post, prefixes: .openAI,
            meaning: "Whether texts or images break a provider's rules."),
        Entry(
            path: "/audio/speech", route: .call(.speak, .openAIChat, .none), methods: .post, prefixes: .openAI,
            meaning: "Text to speech, at providers that have OpenAI's path for it."),
        Entry(
            path: "/images/generations", route: .call(.drawImages, .openAIChat, .none), methods: .post,
            prefixes: .openAI, meaning: "Pictures from text, at providers that have OpenAI's path for it."),
        Entry(
            path: "/audio/transcriptions", route: .call(.transcribe, .openAIChat, .none), methods: .post,
            prefixes: .openAI,
            meaning: "Speech to text: a form with a file, at providers that have OpenAI's path for it."),
        Entry(
            path: "/audio/translations", route: .call(.translateSpeech, .openAIChat, .none), methods: .post,
            prefixes: .openAI, meaning: "Speech to English text, in the same way."),
        Entry(
            path: "/images/edits", route: .call(.editImage, .openAIChat, .none), methods: .post, prefixes: .openAI,
            meaning: "A picture changed by a prompt: a form with files."),
        Entry(
            path: "/images/variations", route: .call(.varyImage, .openAIChat, .none), methods: .post,
            prefixes: .openAI, meaning: "Variations of a picture: a form with a file."),
        Entry(
            path: "/files", route: .call(.files, .openAIChat, PathFacts(job: .files)), methods: .getOrPost,
            prefixes: .openAI,
            meaning:
                "The key's files (`purpose`, `limit`, `order`, `after` choose a page); POST keeps one: a form with `file` and "
                + "`purpose`. See [batches](../guides/batches.md)."),
        Entry(
            path: "/files/{id}", route: nil, methods: .getOrDelete, prefixes: .openAI,
            meaning: "One of them; DELETE forgets it."),
        Entry(
            path: "/files/{id}/content", route: nil, methods: .get, prefixes: .openAI, meaning: "What the file holds."),
        Entry(
            path: "/batches", route: .call(.batches, .openAIChat, PathFacts(job: .batches)), methods: .getOrPost,
            prefixes: .openAI,
            meaning:
                "The key's batches, a page of them; POST has the requests of a file run, each as a call of its own."),
        Entry(path: "/batches/{id}", route: nil, methods: .get, prefixes: .openAI, meaning: "How far one of them is."),
        Entry(
            path: "/batches/{id}/cancel", route: nil, methods: .post, prefixes: .openAI,
            meaning: "Begins no more of its requests; those under way end."),
        Entry(
            path: "/realtime", route: .call(.realtime, .openAIChat, .none), methods: .get, prefixes: .openAI,
            meaning:
                "A conversation over a WebSocket, as OpenAI's realtime API has it; the query names the model (`model`, or "
                + "Azure's `deployment`). [More](../guides/realtime.md)."),
        Entry(
            path: "/models", route: .modelList(.asked), methods: .get, prefixes: .openAI,
            meaning:
                "The models the key may use, in Anthropic's, Gemini's, Cohere's or Mistral's form for whoever sends their "
                + "headers (`anthropic-version`, `x-goog-api-key`, `x-fern-sdk-name`, `user-agent: mistral-client…`), else in "
                + "OpenAI's."),
        Entry(
            path: "/capabilities", route: .capabilities, methods: .get, prefixes: .openAI,
            meaning: "What each configured provider can be asked for: operations, wire forms, features."),
        Entry(
            path: "/v1/gateway/calls/{id}", route: nil, methods: .get, prefixes: .none,
            meaning:
                "What became of a call of this key, by its `x-request-id`: every attempt with its usage, what it cost, and how that "
                + "is known."),
        Entry(
            path: "/v1/gateway/feedback", route: .feedback, methods: .post, prefixes: .none,
            meaning:
                "How good the answer to a call of this key was: `call`, its `x-request-id`, and `score`, from 0 to 1, `up` or "
                + "`down`. Counts in the [experiment](../guides/experiments.md) that the call was in, once for each call."
        ),
        Entry(
            path: "/v1/gateway/dry-run", route: .dryRun, methods: .post, prefixes: .none,
            meaning:
                "What would become of a call, without one: targets with reasons, limits, price, budgets, and the request that would "
                + "be sent. [More](../guides/routing.md#dry-run)."),
        Entry(
            path: "/v1/gateway/status", route: .status, methods: .get, prefixes: .none,
            meaning:
                "How the gateway is set up: which state of the configuration and which prices are in force, and which of its models have no price."
        ),
        Entry(
            path: "/v1/gateway/health", route: .providerHealth, methods: .get, prefixes: .none,
            meaning:
                "How the providers are that the key may use: of each target that was asked the circuit breaker's state and "
                + "since when, failures of the last minute, and how long answers take to begin."),
        metrics("/metrics"), metrics("/v1/gateway/metrics"),
        Entry(
            path: "/models/{model}", route: nil, methods: .get, prefixes: .openAI,
            meaning: "One model, listed or not: any name that a call can use; it may hold slashes, raw or as `%2F`."),
        Entry(
            path: "/anthropic/v1/models", route: .modelList(.anthropic), methods: .get, prefixes: .none,
            meaning: "The models the key may use, in Anthropic's form."),
        Entry(
            path: "/v1beta/models", route: .modelList(.gemini), methods: .get, prefixes: .none,
            meaning: "The models the key may use, in Gemini's form."),
        Entry(
            path: "/v1beta/models/{model}", route: nil, methods: .get, prefixes: .none,
            meaning: "One model, in Gemini's form."),
        Entry(
            path: ErrorPages.path + "{code}", route: nil, methods: .get, prefixes: .none,
            meaning: "What an error's `code` means and what to do about it; the `doc_url` of errors leads here.",
            needsKey: false),
        health("/livez", .live, "Whether the process runs."),
        health("/healthz", .live, "The same."),
        health("/health", .live, "The same."),
        health(
            "/readyz", .ready,
            "Whether calls are welcome: 503 after SIGTERM, for as long as `server.drain_delay` keeps the gateway listening."
        ),
        health("/startupz", .ready, "The same."),
    ]

    private static func metrics(_ path: String) -> Entry {
        Entry(
            path: path, route: .admin(AdminTable.Target(path: "/metrics")), methods: .get, prefixes: .none,
            meaning: "What is measured now, in Prometheus' text form; see [metrics](metrics.md).")
    }

    private static func health(_ path: String, _ check: HealthCheck, _ meaning: String) -> Entry {
        Entry(
            path: path, route: .health(check), methods: .get, prefixes: .none, meaning: meaning, needsKey: false)
    }

    /// Rows for the reference page: methods, paths, what key is needed, meaning.
    package static var described: [(methods: String, paths: [String], key: String, meaning: String)] {
        let called = entries.map { entry in
            (
                entry.methods.text, entry.prefixes.list.map { $0 + entry.path }, entry.key,
                entry.meaning
            )
        }
        return called
            + AdminTable.endpoints.map { endpoint in
                (
                    Methods.these([endpoint.method]).text, [AdminTable.start + endpoint.path],
                    "`\(endpoint.role.rawValue)`", endpoint.meaning
                )
            }
    }
}
