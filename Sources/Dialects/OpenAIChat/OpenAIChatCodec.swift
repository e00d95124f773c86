package import Wire

/// OpenAI's chat completions, as callers send them and as OpenAI and compatible servers take and answer them.
///
/// Servers differ in what they take (``TargetTraits``), and in how they answer, which is read leniently.
package struct OpenAIChatCodec: DialectCodec {
    package init() {}

    package var answerIDPrefix: String { "chatcmpl-" }

    package func decodeRequest(_ json: JSONView) throws(DialectError) -> GenerationRequest {
        try OpenAIRequestReader.read(json)
    }

    package func encode(
        _ request: GenerationRequest, for traits: TargetTraits, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        var writer = OpenAIRequestWriter(request, traits: traits, losses: losses)
        let body = try writer.written()
        losses = writer.losses
        json.value(.object(body))
    }

    package func decodeResponse(_ json: JSONView) throws(DialectError) -> GenerationResponse {
        try OpenAIResponseReader.read(json)
    }

    package func encode(
        _ response: GenerationResponse, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        var writer = OpenAIResponseWriter(losses: losses)
        writer.write(response, into: &json)
        losses = writer.losses
    }

    package func decodeFailure(status: Int, _ json: JSONView?) -> Failure {
        OpenAIFailure.read(status: status, json)
    }

    package func encode(_ failure: Failure, into json: inout JSONWriter) {
        json.value(["error": OpenAIFailure.json(failure)])
    }

    package func makeStreamDecoder() -> any StreamDecoder { OpenAIStreamDecoder() }

    package func makeStreamEncoder(_ context: StreamContext) -> any StreamEncoder {
        OpenAIStreamEncoder(context)
    }
}
