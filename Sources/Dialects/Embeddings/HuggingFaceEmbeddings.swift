import Wire

/// Feature extraction in Hugging Face's Inference API: reached, and not a door of its own.
struct HuggingFaceEmbeddings: EmbeddingCodec {
    func decodeRequest(_ json: JSONView) throws(DialectError) -> EmbeddingRequest {
        EmbeddingRequest(model: "", inputs: try EmbeddingRequest.texts(json["inputs"], "inputs"))
    }

    func encode(
        _ request: EmbeddingRequest, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        let texts = try request.texts(in: .huggingFace)
        request.notePreserved(&losses, into: .huggingFace)
        let reason = "no counterpart in huggingface-embeddings"
        if request.dimensions != nil { losses.note("dimensions", reason) }
        if request.title != nil { losses.note("title", reason) }
        if request.endUser != nil { losses.note("user", reason) }
        json.beginObject()
        json.member("inputs", JSONValue(texts))
        switch request.task {
        case .query?: json.member("prompt_name", "query")
        case .document?: json.member("prompt_name", "passage")
        case .some: losses.note("task", reason)
        case nil: break
        }
        json.endObject()
    }

    /// A list of vectors. Models without pooling give one for each token, of which the mean is none of our making.
    func decodeResponse(_ json: JSONView) throws(DialectError) -> EmbeddingResponse {
        guard json.kind == .array, json.elements.allSatisfy({ $0[0].map { $0.kind == .number } ?? false }) else {
            throw .invalid("", "The answer is no list of vectors; the model may give one for each token.")
        }
        return EmbeddingResponse(model: "", vectors: json.elements.compactMap { EmbeddingVector($0) }, usage: nil)
    }

    func encode(_ response: EmbeddingResponse, asked: EmbeddingRequest, into json: inout JSONWriter) {
        json.beginArray()
        for vector in response.vectors { vector.write(base64: false, into: &json) }
        json.endArray()
    }
}
