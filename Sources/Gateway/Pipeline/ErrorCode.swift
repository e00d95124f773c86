/// The codes callers may branch on. One table: status, retry, hint and documentation follow from it.
package enum ErrorCode: String, Sendable, CaseIterable {
    case invalidJSON = "invalid_json"
    case invalidRequest = "invalid_request"
    case unsupportedParameter = "unsupported_parameter"
    case noCapableTarget = "no_capable_target"
    case invalidAPIKey = "invalid_api_key"
    case budgetExceeded = "budget_exceeded"
    case priceUnknown = "price_unknown"
    case modelNotAllowed = "model_not_allowed"
    case permissionDenied = "permission_denied"
    case modelNotFound = "model_not_found"
    case answerNotFound = "answer_not_found"
    case fileNotFound = "file_not_found"
    case batchNotFound = "batch_not_found"
    case callNotFound = "call_not_found"
    case keyNotFound = "key_not_found"
    case experimentNotFound = "experiment_not_found"
    case conflict = "conflict"
    case pathNotFound = "path_not_found"
    case methodNotAllowed = "method_not_allowed"
    case requestTimeout = "request_timeout"
    case bodyTooLarge = "body_too_large"
    case unsupportedMediaType = "unsupported_media_type"
    case rateLimited = "rate_limited"
    case callerGone = "caller_gone"
    case hedgeLost = "hedge_lost"
    case internalError = "internal_error"
    case unsupportedFraming = "unsupported_framing"
    case upstreamRejected = "upstream_rejected"
    case upstreamError = "upstream_error"
    case providerAuthError = "provider_auth_error"
    case upstreamOverloaded = "upstream_overloaded"
    case upstreamTimeout = "upstream_timeout"
    case upstreamUnavailable = "upstream_unavailable"
    case overloaded = "gateway_overloaded"
    case headerTooLarge = "header_too_large"
    case upgradeRequired = "upgrade_required"

    package var status: Int {
        switch self {
        case .invalidJSON, .invalidRequest, .unsupportedParameter, .noCapableTarget, .priceUnknown, .upstreamRejected:
            400
        case .invalidAPIKey: 401
        case .budgetExceeded: 402
        case .modelNotAllowed, .permissionDenied: 403
        case .modelNotFound, .answerNotFound, .fileNotFound, .batchNotFound, .callNotFound, .keyNotFound,
            .experimentNotFound, .pathNotFound:
            404
        case .methodNotAllowed: 405
        case .requestTimeout: 408
        case .conflict: 409
        case .bodyTooLarge: 413
        case .unsupportedMediaType: 415
        case .upgradeRequired: 426
        case .rateLimited: 429
        case .headerTooLarge: 431
        case .callerGone, .hedgeLost: 499
        case .internalError: 500
        case .unsupportedFraming: 501
        case .upstreamError, .providerAuthError: 502
        case .upstreamOverloaded, .upstreamUnavailable, .overloaded: 503
        case .upstreamTimeout: 504
        }
    }

    /// What has happened, in one sentence.
    package var meaning: String {
        switch self {
        case .invalidJSON: "The body is not one valid JSON value, is nested too deeply, or names a key twice."
        case .invalidRequest: "The request is not one the API has: a member is missing or of the wrong type."
        case .unsupportedParameter: "The chosen provider has nothing that a member of the request could become."
        case .noCapableTarget: "Of each target of the model it is known that it cannot take this call."
        case .invalidAPIKey: "No key of the gateway came with the request, or one that is not known."
        case .budgetExceeded: "The call could cost more than it may: by a budget, or its own `max_cost_usd`."
        case .priceUnknown: "The cost of the call is to be bounded, and the price of its model is not known."
        case .modelNotAllowed: "The key may not use this model."
        case .permissionDenied: "The key is known, but it is not for this."
        case .modelNotFound: "No model, and no provider, is known by this name."
        case .answerNotFound: "No answer of this id is kept for this key."
        case .fileNotFound: "No file of this id is there for this key."
        case .batchNotFound: "No batch of this id is there for this key."
        case .keyNotFound: "No key made at run time has this id."
        case .experimentNotFound: "The configuration has no experiment of this name."
        case .conflict:
            "The change does not fit what is there: the name is taken, or somebody else changed it meanwhile."
        case .callNotFound: "No call of this id was made with this key, or it asked no provider."
        case .pathNotFound: "The gateway serves nothing at this path."
        case .methodNotAllowed: "The path is served, but not with this method."
        case .requestTimeout: "The request came too slowly."
        case .bodyTooLarge: "The body is larger than the gateway takes."
        case .unsupportedMediaType: "The body is not JSON, or compressed."
        case .rateLimited:
            "A limit of the key, its team, the model, the address, the gateway or the provider is reached."
        case .callerGone: "The caller left before its answer; stands in logs only."
        case .hedgeLost:
            "Of two attempts under way the other one answered first, and this one was given up: no failure; stands in logs, in "
                + "`/v1/gateway/calls/{id}` and in the ledger only."
        case .internalError: "The gateway failed."
        case .unsupportedFraming: "The body's `transfer-encoding` is not `chunked`."
        case .upstreamRejected: "The provider refused the request; the status is the provider's own."
        case .upstreamError: "The provider failed, could not be reached, or answered with what cannot be read."
        case .providerAuthError: "The provider refused the credential that the gateway holds for it."
        case .upstreamOverloaded: "The provider has no room for this call now."
        case .upstreamTimeout: "The provider could not be reached, or did not answer, in time."
        case .upstreamUnavailable:
            "Each target of the model has failed so often lately that it is left alone for a while."
        case .overloaded:
            "The gateway, or the model's providers, run as many calls as they may; or the gateway is ending."
        case .headerTooLarge: "The request's head is too large."
        case .upgradeRequired: "The path is served over a WebSocket, and the request is no handshake of one."
        }
    }

    /// The same where a member may be named, or none.
    func hint(naming param: String?) -> String {
        self == .invalidRequest && param == nil ? "Correct the request as the message says." : hint
    }

    /// What the caller, or whoever runs the gateway, can do about it.
    package var hint: String {
        switch self {
        case .invalidJSON: "Send one JSON object as the body; the message names the byte where reading stopped."
        case .invalidRequest: "Correct the member named in `param`."
        case .unsupportedParameter: "Remove the member named in `param`, or choose a model whose provider has it."
        case .noCapableTarget:
            "Add a target to the model that can, or name one as `provider/model`: that is asked whatever is known of it."
        case .invalidAPIKey:
            "Send a gateway key as `Authorization: Bearer <key>`, `x-api-key`, `api-key` or `x-goog-api-key`."
        case .budgetExceeded:
            "Raise the budget that is named (`budget` of a key, or `budgets`), or wait for its next period, if it has one."
        case .priceUnknown:
            "Give the model a row in `prices`: a budget, `max_cost_usd` or `unknown_price: refuse` asks for one."
        case .modelNotAllowed: "Ask for a key whose `models` list holds this model."
        case .permissionDenied:
            "Use another key: at `/admin` the admin key, or one with a `role`; else one whose `operations` hold this."
        case .modelNotFound:
            "GET /v1/models lists what this key may call; any `provider/model` passes to that provider."
        case .answerNotFound:
            "Answers are kept as long as `answers` in the configuration says, unless the request has `store: false`."
        case .fileNotFound:
            "GET /v1/files lists this key's files; each is kept as long as its `expires_at` says. With "
                + "`x-llmgateway-provider` those at that provider are meant."
        case .batchNotFound:
            "GET /v1/batches lists this key's batches; with `x-llmgateway-provider` those at that provider are meant."
        case .keyNotFound: "GET /admin/api/keys lists them, `llmgateway keys list` too."
        case .experimentNotFound: "GET /admin/api/experiments lists them, `llmgateway experiments list` too."
        case .conflict: "Read what is there now, then try again or choose another name."
        case .callNotFound:
            "The id is the `x-request-id` of the reply; attempts are kept as long as `ledger.keep` says."
        case .pathNotFound: "Chat is at POST /v1/chat/completions, the models are at GET /v1/models."
        case .methodNotAllowed: "Use a method named in the `allow` header."
        case .requestTimeout: "Send the whole request without pausing."
        case .bodyTooLarge: "Send a smaller body, or raise `server.max_body` (of files `files.max_bytes`)."
        case .unsupportedMediaType: "Send `content-type: application/json` without a content-encoding."
        case .rateLimited: "Wait for the seconds in `retry-after`."
        case .callerGone: "The caller closed the connection."
        case .hedgeLost: "`hedge` of the model says when a second attempt is made."
        case .internalError: "This is a fault of the gateway; the log has the cause under the request id."
        case .unsupportedFraming: "Send `content-length` or exactly `transfer-encoding: chunked`."
        case .upstreamRejected: "The provider refused the request; its message says why."
        case .upstreamError: "The provider failed; try again, or add a second target to the model."
        case .providerAuthError: "The provider refused the gateway's credential; check that provider's `api_key`."
        case .upstreamOverloaded: "The provider is overloaded; wait for `retry-after`, or add a second target."
        case .upstreamTimeout: "The provider did not answer in time; try again, or raise `timeouts`."
        case .upstreamUnavailable:
            "Wait for the seconds in `retry-after`, or add a target at another provider; GET /v1/gateway/health shows them."
        case .overloaded: "The gateway is full or draining; try again."
        case .headerTooLarge: "Send fewer or shorter header fields."
        case .upgradeRequired:
            "Connect with a WebSocket client to `ws://` or `wss://`; a proxy in front must pass `Upgrade` and `Connection` on."
        }
    }
}
