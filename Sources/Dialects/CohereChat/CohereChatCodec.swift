package import Wire

/// Cohere's chat (`POST /v2/chat`), as its API reference and its recorded answers have it.
///
/// What the model says before it calls tools, its plan, stands apart from the content; here it is reasoning. Streams
/// name each event in its data as well as beside it.
package struct CohereChatCodec: DialectCodec {
    package init() {}

    package func decodeRequest(_ json: JSONView) throws(DialectError) -> GenerationRequest {
        try CohereRequestReader(root: json).request()
    }

    package func encode(
        _ request: GenerationRequest, for traits: TargetTraits, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        var writer = CohereRequestWriter(request, traits: traits)
        let body = try writer.body()
        losses.merge(writer.losses)
        json.value(.object(body))
    }

    package func decodeResponse(_ json: JSONView) throws(DialectError) -> GenerationResponse {
        try CohereResponse.decode(json)
    }

    package func encode(
        _ response: GenerationResponse, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        json.value(.object(CohereResponse.encode(response, losses: &losses)))
    }

    package func decodeFailure(status: Int, _ json: JSONView?) -> Failure {
        CohereFailure.decode(status: status, json)
    }

    package func encode(_ failure: Failure, into json: inout JSONWriter) {
        json.value(.object(CohereFailure.encode(failure)))
    }

    package func makeStreamDecoder() -> any StreamDecoder { CohereStreamDecoder() }

    package func makeStreamEncoder(_ context: StreamContext) -> any StreamEncoder { CohereStreamEncoder(context) }
}
