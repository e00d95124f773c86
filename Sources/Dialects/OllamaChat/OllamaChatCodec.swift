package import Wire

/// Ollama's own chat (`POST /api/chat`), as its API document and OpenAPI description of 2026 have it.
///
/// Streams are lines of JSON, and the form streams unless it is told not to. Calls of tools may have no identifier:
/// results then name the tool, and are matched in order.
package struct OllamaChatCodec: DialectCodec {
    package init() {}

    package var streamFraming: StreamFraming { .jsonLines }

    package func decodeRequest(_ json: JSONView) throws(DialectError) -> GenerationRequest {
        try OllamaRequestReader(root: json).request()
    }

    package func encode(
        _ request: GenerationRequest, for traits: TargetTraits, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        var writer = OllamaRequestWriter(request, traits: traits)
        let body = try writer.body()
        losses.merge(writer.losses)
        json.value(.object(body))
    }

    package func decodeResponse(_ json: JSONView) throws(DialectError) -> GenerationResponse {
        try OllamaResponse.decode(json)
    }

    package func encode(
        _ response: GenerationResponse, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        json.value(.object(OllamaResponse.encode(response, losses: &losses)))
    }

    package func decodeFailure(status: Int, _ json: JSONView?) -> Failure {
        OllamaFailure.decode(status: status, json)
    }

    package func encode(_ failure: Failure, into json: inout JSONWriter) {
        json.value(.object(OllamaFailure.encode(failure)))
    }

    package func makeStreamDecoder() -> any StreamDecoder { OllamaStreamDecoder() }

    package func makeStreamEncoder(_ context: StreamContext) -> any StreamEncoder { OllamaStreamEncoder(context) }
}
