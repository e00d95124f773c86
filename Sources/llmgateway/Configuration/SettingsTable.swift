import Drivers
import Gateway

/// All settings. The reader, `config schema` and docs/reference/configuration.md are made from this one table.
enum SettingsTable {
    static let root: [Setting] = [
        Setting("server", .group(server), "The listener."),
        Setting("data_dir", .path, standard: "./data", "The folder for what the gateway keeps; made with mode 0700."),
        Setting("log", .group(log), "The log on standard error. Prompts and answers stand in no log."),
        Setting("auth", .group(auth), "Who may call."),
        Setting("secrets", .group(secrets), "The key that credentials entered at run time are encrypted under."),
        Setting("vault", .group(vault), "HashiCorp Vault, for secrets written `vault:path#name`."),
        Setting("providers", .list(.group(provider)), "Where models live, besides those found in the environment."),
        Setting("models", .list(.group(model)), "Names that clients use, each with the targets behind it."),
        Setting("routing", .group(RoutingSettings.section), "Policies by name, and rules on what a call is like."),
        Setting(
            "prices", .list(.group(PriceSettings.row)),
            "Prices over the catalogue's; a row replaces the catalogue's whole."),
        Setting(
            "price_catalog", .path,
            "A price list in our own form (docs/reference/prices.md), laid over the built-in catalogue and under `prices`. It "
                + "is read again when it changes."),
        Setting(
            "tokenizers", .list(.group(tokenizer)),
            "Vocabularies by which tokens are counted exactly; without one they are estimated."),
        Setting("timeouts", .group(timeouts), "Bounds of the calls to providers."),
        Setting("resilience", .group(ResilienceSettings.section), "What happens when providers fail."),
        Setting("health", .group(ResilienceSettings.health), "How providers are watched beside the calls."),
        Setting("limits", .group(limits), "Bounds of what callers may send."),
        Setting("media", .group(media), "Pictures and files given by URL."),
        Setting("answers", .group(answers), "Answers of the Responses API that are kept for `previous_response_id`."),
        Setting("files", .group(files), "Files that callers send, and the results of batches, kept in `data_dir`."),
        Setting("batches", .group(batches), "Batches that the gateway runs itself."),
        Setting("transport", .group(transport), "Connections to providers."),
        Setting("mock", .flag, standard: "true", "Whether the built-in provider `mock` is there."),
        Setting("budgets", .list(.group(scopedBudget)), "Budgets of the whole gateway, or of what calls share."),
        Setting(
            "unknown_price", .choice(["flag", "refuse"], later: []), standard: "flag",
            "What happens to a call whose price is not known: it is counted as unpriced, or refused with 400. Where a budget "
                + "or `max_cost_usd` bounds its cost it is refused in any case."),
        Setting(
            "experiments", .list(.group(ExperimentSettings.experiment)),
            "Models whose calls are split among variants; see [the guide](../guides/experiments.md)."),
        Setting("shadows", .group(ExperimentSettings.shadows), "Bounds of the copies that `models[].shadow` makes."),
        Setting("ledger", .group(ledger), "The ledger of spent money, kept in `data_dir`."),
        Setting("cache", .later, "Caching of answers."),
    ]

    private static let server: [Setting] = [
        Setting("host", .text, standard: "127.0.0.1", "The address to listen on."),
        Setting("port", .number(0...65_535), standard: "8080", "The port to listen on; 0 lets the system choose."),
        Setting("threads", .number(1...1_024), "Event loops; without it as many as the CPUs the process may use."),
        Setting("tls", .group(serverTLS), "The listener's own certificate; without it the listener speaks plain HTTP."),
        Setting(
            "max_body", .size, standard: "32MiB",
            "The largest request body; a larger one is a 413. Also the largest message of a realtime session."),
        Setting("max_connections", .number(1...1_000_000), standard: "16384", "Connections at once."),
        Setting("header_timeout", .duration, standard: "10s", "How long a request's head may take."),
        Setting("drain_delay", .duration, standard: "0s", "How long the listener stays open after SIGTERM."),
        Setting(
            "drain_grace", .duration, standard: "30s",
            "How long calls under way may take after SIGTERM and `drain_delay`."),
    ]

    private static let serverTLS: [Setting] = [
        Setting("certificate", .path, isRequired: true, "PEM file of the certificate and its chain."),
        Setting("key", .path, isRequired: true, "PEM file of the private key."),
    ]

    private static let log: [Setting] = [
        Setting(
            "level", .choice(["debug", "info", "warning", "error"], later: []), standard: "info",
            "`info` writes a line per call, `warning` only failed ones, `error` only those the gateway failed."),
        Setting(
            "format", .choice(["json", "text"], later: []), standard: "json", "One JSON object, or plain text, a line."),
    ]

    private static let auth: [Setting] = [
        Setting(
            "mode", .choice(Snapshot.Auth.Mode.allCases.map(\.rawValue), later: []), standard: "gateway",
            "`gateway`: the gateway's keys; `client`: the caller's provider key is passed on; `hybrid`: both; `none`: "
                + "everybody, on a loopback address only."),
        Setting("keys", .list(.group(key)), "Fixed keys. Without any, one is made at the first start."),
        Setting(
            "first_key", .flag, standard: "true",
            "Whether, as long as `keys` is empty, a key is made at the first start and taken from then on; `false` once keys "
                + "were made at run time."),
        Setting(
            "admin_key", .secret,
            "Opens `/admin` and `/metrics`, and nothing else; at least 16 printable characters. Without it one is made at "
                + "the first start and kept in `data_dir`, in the file `admin-key`."),
        Setting(
            "pepper", .secret,
            "What keys made at run time are hashed with: 32 bytes in base64. Without it they are made at the first start "
                + "and kept in `data_dir`, in the file `pepper`. Read at the start only."),
        Setting("jwt", .list(.group(tokenIssuer)), "Issuers whose signed tokens (JWT) are taken in place of keys."),
    ]

    private static let key: [Setting] = [
        Setting("name", .text, isRequired: true, "The key's name in logs; usage belongs to it."),
        Setting("key", .secret, isRequired: true, "Printable text of at least 16 characters."),
        Setting("models", .list(.text), "Models the key may use, such as `smart` or `openai/*`; without it all."),
        Setting("limits", .group(rates), "Limits of this key."),
        Setting(
            "priority", .choice(CallPriority.allCases.map(\.name), later: []), standard: "normal",
            "Before whom its calls go in the line that `limits.queue` makes."),
        Setting("budget", .group(budget), "Money the key may spend."),
        Setting("team", .text, "Whose budget and limits it shares."),
        Setting("owner", .text, "Who answers for it; told in usage."),
        Setting("tags", .list(.text), "Further names that what it spends is counted under."),
    ]

    static let budget: [Setting] = [
        Setting("usd", .amount, isRequired: true, "How much may be spent."),
        Setting(
            "per", period, isRequired: true, "In how long: days, weeks (from Monday) and months by the calendar in UTC."
        ),
    ]

    private static let period = SettingType.choice(BudgetPeriod.allCases.map(\.rawValue), later: [])

    private static let scopedBudget: [Setting] =
        [
            Setting(
                "scope", .choice(BudgetScope.Kind.allCases.map(\.word), later: []), isRequired: true,
                "Whose it is: of `gateway` all calls."),
            Setting("name", .text, "Of the key, team, tag or provider, or `provider/model`; nothing for `gateway`."),
        ] + budget

    private static let ledger: [Setting] = [
        Setting(
            "durability", .choice(["process", "power"], later: []), standard: "process",
            "What an attempt that was sent survives: the end of the process, however it ends, or the loss of power too, "
                + "which costs each call the time of a disk."),
        Setting(
            "when_short", .choice(["refuse", "clamp"], later: []), standard: "refuse",
            "What happens to a call that a budget has too little left for: 402, or `max_tokens` is lowered to what is left."
        ),
        Setting(
            "max_tokens", .number(1...10_000_000), standard: "16384",
            "The limit of output that is sent where a cost is bounded and neither the caller nor the catalogue names one."
        ),
        Setting("keep", .duration, standard: "9600h", "How long attempts are kept one by one; sums are kept for good."),
    ]

    private static let tokenIssuer: [Setting] = [
        Setting(
            "name", .text, isRequired: true,
            "Stands before the names of its callers, with a colon: logs, usage and budgets know them as `name:sub`."),
        Setting("issuer", .text, isRequired: true, "Exactly as in the claim `iss`."),
        Setting("audience", .list(.text), isRequired: true, "One of them must be in the claim `aud`."),
        Setting(
            "jwks_url", .text, "Where its public keys are; fetched when needed, hourly, and for a key that is new."),
        Setting("jwks_file", .path, "The same in a file, in place of `jwks_url`."),
        Setting(
            "algorithms", .list(.choice(TokenAlgorithm.allCases.map(\.rawValue), later: [])),
            "How its tokens may be signed; without it RS256 and ES256."),
        Setting("claims", .group(tokenClaims), "Which claim becomes what; `realm.roles` leads into an object."),
        Setting("leeway", .duration, standard: "60s", "By how much its clock may be off; at most 5m."),
    ]

    private static let tokenClaims: [Setting] = [
        Setting("name", .text, standard: "sub", "Who it is."),
        Setting("team", .text, "The team whose budget is shared."),
        Setting("owner", .text, "Who answers for it."),
        Setting("tags", .text, "Names that spending is counted under."),
        Setting("models", .text, "Models that may be used; once named, a token without it may use none."),
        Setting(
            "scopes", .text,
            "Operations such as `generate` and `embed`; once named, a token without it may do nothing. Other words in it are "
                + "passed over."),
    ]

    /// What may be limited of keys, teams, models, addresses, and all calls. Nothing is, unless it is given.
    private static let rates: [Setting] = [
        Setting("concurrent", .number(1...1_000_000), "Calls at once; one more is a 429."),
        Setting(
            "requests_per_minute", .number(1...RateMeter.most),
            "Calls a minute: as many at once, and then as they come free, evenly; one more is a 429."),
        Setting(
            "tokens_per_minute", .number(1...RateMeter.most),
            "Tokens a minute, of requests and answers. A call takes an estimate (a quarter of its bytes, and its "
                + "`max_tokens`), put right when it has ended."),
    ]

    private static let secrets: [Setting] = [
        Setting(
            "key", .secret,
            "32 bytes in base64; without it no credential can be entered at run time. Read at the start only."),
        Setting(
            "former_keys", .list(.secret),
            "Keys that it was before: what is still under one is read, until `llmgateway secrets rewrap`."),
    ]

    private static let vault: [Setting] = [
        Setting("address", .text, "Such as `https://vault.example.com:8200`."),
        Setting("token", .secret, "A token that may read; without it that of `token_file` or of `kubernetes_role`."),
        Setting("token_file", .path, "A file with the token, as Vault's agent writes it; read each time."),
        Setting("kubernetes_role", .text, "Logs in with the pod's service account under this role."),
        Setting("kubernetes_mount", .text, standard: "kubernetes", "Where that way of logging in is mounted."),
        Setting("namespace", .text, "The namespace, where Vault has such."),
        Setting("ca_file", .path, "PEM file of roots trusted for Vault besides the system's."),
    ]

    private static let provider: [Setting] = [
        Setting("id", .text, isRequired: true, "What stands before the slash in `provider/model`."),
        Setting(
            "kind",
            .choice(ProviderKind.all.map(\.name), later: []), isRequired: true,
            "Which API it speaks; `http`: one that `http` describes."),
        Setting("api_key", .secret, "Its credential; without it and `base_url`, that of the environment."),
        Setting(
            "api_keys", .list(.secret),
            "Further credentials: the next one takes over where one is refused or at its limit."),
        Setting("base_url", .text, "What that provider's own SDK takes; with or without slash and version at the end."),
        Setting("models", .list(.text), "Models listed by `/v1/models`; others may be used all the same."),
        Setting("headers", .fields, "Fields added to each request."),
        Setting("region", .text, "bedrock, vertex: the place that answers, such as `us-east-1` or `global`."),
        Setting("project", .text, "vertex: the project that is billed."),
        Setting("credentials_file", .path, "vertex: a service account or another of Google's credential files."),
        Setting("profile", .text, "bedrock: a profile of AWS's shared files."),
        Setting(
            "access_key_id", .secret, "bedrock: a key of AWS, with `secret_access_key`; without it AWS's own chain."),
        Setting("secret_access_key", .secret, "bedrock: the secret of the key."),
        Setting("session_token", .secret, "bedrock: the token of a key that is lent."),
        Setting(
            "api_version", .text, "azure-openai: `api-version` of the paths with deployments; without it `/openai/v1`."),
        Setting("tenant_id", .text, "azure-openai: the tenant of an Entra application, in place of `api_key`."),
        Setting("client_id", .text, "azure-openai: the Entra application, or a managed identity."),
        Setting("client_secret", .secret, "azure-openai: the application's secret."),
        Setting("ca_file", .path, "PEM file of roots trusted for this provider besides the system's."),
        Setting("http", .group(http), "http: how it is asked and where it answers; see the guide."),
        Setting("timeouts", .group(ResilienceSettings.timeouts), "Bounds of attempts here, in place of `timeouts`."),
        Setting(
            "max_concurrent", .number(1...1_000_000),
            "Attempts at once; above it the next target is asked, or the call waits where `queue` lets it, else it is a 503. "
                + "Without it no limit."),
        Setting(
            "queue", .group(queue), "The line of calls for which `max_concurrent` has no place, and no other target."),
    ]

    private static let http: [Setting] = [
        Setting("method", .choice(["POST", "PUT", "GET"], later: []), standard: "POST", "The request's method."),
        Setting(
            "path", .text, isRequired: true,
            "After `base_url`; `{model}` and `{/pointer}` stand for what the request says there, in OpenAI's chat form."
        ),
        Setting("stream_path", .text, "The path where a stream is asked for; without it the same."),
        Setting(
            "key_header", .text, standard: "authorization",
            "Where the credential goes: bare, but as `Bearer …` in `authorization`."),
        Setting(
            "request", .text,
            "The body: JSON whose texts may hold slots, `\"{/max_tokens}\"` or `\"{/max_tokens:-256}\"`; without it the "
                + "request as it is in OpenAI's chat form."),
        Setting("stream_request", .text, "JSON members that a request for a stream has besides."),
        Setting("response", .group(httpPlaces), "JSON pointers into an answer."),
        Setting("stream", .group(httpStream), "How it streams; without it answers come in one piece."),
        Setting(
            "finish_reasons", .fields,
            "Its words for why an answer ended, each with OpenAI's: `stop`, `length`, `tool_calls`, `content_filter`."),
    ]

    private static let httpPlaces: [Setting] = [
        Setting(
            "text", .text, isRequired: true,
            "The answer's text; `*` stands for each element of a list, -1 for the last."),
        Setting("reasoning", .text, "The text of its reasoning."),
        Setting("tool_calls", .text, "Tool calls, a list in OpenAI's form."),
        Setting("finish_reason", .text, "Why the answer ended."),
        Setting("done", .text, "Where something true says that it is whole."),
        Setting("input_tokens", .text, "Tokens of the prompt."),
        Setting("output_tokens", .text, "Tokens of the answer."),
        Setting("id", .text, "The answer's identifier."),
        Setting("model", .text, "The model that answered."),
        Setting("error", .text, "The message of an error."),
    ]

    private static let httpStream: [Setting] =
        [
            Setting(
                "form", .choice(["events", "lines"], later: []), standard: "events",
                "Server-sent events, or lines of JSON.")
        ]
        + httpPlaces

    private static let model: [Setting] = [
        Setting("name", .text, isRequired: true, "The name clients use."),
        Setting(
            "policy", .text, standard: "priority",
            "In which order the targets are tried: \(RoutingPolicy.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")), "
                + "or a policy of `routing.policies`, such as `low_cost` and `high_quality`, which are always there."),
        Setting("targets", .list(.group(target)), isRequired: true, "Where calls go."),
        Setting(
            "fallbacks", .group(ResilienceSettings.fallbacks),
            "Further targets, `provider/model`, asked when all of these have failed, by why they have."),
        Setting(
            "hedge", .group(ResilienceSettings.hedge),
            "A second attempt beside one that is slow to answer: whichever begins first is the answer."),
        Setting(
            "continue", .flag, standard: "false",
            "Whether a stream of plain text that breaks off goes on at the next target, which is told what was said. Not beside "
                + "`hedge`."),
        Setting(
            "shadow", .group(ExperimentSettings.shadow),
            "A model that gets a copy of some prompts, answers to nobody, and is measured."),
        Setting(
            "sticky", .group(RoutingSettings.sticky),
            "Sends the calls of a session to one target as long as it is healthy, so that its prompt cache stays warm."),
    ]

    private static let target: [Setting] = [
        Setting("model", .text, isRequired: true, "`provider/model`."),
        Setting("weight", .number(1...1_000_000), standard: "1", "Its share of the calls under `weighted`."),
        Setting(
            "quality", .number(0...1_000_000),
            "How good it is, the higher the better, for policies that prefer `quality`. Those without are behind, in their "
                + "order."),
    ]

    private static let tokenizer: [Setting] = [
        Setting(
            "encoding", .choice(BytePairEncoding.allCases.map(\.rawValue), later: []), isRequired: true,
            "Which vocabulary the file holds; how texts are parted follows from it."),
        Setting(
            "file", .path, isRequired: true,
            "The vocabulary: a `.tiktoken` file, a token in base64 and its rank a line."),
        Setting(
            "models", .list(.text),
            "Further models it holds for, as `provider/model`, with `*` at the end; those of OpenAI that are known to use it "
                + "need not be named."),
    ]

    private static let timeouts: [Setting] = [
        Setting("connect", .duration, standard: "5s", "To connect to the provider, TLS included."),
        Setting("first_byte", .duration, standard: "600s", "From the request's end to the answer's first byte."),
        Setting(
            "idle", .duration, standard: "300s",
            "Between two pieces of an answer; in a realtime session, between two frames either way."),
        Setting("total", .duration, standard: "1h", "For the whole call, a realtime session too."),
    ]

    private static let limits: [Setting] = [
        Setting(
            "concurrent", .number(1...1_000_000),
            "Calls at once over all keys; without it no limit. One more waits where `queue` lets it, else it is a 503."),
        Setting("requests_per_minute", .number(1...RateMeter.most), "Calls a minute over all keys."),
        Setting("tokens_per_minute", .number(1...RateMeter.most), "Tokens a minute over all keys."),
        Setting("teams", .list(.group(teamLimits)), "Limits of teams, each for all keys of it together."),
        Setting("models", .list(.group(modelLimits)), "Limits of models; all rows that fit a call hold."),
        Setting("address", .group(rates), "Limits of each IP address that calls come from."),
        Setting("queue", .group(queue), "The line of calls for which `concurrent` has no place."),
        Setting("json_depth", .number(1...512), standard: "64", "How deep JSON may be nested."),
        Setting("max_messages", .number(1...1_000_000), "Turns of one request's conversation; more are a 400."),
        Setting("max_tools", .number(1...1_000_000), "Tools of one request; more are a 400."),
        Setting("max_choices", .number(1...1_000_000), "Answers one request asks for (`n`); more are a 400."),
        Setting("max_text", .size, "The longest string of one request; a longer one is a 400."),
    ]

    private static let teamLimits: [Setting] =
        [Setting("name", .text, isRequired: true, "The team, as keys name it.")] + rates

    private static let modelLimits: [Setting] =
        [
            Setting(
                "model", .text, isRequired: true,
                "The name the caller uses, or a pattern such as `openai/*`: what fits it is counted together.")
        ] + rates

    private static let queue: [Setting] = [
        Setting("length", .number(1...100_000), "Calls that may wait; without it none does."),
        Setting(
            "wait", .duration, standard: "10s",
            "How long each may wait before it is a 503. The higher `priority` goes first, keys of one take turns."),
    ]

    private static let media: [Setting] = [
        Setting(
            "fetch", .flag, standard: "false",
            "Lets the gateway fetch what a target takes as bytes only; else such a URL is a 400."),
        Setting("max_bytes", .size, standard: "20MiB", "Of all that is fetched for one request together."),
        Setting("timeout", .duration, standard: "15s", "For one file, its redirects (three at the most) included."),
        Setting(
            "allow", .list(.text),
            "Ranges such as `10.1.0.0/16` that may be fetched from, at any port. Without it only addresses of the public "
                + "Internet are open, at the ports 80, 443, 8080 and 8443."),
    ]

    private static let answers: [Setting] = [
        Setting(
            "keep", .flag, standard: "true",
            "Whether any are kept, in memory; a request's `store: false` keeps its own out."),
        Setting("max_bytes", .size, standard: "64MiB", "Of all that are kept; the oldest make room."),
        Setting("max_age", .duration, standard: "720h", "How long each is kept."),
    ]

    private static let files: [Setting] = [
        Setting(
            "max_bytes", .size, standard: "32MiB",
            "Of a file that is sent; it is held in memory meanwhile. Counts in place of `server.max_body` there."),
        Setting(
            "max_total_bytes", .size, standard: "4GiB",
            "Of all files of all keys; a file beyond it is a 413. Results of batches count, and are written all the same."
        ),
        Setting("keep", .duration, standard: "720h", "How long files are kept at the most, and ended batches."),
    ]

    private static let batches: [Setting] = [
        Setting(
            "concurrency", .number(1...10_000), standard: "8", "Lines run at once, of all batches together."),
        Setting("max_lines", .number(1...1_000_000), standard: "50000", "Lines of one batch."),
    ]

    private static let transport: [Setting] = [
        Setting("ca_file", .path, "PEM file of roots trusted besides the system's.")
    ]
}
