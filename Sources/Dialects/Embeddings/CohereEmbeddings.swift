import Wire

/// Cohere's `POST /v2/embed`; on Bedrock the same body without the model, which stands in the path.
struct CohereEmbeddings: EmbeddingCodec {
    let isOnBedrock: Bool

    private static let known: MemberNames = ["model", "texts", "input_type", "embedding_types", "output_dimension"]
    private static let tasks: [(EmbeddingRequest.Task, String)] = [
        (.document, "search_document"), (.query, "search_query"), (.classification, "classification"),
        (.clustering, "clustering"),
    ]

    func decodeRequest(_ json: JSONView) throws(DialectError) -> EmbeddingRequest {
        if json["texts"] == nil, json["images"] != nil || json["inputs"] != nil {
            throw .unsupported("images", "This provider embeds texts alone.", hint: "Send `texts`.")
        }
        var request = EmbeddingRequest(
            model: json["model"]?.string ?? "", inputs: try EmbeddingRequest.texts(json["texts"], "texts"))
        request.dimensions = try EmbeddingRequest.dimensions(json["output_dimension"], "output_dimension")
        let task = json["input_type"]?.string
        request.task = Self.tasks.first { $0.1 == task }?.0
        request.isBase64 = json["embedding_types"].list.first?.string == "base64"
        request.keep(json, without: Self.known)
        if let task, request.task == nil { request.preserved["input_type"] = .string(task) }
        let others = json["embedding_types"].list.compactMap(\.string).filter { $0 != "float" && $0 != "base64" }
        if !others.isEmpty { request.preserved["embedding_types"] = JSONValue(others) }
        return request
    }

    func encode(
        _ request: EmbeddingRequest, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        request.notePreserved(&losses, into: .cohere)
        if request.endUser != nil { losses.note("user", "no counterpart in cohere-embeddings") }
        if request.title != nil { losses.note("title", "no counterpart in cohere-embeddings") }
        if let task = request.task, !Self.tasks.contains(where: { $0.0 == task }) {
            losses.note("task", "cohere-embeddings has no word for \(task.rawValue)")
        }
        json.beginObject()
        if !isOnBedrock { json.member("model", request.model) }
        json.member("texts", JSONValue(try request.texts(in: .cohere)))
        // It demands one; what is indexed is what callers without the word usually embed.
        json.member("input_type", Self.tasks.first { $0.0 == request.task }?.1 ?? "search_document")
        json.member("embedding_types", ["float"])
        json.memberIfPresent("output_dimension", request.dimensions)
        json.endObject()
    }

    func decodeResponse(_ json: JSONView) throws(DialectError) -> EmbeddingResponse {
        guard let all = json["embeddings"] else { throw .invalid("embeddings", "The answer has no vectors.") }
        // By type, or, of the older form, a list.
        let list = all.kind == .array ? all : all["float"] ?? all["base64"]
        var usage: Usage?
        if let units = json["meta"]?["billed_units"], let count = units["input_tokens"]?.tokenCount {
            usage = Usage(input: TokenCount.counted(count + (units["image_tokens"]?.tokenCount ?? 0)), output: 0)
        }
        var response = EmbeddingResponse(
            model: "", vectors: list.list.compactMap { EmbeddingVector($0) }, usage: usage)
        response.id = json["id"]?.string
        return response
    }

    func encode(_ response: EmbeddingResponse, asked: EmbeddingRequest, into json: inout JSONWriter) {
        json.beginObject()
        json.member("id", response.id ?? "")
        json.key("embeddings")
        json.beginObject()
        json.key(asked.isBase64 ? "base64" : "float")
        json.beginArray()
        for vector in response.vectors { vector.write(base64: asked.isBase64, into: &json) }
        json.endArray()
        json.endObject()
        json.member("texts", .array(asked.inputs.map { if case .text(let text) = $0 { .string(text) } else { .null } }))
        var meta: JSONObject = ["api_version": ["version": "2"]]
        if let usage = response.usage { meta["billed_units"] = ["input_tokens": .int(usage.input)] }
        json.member("meta", .object(meta))
        json.member("response_type", "embeddings_by_type")
        json.endObject()
    }
}
