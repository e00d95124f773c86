package import NIOCore
package import Wire

/// OpenAI's Responses (`POST /v1/responses`): typed items in and out, a named event for each step of a stream.
///
/// What was thought, said and called are items of their own. Item ids and statuses mean something only to the server
/// that stored the item, so they are not carried over; `call_id` is what binds a result to its call.
package struct OpenAIResponsesCodec: DialectCodec {
    package init() {}

    package var answerIDPrefix: String { "resp_" }

    package var namesAnswers: Bool { true }

    package func decodeRequest(_ json: JSONView) throws(DialectError) -> GenerationRequest {
        try ResponsesRequestReader.read(json)
    }

    package func encode(
        _ request: GenerationRequest, for traits: TargetTraits, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        var writer = ResponsesRequestWriter(request, traits: traits)
        let body = try writer.written()
        losses.merge(writer.losses)
        json.value(.object(body))
    }

    package func decodeResponse(_ json: JSONView) throws(DialectError) -> GenerationResponse {
        try ResponsesAnswer.read(json)
    }

    package func encode(
        _ response: GenerationResponse, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        json.value(.object(ResponsesAnswer.json(response, losses: &losses)))
    }

    package func decodeFailure(status: Int, _ json: JSONView?) -> Failure {
        OpenAIFailure.read(status: status, json)
    }

    package func encode(_ failure: Failure, into json: inout JSONWriter) {
        json.value(["error": OpenAIFailure.json(failure)])
    }

    package func makeStreamDecoder() -> any StreamDecoder { ResponsesStreamDecoder() }

    package func makeStreamEncoder(_ context: StreamContext) -> any StreamEncoder { ResponsesStreamEncoder(context) }

    /// Pieces of text and arguments, which are most of a stream, tell nothing of its usage or end.
    package func isQuietEvent(_ bytes: ByteBuffer) -> Bool {
        bytes.withUnsafeReadableBytes { bytes in
            guard bytes.starts(with: "event: response.".utf8), let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else {
                return false
            }
            return bytes[..<end].suffix(6).elementsEqual(".delta".utf8)
        }
    }

    package func echo(of request: JSONView) -> JSONObject? { ResponsesEcho.members(of: request) }
}
