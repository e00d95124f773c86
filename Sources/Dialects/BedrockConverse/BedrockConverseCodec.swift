package import Wire

/// Bedrock's Converse and ConverseStream, as AWS's service model and its recorded answers have them.
///
/// Every block is an object of one member that names what it is. What a model takes beyond Converse goes into
/// `additionalModelRequestFields`, in that model's own words. Streams are binary event streams.
package struct BedrockConverseCodec: DialectCodec {
    package init() {}

    package var streamFraming: StreamFraming { .eventStream }

    package func decodeRequest(_ json: JSONView) throws(DialectError) -> GenerationRequest {
        try ConverseRequestReader(root: json).request()
    }

    package func encode(
        _ request: GenerationRequest, for traits: TargetTraits, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        var writer = ConverseRequestWriter()
        try writer.write(request, for: traits, into: &json)
        losses.merge(writer.losses)
    }

    package func decodeResponse(_ json: JSONView) throws(DialectError) -> GenerationResponse {
        try ConverseAnswer.read(json)
    }

    package func encode(
        _ response: GenerationResponse, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        json.value(.object(try ConverseAnswer.json(response, losses: &losses)))
    }

    package func decodeFailure(status: Int, _ json: JSONView?) -> Failure { ConverseFailure.read(status: status, json) }

    package func encode(_ failure: Failure, into json: inout JSONWriter) {
        json.value(.object(ConverseFailure.json(failure)))
    }

    package func makeStreamDecoder() -> any StreamDecoder { ConverseStreamDecoder() }

    package func makeStreamEncoder(_ context: StreamContext) -> any StreamEncoder { ConverseStreamEncoder() }
}

/// What all of Converse's readers and writers share.
enum Converse {
    static let dialect = Dialect.bedrockConverse
    static let none = "no counterpart in bedrock-converse"
}
