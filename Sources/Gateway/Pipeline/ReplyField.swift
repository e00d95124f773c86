package import Wire

/// The fields the gateway itself puts on replies. docs/reference/headers.md is made from this table.
package enum ReplyField: FieldName, Sendable, CaseIterable {
    case requestID = "x-request-id"
    case provider = "x-llmgateway-provider"
    case model = "x-llmgateway-model"
    case attempts = "x-llmgateway-attempts"
    case cost = "x-llmgateway-cost-usd"
    case overhead = "x-llmgateway-overhead-ms"
    case dropped = "x-llmgateway-dropped"
    case route = "x-llmgateway-route"
    case estimated = "x-llmgateway-estimated"
    case variant = "x-llmgateway-variant"
    case limitOfRequests = "x-ratelimit-limit-requests"
    case remainingRequests = "x-ratelimit-remaining-requests"
    case resetOfRequests = "x-ratelimit-reset-requests"
    case limitOfTokens = "x-ratelimit-limit-tokens"
    case remainingTokens = "x-ratelimit-remaining-tokens"
    case resetOfTokens = "x-ratelimit-reset-tokens"
    case retryAfter = "retry-after"
    case allow
    case upgrade
    case socketAccept = "sec-websocket-accept"
    case socketProtocol = "sec-websocket-protocol"
    case socketVersion = "sec-websocket-version"

    package var name: String { rawValue.text }

    package var meaning: String {
        switch self {
        case .requestID: "The call's id, made by the gateway: on every reply, in the log, and in each error's body."
        case .provider: "The id of the provider that answered, or of the last one tried."
        case .model: "That provider's name for the model."
        case .attempts: "How many requests to providers the call took."
        case .cost:
            "What the call cost in USD, all its attempts together, where that is known: not where the model has no price, not "
                + "after a failed attempt that its provider may have billed (a time-out, an answer that broke off), and not "
                + "on streams, whose cost is known at their end and stands in the log."
        case .overhead:
            "Milliseconds the gateway itself took: the whole time less the time spent on providers, be it in vain. Not on streams."
        case .dropped:
            "Paths of the request's members that the provider could not take, and of an answer's that the caller's form has no "
                + "place for, where there were any."
        case .route:
            "Why the call went where it went, see [below](#x-llmgateway-route): where there was a choice among targets, where "
                + "a rule or a policy took part, where a target failed and another was asked, or where `x-llmgateway-explain` "
                + "asks for it."
        case .estimated: "`true` on a count of tokens that the gateway estimated, because the provider does not count."
        case .variant:
            "`experiment/variant`, where the call was in an experiment; `POST /v1/gateway/feedback` says how good it was."
        case .limitOfRequests:
            "Requests a minute, where the key, its team, the model, the caller's address or the gateway has such a limit: of "
                + "several the one with the least left. Without any, the provider's own field comes as it is; so with the "
                + "five below."
        case .remainingRequests: "How many requests of it are left now."
        case .resetOfRequests: "How long it takes until none of it is used any more: `12ms`, `7s`, `6m0s`."
        case .limitOfTokens:
            "Tokens a minute, in the same way. A call takes an estimate, which is put right when it has ended."
        case .remainingTokens: "How many tokens of it are left now."
        case .resetOfTokens: "How long it takes until none of it is used any more."
        case .retryAfter: "Seconds to wait, with 429 and 503."
        case .allow: "The methods a path is served with, with 405."
        case .upgrade: "`websocket`, with the 101 of a session and with 426."
        case .socketAccept: "The answer to the handshake of a WebSocket, with 101."
        case .socketProtocol:
            "`realtime`, with 101, where the handshake offered it; never the key that may stand beside it."
        case .socketVersion: "`13`, with 426."
        }
    }
}

extension HeaderFields {
    mutating func append(_ field: ReplyField, _ value: String) {
        append(known: field.name, value)
    }
}
