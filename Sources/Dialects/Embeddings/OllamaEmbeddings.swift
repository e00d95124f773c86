import Wire

/// Ollama's `POST /api/embed`.
struct OllamaEmbeddings: EmbeddingCodec {
    private static let known: MemberNames = ["model", "input", "dimensions"]

    func decodeRequest(_ json: JSONView) throws(DialectError) -> EmbeddingRequest {
        var request = EmbeddingRequest(
            model: json["model"]?.string ?? "", inputs: try EmbeddingRequest.texts(json["input"], "input"))
        request.dimensions = try EmbeddingRequest.dimensions(json["dimensions"], "dimensions")
        request.keep(json, without: Self.known)
        return request
    }

    func encode(
        _ request: EmbeddingRequest, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        request.notePreserved(&losses, into: .ollama)
        if request.task != nil { losses.note("task", "no counterpart in ollama-embeddings") }
        if request.title != nil { losses.note("title", "no counterpart in ollama-embeddings") }
        if request.endUser != nil { losses.note("user", "no counterpart in ollama-embeddings") }
        json.beginObject()
        json.member("model", request.model)
        json.member("input", JSONValue(try request.texts(in: .ollama)))
        json.memberIfPresent("dimensions", request.dimensions)
        json.endObject()
    }

    func decodeResponse(_ json: JSONView) throws(DialectError) -> EmbeddingResponse {
        guard let list = json["embeddings"], list.kind == .array else {
            throw .invalid("embeddings", "The answer has no vectors.")
        }
        return EmbeddingResponse(
            model: json["model"]?.string ?? "", vectors: list.elements.compactMap { EmbeddingVector($0) },
            usage: json["prompt_eval_count"]?.tokenCount.map { Usage(input: $0, output: 0) })
    }

    func encode(_ response: EmbeddingResponse, asked: EmbeddingRequest, into json: inout JSONWriter) {
        json.beginObject()
        json.member("model", response.model)
        json.key("embeddings")
        json.beginArray()
        for vector in response.vectors { vector.write(base64: false, into: &json) }
        json.endArray()
        json.memberIfPresent("prompt_eval_count", response.usage?.input)
        json.endObject()
    }
}

/// Amazon's Titan on Bedrock: one text a request; reached, and not a door of its own.
struct TitanEmbeddings: EmbeddingCodec {
    func decodeRequest(_ json: JSONView) throws(DialectError) -> EmbeddingRequest {
        var request = EmbeddingRequest(model: "", inputs: [.text(json["inputText"]?.string ?? "")])
        request.dimensions = json["dimensions"]?.int
        return request
    }

    func encode(
        _ request: EmbeddingRequest, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        let texts = try request.texts(in: .titan)
        guard texts.count == 1, let text = texts.first else {
            throw .unsupported(
                "input", "Titan takes one text a request, not \(texts.count).", hint: "Send each text apart.")
        }
        request.notePreserved(&losses, into: .titan)
        if request.task != nil { losses.note("task", "no counterpart in titan-embeddings") }
        if request.title != nil { losses.note("title", "no counterpart in titan-embeddings") }
        if request.endUser != nil { losses.note("user", "no counterpart in titan-embeddings") }
        json.beginObject()
        json.member("inputText", text)
        json.memberIfPresent("dimensions", request.dimensions)
        json.endObject()
    }

    func decodeResponse(_ json: JSONView) throws(DialectError) -> EmbeddingResponse {
        guard let vector = EmbeddingVector(json["embedding"]) else {
            throw .invalid("embedding", "The answer has no vector.")
        }
        return EmbeddingResponse(
            model: "", vectors: [vector],
            usage: json["inputTextTokenCount"]?.tokenCount.map { Usage(input: $0, output: 0) })
    }

    func encode(_ response: EmbeddingResponse, asked: EmbeddingRequest, into json: inout JSONWriter) {
        json.beginObject()
        json.key("embedding")
        if let vector = response.vectors.first { vector.write(base64: false, into: &json) } else { json.null() }
        json.memberIfPresent("inputTextTokenCount", response.usage?.input)
        json.endObject()
    }
}
