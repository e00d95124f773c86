package import Wire

/// Anthropic's Messages API (`POST /v1/messages`), as described by its OpenAPI document of 2026.
///
/// Facts its description does not state and the recordings show: a `system` role inside `messages` is taken by newer
/// models; `message_start` may bring content; `message_delta` repeats the running totals of usage.
package struct AnthropicMessagesCodec: DialectCodec {
    package init() {}

    package var answerIDPrefix: String { "msg_" }

    package func decodeRequest(_ json: JSONView) throws(DialectError) -> GenerationRequest {
        try AnthropicRequestReader(root: json).request()
    }

    package func encode(
        _ request: GenerationRequest, for traits: TargetTraits, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        var writer = AnthropicRequestWriter(request: request, traits: traits)
        let body = try writer.body()
        losses.merge(writer.losses)
        json.value(.object(body))
    }

    package func decodeResponse(_ json: JSONView) throws(DialectError) -> GenerationResponse {
        try AnthropicResponse.decode(json)
    }

    package func encode(
        _ response: GenerationResponse, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        json.value(.object(AnthropicResponse.encode(response, losses: &losses)))
    }

    package func decodeFailure(status: Int, _ json: JSONView?) -> Failure {
        AnthropicFailure.decode(status: status, json)
    }

    package func encode(_ failure: Failure, into json: inout JSONWriter) {
        json.value(.object(AnthropicFailure.encode(failure)))
    }

    package func makeStreamDecoder() -> any StreamDecoder { AnthropicStreamDecoder() }

    package func makeStreamEncoder(_ context: StreamContext) -> any StreamEncoder {
        AnthropicStreamEncoder(context)
    }
}
