package import NIOCore
package import Wire

/// A request for vectors, in no provider's form.
package struct EmbeddingRequest: Sendable, Equatable {
    /// What one vector is wanted of.
    package enum Input: Sendable, Equatable {
        case text(String)
        /// Numbers of tokens, which mean something to their own model alone.
        case tokens([JSONValue])
    }

    /// What the vectors are for, which some models are told.
    package enum Task: String, Sendable, CaseIterable {
        case query, document, classification, clustering, similarity, code, question, facts
    }

    package var model: String
    package var inputs: [Input]
    package var dimensions: Int?
    package var task: Task?
    package var title: String?
    package var endUser: String?
    /// Whether the answer is to hold base64 of 32-bit numbers instead of their texts.
    package var isBase64 = false
    /// Whether one vector was asked for alone, where a dialect says that apart.
    package var isSingle = false
    /// Members without a place here, by their names in the caller's form.
    package var preserved = JSONObject()

    package init(model: String, inputs: [Input]) {
        self.model = model
        self.inputs = inputs
    }
}

/// Vectors, and what they cost.
package struct EmbeddingResponse: Sendable, Equatable {
    package var id: String?
    package var model: String
    package var vectors: [EmbeddingVector]
    package var usage: Usage?

    package init(model: String, vectors: [EmbeddingVector], usage: Usage?) {
        self.model = model
        self.vectors = vectors
        self.usage = usage
    }
}

/// A vector as it came; converted only where another form is asked for.
package enum EmbeddingVector: Sendable, Equatable {
    /// A JSON array of numbers.
    case numbers(ByteBuffer)
    /// Base64 of 32-bit floating-point numbers, the lowest byte first.
    case base64(String)

    init?(_ json: JSONView?) {
        guard let json else { return nil }
        if let text = json.string {
            self = .base64(text)
        } else {
            guard json.kind == .array else { return nil }
            self = .numbers(json.raw)
        }
    }

    /// - Parameter base64: whether as text in base64, else as an array.
    func write(base64: Bool, into json: inout JSONWriter) {
        switch (self, base64) {
        case (.numbers(let raw), false): json.raw(raw)
        case (.base64(let text), true): json.string(text)
        case (.numbers(let raw), true):
            var bytes = ByteBuffer()
            if let root = (try? JSONDocument(validating: raw))?.root {
                for number in root.elements {
                    bytes.writeInteger(Float(number.double ?? 0).bitPattern, endianness: .little)
                }
            }
            json.string(Base64.encode(bytes))
        case (.base64(let text), false):
            json.beginArray()
            var bytes = Base64.decode(text) ?? ByteBuffer()
            while let bits = bytes.readInteger(endianness: .little, as: UInt32.self) {
                let number = Float(bitPattern: bits)
                json.number(text: number.isFinite ? number.description : "0")
            }
            json.endArray()
        }
    }
}

/// A wire form of embeddings.
package enum EmbeddingForm: String, Sendable, CaseIterable {
    case openAI = "openai-embeddings"
    case gemini = "gemini-embeddings"
    case vertex = "vertex-embeddings"
    case cohere = "cohere-embeddings"
    case ollama = "ollama-embeddings"
    /// Amazon's Titan, by Bedrock's InvokeModel.
    case titan = "titan-embeddings"
    /// Cohere's models, by Bedrock's InvokeModel.
    case cohereOnBedrock = "cohere-bedrock-embeddings"
    /// Feature extraction in Hugging Face's Inference API.
    case huggingFace = "huggingface-embeddings"

    package var codec: any EmbeddingCodec {
        switch self {
        case .openAI: OpenAIEmbeddings()
        case .gemini: GeminiEmbeddings()
        case .vertex: VertexEmbeddings()
        case .cohere: CohereEmbeddings(isOnBedrock: false)
        case .ollama: OllamaEmbeddings()
        case .titan: TitanEmbeddings()
        case .cohereOnBedrock: CohereEmbeddings(isOnBedrock: true)
        case .huggingFace: HuggingFaceEmbeddings()
        }
    }

    /// Whether a request holds one text, however many are to become vectors.
    package var takesOneText: Bool { self == .titan }

    /// The form of a dialect's door; nil: it has none.
    package init?(of dialect: Dialect) {
        switch dialect {
        case .openAIChat: self = .openAI
        case .geminiGenerate: self = .gemini
        case .cohereChat: self = .cohere
        case .ollamaChat: self = .ollama
        default: return nil
        }
    }
}

/// One form, both ways.
package protocol EmbeddingCodec: Sendable {
    func decodeRequest(_ json: JSONView) throws(DialectError) -> EmbeddingRequest
    func encode(
        _ request: EmbeddingRequest, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError)
    func decodeResponse(_ json: JSONView) throws(DialectError) -> EmbeddingResponse
    /// - Parameter asked: the request in this form, whose wishes the answer follows.
    func encode(_ response: EmbeddingResponse, asked: EmbeddingRequest, into json: inout JSONWriter)
}

extension EmbeddingRequest {
    /// The texts, for forms that take nothing else.
    func texts(in form: EmbeddingForm) throws(DialectError) -> [String] {
        var texts: [String] = []
        for input in inputs {
            guard case .text(let text) = input else {
                throw .unsupported(
                    "input", "Token numbers mean something to their own model alone; \(form.rawValue) takes texts.",
                    hint: "Send the texts.")
            }
            texts.append(text)
        }
        return texts
    }

    /// Notes members that only the caller's own form has.
    func notePreserved(_ losses: inout Losses, into form: EmbeddingForm) {
        for (key, _) in preserved { losses.note(key, "no counterpart in \(form.rawValue)") }
    }

    mutating func keep(_ json: JSONView, without known: MemberNames) {
        preserved = JSONObject(rest: json, without: known)
    }

    /// A number of dimensions within reason.
    static func dimensions(_ json: JSONView?, _ path: String) throws(DialectError) -> Int? {
        guard let json, !json.isNull else { return nil }
        guard let count = json.int, count > 0 else { throw .invalid(path, "\(path) must be a positive whole number") }
        return count
    }

    static func texts(_ json: JSONView?, _ path: String) throws(DialectError) -> [Input] {
        guard let json, !json.isNull else { throw OpenAIField.missing(path) }
        if let text = json.string { return [.text(text)] }
        var inputs: [Input] = []
        for (index, element) in try OpenAIField.array(json, path).enumerated() {
            inputs.append(.text(try OpenAIField.string(element, "\(path)[\(index)]")))
        }
        return inputs
    }
}
