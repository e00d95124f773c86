import Wire

/// `:embedContent`, and `:batchEmbedContents`, which is several of them in one request.
struct GeminiEmbeddings: EmbeddingCodec {
    private static let known: MemberNames = [
        "model", "content", "taskType", "task_type", "title", "outputDimensionality", "output_dimensionality",
    ]

    static let tasks: [(EmbeddingRequest.Task, String)] = [
        (.query, "RETRIEVAL_QUERY"), (.document, "RETRIEVAL_DOCUMENT"), (.classification, "CLASSIFICATION"),
        (.clustering, "CLUSTERING"), (.similarity, "SEMANTIC_SIMILARITY"), (.code, "CODE_RETRIEVAL_QUERY"),
        (.question, "QUESTION_ANSWERING"), (.facts, "FACT_VERIFICATION"),
    ]

    func decodeRequest(_ json: JSONView) throws(DialectError) -> EmbeddingRequest {
        guard let list = json["requests"] else {
            var request = try one(json, at: "")
            request.isSingle = true
            return request
        }
        var requests: [EmbeddingRequest] = []
        for (index, element) in try OpenAIField.array(list, "requests").enumerated() {
            requests.append(try one(element, at: "requests[\(index)]."))
        }
        guard var first = requests.first else { throw .invalid("requests", "requests must not be empty") }
        for request in requests.dropFirst() {
            let isAlike =
                request.dimensions == first.dimensions && request.task == first.task && request.title == first.title
            guard isAlike else {
                throw .unsupported(
                    "requests",
                    "This provider takes one taskType, title and outputDimensionality for all of a request.",
                    hint: "Send requests that differ apart.")
            }
            first.inputs += request.inputs
            first.preserved.fill(request.preserved)
        }
        return first
    }

    private func one(_ json: JSONView, at path: String) throws(DialectError) -> EmbeddingRequest {
        guard let parts = json["content"]?["parts"] else { throw OpenAIField.missing("\(path)content.parts") }
        var text = ""
        for (index, part) in (parts.kind == .array ? Array(parts.elements) : [parts]).enumerated() {
            guard let more = part["text"]?.string else {
                throw .unsupported("\(path)content.parts[\(index)]", "This provider embeds texts alone.")
            }
            text += more
        }
        var request = EmbeddingRequest(model: json["model"]?.string ?? "", inputs: [.text(text)])
        let size = json["outputDimensionality"] ?? json["output_dimensionality"]
        request.dimensions = try EmbeddingRequest.dimensions(size, "\(path)outputDimensionality")
        let task = (json["taskType"] ?? json["task_type"])?.string
        request.task = Self.tasks.first { $0.1 == task }?.0
        request.title = json["title"]?.string
        request.keep(json, without: Self.known)
        if let task, request.task == nil { request.preserved["taskType"] = .string(task) }
        return request
    }

    func encode(
        _ request: EmbeddingRequest, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        request.notePreserved(&losses, into: .gemini)
        if request.endUser != nil { losses.note("user", "no counterpart in gemini-embeddings") }
        json.beginObject()
        json.key("requests")
        json.beginArray()
        for text in try request.texts(in: .gemini) {
            json.beginObject()
            json.member("model", "models/" + request.model)
            json.member("content", ["parts": [["text": .string(text)]]])
            json.memberIfPresent("taskType", Self.tasks.first { $0.0 == request.task }?.1)
            json.memberIfPresent("title", request.title)
            json.memberIfPresent("outputDimensionality", request.dimensions)
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }

    func decodeResponse(_ json: JSONView) throws(DialectError) -> EmbeddingResponse {
        let list = json["embeddings"].map { Array($0.elements) } ?? json["embedding"].map { [$0] }
        guard let list else { throw .invalid("embeddings", "The answer has no vectors.") }
        var usage: Usage?
        if let count = json["usageMetadata"]?["promptTokenCount"]?.tokenCount { usage = Usage(input: count, output: 0) }
        return EmbeddingResponse(
            model: "", vectors: list.compactMap { EmbeddingVector($0["values"]) }, usage: usage)
    }

    func encode(_ response: EmbeddingResponse, asked: EmbeddingRequest, into json: inout JSONWriter) {
        json.beginObject()
        if asked.isSingle {
            json.key("embedding")
            if let vector = response.vectors.first { write(vector, into: &json) } else { json.null() }
        } else {
            json.key("embeddings")
            json.beginArray()
            for vector in response.vectors { write(vector, into: &json) }
            json.endArray()
        }
        json.endObject()
    }

    private func write(_ vector: EmbeddingVector, into json: inout JSONWriter) {
        json.beginObject()
        json.key("values")
        vector.write(base64: false, into: &json)
        json.endObject()
    }
}

/// Vertex's `:predict` for embedding models; reached, and not a door of its own.
struct VertexEmbeddings: EmbeddingCodec {
    func decodeRequest(_ json: JSONView) throws(DialectError) -> EmbeddingRequest {
        var inputs: [EmbeddingRequest.Input] = []
        for instance in json["instances"].list { inputs.append(.text(instance["content"]?.string ?? "")) }
        var request = EmbeddingRequest(model: "", inputs: inputs)
        request.dimensions = json["parameters"]?["outputDimensionality"]?.int
        return request
    }

    func encode(
        _ request: EmbeddingRequest, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        request.notePreserved(&losses, into: .vertex)
        if request.endUser != nil { losses.note("user", "no counterpart in vertex-embeddings") }
        let task = GeminiEmbeddings.tasks.first { $0.0 == request.task }?.1
        var instances: [JSONValue] = []
        for text in try request.texts(in: .vertex) {
            var instance: JSONObject = ["content": .string(text)]
            instance["task_type"] = task.map(JSONValue.string)
            instance["title"] = request.title.map(JSONValue.string)
            instances.append(.object(instance))
        }
        var body: JSONObject = ["instances": .array(instances)]
        body["parameters"] = request.dimensions.map { ["outputDimensionality": .int($0)] }
        json.value(.object(body))
    }

    func decodeResponse(_ json: JSONView) throws(DialectError) -> EmbeddingResponse {
        guard let predictions = json["predictions"], predictions.kind == .array else {
            throw .invalid("predictions", "The answer has no vectors.")
        }
        var tokens: Int?
        for prediction in predictions.elements {
            if let count = prediction["embeddings"]?["statistics"]?["token_count"]?.tokenCount {
                tokens = TokenCount.counted((tokens ?? 0) + count)
            }
        }
        return EmbeddingResponse(
            model: "", vectors: predictions.elements.compactMap { EmbeddingVector($0["embeddings"]?["values"]) },
            usage: tokens.map { Usage(input: $0, output: 0) })
    }

    func encode(_ response: EmbeddingResponse, asked: EmbeddingRequest, into json: inout JSONWriter) {
        json.beginObject()
        json.key("predictions")
        json.beginArray()
        for vector in response.vectors {
            json.beginObject()
            json.key("embeddings")
            json.beginObject()
            json.key("values")
            vector.write(base64: false, into: &json)
            json.endObject()
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }
}
