import Wire

/// `POST /v1/embeddings`.
struct OpenAIEmbeddings: EmbeddingCodec {
    private static let known: MemberNames = ["model", "input", "dimensions", "encoding_format", "user"]

    func decodeRequest(_ json: JSONView) throws(DialectError) -> EmbeddingRequest {
        guard let input = json["input"], !input.isNull else { throw OpenAIField.missing("input") }
        var request = EmbeddingRequest(model: json["model"]?.string ?? "", inputs: try inputs(input))
        request.dimensions = try EmbeddingRequest.dimensions(json["dimensions"], "dimensions")
        request.isBase64 = json["encoding_format"]?.string == "base64"
        request.endUser = json["user"]?.string
        request.keep(json, without: Self.known)
        return request
    }

    private func inputs(_ input: JSONView) throws(DialectError) -> [EmbeddingRequest.Input] {
        if input.kind == .array, let first = input[0], first.numberText != nil {
            return [.tokens(input.elements.map { JSONValue($0) })]
        }
        guard input.kind == .array, input[0]?.kind == .array else {
            return try EmbeddingRequest.texts(input, "input")
        }
        return input.elements.map { .tokens($0.elements.map { JSONValue($0) }) }
    }

    func encode(
        _ request: EmbeddingRequest, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        if request.task != nil { losses.note("task", "no counterpart in openai-embeddings") }
        if request.title != nil { losses.note("title", "no counterpart in openai-embeddings") }
        request.notePreserved(&losses, into: .openAI)
        json.beginObject()
        json.member("model", request.model)
        json.key("input")
        json.beginArray()
        for input in request.inputs {
            switch input {
            case .text(let text): json.string(text)
            case .tokens(let tokens): json.value(.array(tokens))
            }
        }
        json.endArray()
        json.memberIfPresent("dimensions", request.dimensions)
        json.memberIfPresent("user", request.endUser)
        json.endObject()
    }

    func decodeResponse(_ json: JSONView) throws(DialectError) -> EmbeddingResponse {
        guard let data = json["data"], data.kind == .array else { throw .invalid("data", "The answer has no vectors.") }
        let sorted = data.elements.enumerated().sorted {
            ($0.element["index"]?.int ?? $0.offset) < ($1.element["index"]?.int ?? $1.offset)
        }
        return EmbeddingResponse(
            model: json["model"]?.string ?? "", vectors: sorted.compactMap { EmbeddingVector($0.element["embedding"]) },
            usage: OpenAIUsage.read(json["usage"]))
    }

    func encode(_ response: EmbeddingResponse, asked: EmbeddingRequest, into json: inout JSONWriter) {
        json.beginObject()
        // Mistral's SDK demands an id.
        json.memberIfPresent("id", response.id)
        json.member("object", "list")
        json.key("data")
        json.beginArray()
        for (index, vector) in response.vectors.enumerated() {
            json.beginObject()
            json.member("object", "embedding")
            json.member("index", index)
            json.key("embedding")
            vector.write(base64: asked.isBase64, into: &json)
            json.endObject()
        }
        json.endArray()
        json.member("model", response.model)
        let input = response.usage?.input ?? 0
        json.member("usage", ["prompt_tokens": .int(input), "total_tokens": .int(response.usage?.total ?? input)])
        json.endObject()
    }
}
