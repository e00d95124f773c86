import NIOCore
package import Wire

/// The gateway's own form of a chat (`/v1/gateway/chat`, `/v1/gateway/stream`): a provider and its model apart, and the
/// cost in every answer. Messages, tools and parameters are those of OpenAI's chat form.
package struct GatewayChatCodec: DialectCodec {
    private let reworded = RewordedCodec(dialect: .gatewayChat, base: OpenAIChatCodec(), words: GatewayChatWords())

    package init() {}

    package var answerIDPrefix: String { "chat-" }

    package func decodeRequest(_ json: JSONView) throws(DialectError) -> GenerationRequest {
        try GatewayChatParameters.check(json["parameters"])
        var request = try reworded.decodeRequest(json)
        if let most = json["max_cost_usd"], !most.isNull {
            guard let text = most.numberText ?? most.string else {
                throw .invalid("max_cost_usd", "\"max_cost_usd\" must be an amount of USD.")
            }
            request.maxCostUSD = NumberText(text)
        }
        if let policy = json["policy"], !policy.isNull {
            guard let name = policy.string, !name.isEmpty else {
                throw .invalid("policy", "\"policy\" must be the name of a policy.")
            }
            request.routingPolicy = name
        }
        if let prefers = json["prefer_low_cost"], !prefers.isNull {
            guard let flag = prefers.bool else {
                throw .invalid("prefer_low_cost", "\"prefer_low_cost\" must be true or false.")
            }
            request.prefersLowCost = flag
        }
        return request
    }

    package func encode(
        _ request: GenerationRequest, for traits: TargetTraits, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        var writer = JSONWriter()
        var request = request
        // What is for the model stands among its parameters.
        if request.preserved?.dialect == .gatewayChat { request.preserved?.dialect = .openAIChat }
        try reworded.encode(request, for: traits, into: &writer, losses: &losses)
        let isOurs =
            request.maxCostUSD != nil || request.routingPolicy != nil || request.prefersLowCost != nil
        guard isOurs, case .object(var body)? = try? JSONValue(parsing: writer.buffer, maxDepth: 512) else {
            return json.raw(writer.buffer)
        }
        if let most = request.maxCostUSD { body["max_cost_usd"] = .string(most.text) }
        if let policy = request.routingPolicy { body["policy"] = .string(policy) }
        if let prefers = request.prefersLowCost { body["prefer_low_cost"] = .bool(prefers) }
        json.value(.object(body))
    }

    package func decodeResponse(_ json: JSONView) throws(DialectError) -> GenerationResponse {
        try reworded.decodeResponse(json)
    }

    package func encode(
        _ response: GenerationResponse, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        json.value(.object(GatewayChatAnswer.json(response, losses: &losses)))
    }

    package func decodeFailure(status: Int, _ json: JSONView?) -> Failure {
        OpenAIFailure.read(status: status, json)
    }

    package func encode(_ failure: Failure, into json: inout JSONWriter) {
        json.value(["error": OpenAIFailure.json(failure)])
    }

    package func makeStreamDecoder() -> any StreamDecoder { reworded.makeStreamDecoder() }

    package func makeStreamEncoder(_ context: StreamContext) -> any StreamEncoder {
        GatewayChatStreamEncoder(context)
    }

    /// An answer says what it was asked of.
    package func echo(of request: JSONView) -> JSONObject? {
        JSONObject([("model", JSONValue(request["model"]?.string))])
    }
}

/// What `parameters` may not say, because it is said beside them.
private enum GatewayChatParameters {
    private static let besides: Set<String> = [
        "model", "messages", "stream", "stream_options", "model_version", "max_cost_usd", "policy", "prefer_low_cost",
    ]

    static func check(_ parameters: JSONView?) throws(DialectError) {
        guard let parameters, !parameters.isNull else { return }
        guard parameters.kind == .object else {
            throw .invalid("parameters", "\"parameters\" must be an object.")
        }
        var names: Set<String> = []
        for (name, _) in parameters.members {
            let path = "parameters.\(name)"
            guard names.insert(name).inserted else {
                throw .invalid(
                    path, "\"\(name)\" is given twice.", hint: "Give it once: what is checked is what is sent.")
            }
            guard !Self.besides.contains(name)
            else { throw .invalid(path, "\"\(name)\" stands beside \"parameters\", not in them.") }
        }
    }
}

/// The gateway's own form in the words of OpenAI's chat.
private struct GatewayChatWords: Rewording {
    private static let beside: Set<String> = ["messages", "stream"]

    func request(_ own: JSONObject) throws(DialectError) -> (base: JSONObject, rest: JSONObject) {
        var base = JSONObject()
        base.append("model", .string(""))
        for (key, value) in own {
            switch key {
            case _ where Self.beside.contains(key): base[key] = value
            case "parameters": for (name, parameter) in value.object ?? JSONObject() { base[name] = parameter }
            // The model is put together by whoever routes.
            case "model", "model_version", "max_cost_usd", "policy", "prefer_low_cost": break
            default:
                throw .invalid(
                    key, "\"\(key)\" is no member of this form.",
                    hint: "What is for the model stands in `parameters`.")
            }
        }
        return (base, JSONObject())
    }

    func ownRequest(_ base: JSONObject, losses: inout Losses) throws(DialectError) -> JSONObject {
        var own = JSONObject()
        var parameters = JSONObject()
        own.append("model", ifPresent: base["model"])
        for (key, value) in base where key != "model" && key != "stream_options" {
            if Self.beside.contains(key) { own[key] = value } else { parameters[key] = value }
        }
        if !parameters.isEmpty { own["parameters"] = .object(parameters) }
        return own
    }

    func answer(_ own: JSONObject) -> JSONObject {
        if own["error"] != nil { return own }
        let isEvent =
            own["token"] != nil || own["reasoning_token"] != nil || own["tool_call"] != nil || own["done"] != nil
        var message = JSONObject([("role", "assistant")])
        message.append("content", ifPresent: own["content"] ?? own["token"])
        message.append("reasoning_content", ifPresent: own["reasoning"] ?? own["reasoning_token"])
        message.append(
            "tool_calls", ifPresent: own["tool_calls"] ?? own["tool_call"].map { .array([Self.indexed($0)]) })
        let choice: JSONObject = [
            "index": 0, isEvent ? "delta" : "message": .object(message), "finish_reason": own["finish_reason"] ?? .null,
        ]
        var base: JSONObject = ["choices": [.object(choice)]]
        base.append("id", ifPresent: own["id"])
        base.append("model", ifPresent: own["model_version"])
        base.append("created", ifPresent: own["created"])
        if let cost = own["cost"], let input = cost["input_tokens"], !input.isNull {
            base["usage"] = [
                "prompt_tokens": input, "completion_tokens": cost["output_tokens"] ?? 0,
                "total_tokens": cost["total_tokens"] ?? 0,
            ]
        }
        return base
    }

    /// A call's place among those of its answer stands in its event.
    private static func indexed(_ call: JSONValue) -> JSONValue {
        var call = call
        if call["index"] == nil { call["index"] = 0 }
        return call
    }

    func ownAnswer(_ base: JSONObject, losses: inout Losses) -> JSONObject? { base }
}
