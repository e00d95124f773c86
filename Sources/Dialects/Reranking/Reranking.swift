package import Wire

/// A request to order documents by how well they answer a query, in no provider's form.
package struct RerankRequest: Sendable, Equatable {
    package var model: String
    package var query: String
    /// As the caller wrote them: texts, or objects.
    package var documents: [JSONValue]
    package var top: Int?
    /// Whether the answer is to hold the documents too.
    package var returnsDocuments = false
    package var preserved = JSONObject()

    package init(model: String, query: String, documents: [JSONValue]) {
        self.model = model
        self.query = query
        self.documents = documents
    }
}

/// Documents by their scores, the best first.
package struct RerankResponse: Sendable, Equatable {
    package var id: String?
    package var results: [(index: Int, score: NumberText)]
    package var usage: Usage?
    /// Cohere bills searches, not tokens.
    package var searches: Int?

    package init(
        id: String? = nil, results: [(index: Int, score: NumberText)], usage: Usage? = nil, searches: Int? = nil
    ) {
        self.id = id
        self.results = results
        self.usage = usage
        self.searches = searches
    }

    package static func == (one: RerankResponse, other: RerankResponse) -> Bool {
        one.id == other.id && one.usage == other.usage && one.searches == other.searches
            && one.results.elementsEqual(other.results) { $0 == $1 }
    }
}

/// A wire form of reranking. They differ in little more than names.
package enum RerankForm: String, Sendable, CaseIterable {
    /// Cohere's `/v2/rerank`.
    case cohere = "cohere-rerank"
    /// `/v1/rerank` as Jina made it, and vLLM, llama.cpp and others took it over.
    case jina = "jina-rerank"
    /// Voyage's: `top_k`, and `data` in its answers.
    case voyage = "voyage-rerank"
    /// Cohere's and Amazon's models, by Bedrock's InvokeModel: the model stands in the path.
    case bedrock = "bedrock-rerank"

    /// The form of a dialect's door.
    package init(of dialect: Dialect) { self = dialect == .cohereChat ? .cohere : .jina }

    private static let known: MemberNames = ["model", "query", "documents", "top_n", "top_k", "return_documents"]

    package func decodeRequest(_ json: JSONView) throws(DialectError) -> RerankRequest {
        let query = try OpenAIField.requiredString(json["query"], "query")
        guard let documents = json["documents"] else { throw OpenAIField.missing("documents") }
        let list = try OpenAIField.array(documents, "documents").map { JSONValue($0) }
        guard !list.isEmpty else { throw .invalid("documents", "documents must not be empty") }
        var request = RerankRequest(model: json["model"]?.string ?? "", query: query, documents: list)
        if let top = json["top_n"] ?? json["top_k"], !top.isNull {
            request.top = try OpenAIField.int(top, self == .voyage ? "top_k" : "top_n")
        }
        request.returnsDocuments = json["return_documents"]?.bool ?? false
        request.preserved = JSONObject(rest: json, without: Self.known)
        return request
    }

    package func encode(_ request: RerankRequest, into json: inout JSONWriter, losses: inout Losses) {
        for (key, _) in request.preserved { losses.note(key, "no counterpart in \(rawValue)") }
        json.beginObject()
        if self != .bedrock { json.member("model", request.model) }
        json.member("query", request.query)
        json.member("documents", .array(request.documents.map { .string(Self.text($0)) }))
        json.memberIfPresent(self == .voyage ? "top_k" : "top_n", request.top)
        json.endObject()
    }

    /// Objects are ordered by their text, or by all they hold.
    private static func text(_ document: JSONValue) -> String {
        document.string ?? document["text"]?.string ?? document.text
    }

    package func decodeResponse(_ json: JSONView) throws(DialectError) -> RerankResponse {
        guard let list = json["results"] ?? json["data"], list.kind == .array else {
            throw .invalid("results", "The answer has no results.")
        }
        let results = list.elements.compactMap { element -> (index: Int, score: NumberText)? in
            guard let index = element["index"]?.int,
                let score = (element["relevance_score"] ?? element["score"])?.numberText
            else { return nil }
            return (index, NumberText(score))
        }
        return RerankResponse(
            id: json["id"]?.string, results: results, usage: OpenAIUsage.read(json["usage"]) ?? total(json["usage"]),
            searches: json["meta"]?["billed_units"]?["search_units"]?.tokenCount)
    }

    private func total(_ json: JSONView?) -> Usage? {
        json?["total_tokens"]?.tokenCount.map { Usage(input: $0, output: 0) }
    }

    /// - Parameter asked: the request, whose documents the answer may repeat.
    package func encode(_ response: RerankResponse, asked: RerankRequest, model: String, into json: inout JSONWriter) {
        json.beginObject()
        json.memberIfPresent("id", response.id)
        if self != .cohere {
            json.member("object", "list")
            json.member("model", model)
        }
        json.key(self == .voyage ? "data" : "results")
        json.beginArray()
        for result in response.results {
            json.beginObject()
            json.member("index", result.index)
            json.member("relevance_score", .number(result.score.text))
            if asked.returnsDocuments, asked.documents.indices.contains(result.index) {
                let document = asked.documents[result.index]
                json.member("document", document.string.map { ["text": .string($0)] } ?? document)
            }
            json.endObject()
        }
        json.endArray()
        if self == .cohere {
            var units = JSONObject()
            units["search_units"] = response.searches.map { .int($0) }
            units["input_tokens"] = response.usage.map { .int($0.input) }
            json.member("meta", ["api_version": ["version": "2"], "billed_units": .object(units)])
        } else if let usage = response.usage {
            json.member(
                "usage", ["prompt_tokens": .int(usage.input), "total_tokens": .int(usage.total ?? usage.input)])
        }
        json.endObject()
    }
}
