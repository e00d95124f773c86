package import Dialects

/// What the configuration calls `kind`: the defaults of a provider, as data.
package struct ProviderKind: Sendable {
    package let name: String
    /// What that provider's own SDK takes as its base URL; nil where the configuration must say it.
    package let baseURL: String?
    /// Whether the SDK's base URL ends in a version (`/v1`); presence and absence are both tolerated.
    package let version: String?
    package let authorization: Authorization
    package let endpoints: [Endpoint]
    package let transport: Provider.Transport
    /// Environment variables that hold its key, the first one set wins.
    package let keyVariables: [String]
    /// Environment variables that hold its base URL.
    package let baseURLVariables: [String]
    /// Environment variables that say that its credentials can be fetched.
    package let credentialVariables: [String]
    /// Whether it works without a key (servers on one's own machine).
    package let needsKey: Bool

    package static let openAI = ProviderKind(
        name: "openai", baseURL: "https://api.openai.com/v1", version: "/v1", authorization: .bearer,
        endpoints: [.chat()] + Endpoint.responses() + [.completions()] + Endpoint.otherOpenAI() + Endpoint.jobs()
            + [.realtime()],
        keyVariables: ["OPENAI_API_KEY"],
        baseURLVariables: ["OPENAI_BASE_URL"])

    package static let anthropic = ProviderKind(
        name: "anthropic", baseURL: "https://api.anthropic.com", version: nil, authorization: .field("x-api-key"),
        endpoints: [
            Endpoint(
                operation: .generate, dialect: .anthropicMessages, path: "/v1/messages",
                fields: [("anthropic-version", "2023-06-01")]),
            Endpoint(
                operation: .countTokens, dialect: .anthropicMessages, path: "/v1/messages/count_tokens",
                fields: [("anthropic-version", "2023-06-01")]),
        ],
        keyVariables: ["ANTHROPIC_API_KEY"], baseURLVariables: ["ANTHROPIC_BASE_URL"])

    package static let gemini = ProviderKind(
        name: "gemini", baseURL: "https://generativelanguage.googleapis.com", version: nil,
        authorization: .field("x-goog-api-key"),
        endpoints: [
            Endpoint(
                operation: .generate, dialect: .geminiGenerate, path: "/v1beta/models/{model}:generateContent",
                streamPath: "/v1beta/models/{model}:streamGenerateContent?alt=sse",
                traits: .gemini),
            Endpoint(
                operation: .countTokens, dialect: .geminiGenerate, path: "/v1beta/models/{model}:countTokens",
                traits: .gemini),
            Endpoint(operation: .embed, dialect: .geminiGenerate, path: "/v1beta/models/{model}:embedContent"),
            Endpoint(
                operation: .embedBatch, dialect: .geminiGenerate, path: "/v1beta/models/{model}:batchEmbedContents"),
        ],
        keyVariables: ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
        baseURLVariables: ["GEMINI_BASE_URL", "GOOGLE_GEMINI_BASE_URL"])

    /// Azure's own resource: without an `api_version` its newer paths, which need none.
    package static let azureOpenAI = ProviderKind(
        name: "azure-openai", baseURL: nil, version: nil, authorization: .field("api-key"),
        endpoints: Endpoint.azure(version: nil), keyVariables: ["AZURE_OPENAI_API_KEY"],
        baseURLVariables: ["AZURE_OPENAI_ENDPOINT"])

    /// Google Cloud's: Gemini, and Anthropic's models, under a project and a place, which the configuration fills in.
    package static let vertex: ProviderKind = {
        let place = "/v1/projects/{project}/locations/{location}/publishers"
        return ProviderKind(
            name: "vertex", baseURL: nil, version: nil, authorization: .bearer,
            endpoints: [
                Endpoint(
                    operation: .generate, dialect: .anthropicMessages,
                    path: "\(place)/anthropic/models/{model}:rawPredict",
                    streamPath: "\(place)/anthropic/models/{model}:streamRawPredict",
                    members: [("anthropic_version", #""vertex-2023-10-16""#)], models: ["claude"],
                    traits: .pathNamesModel),
                Endpoint(
                    operation: .generate, dialect: .geminiGenerate,
                    path: "\(place)/google/models/{model}:generateContent",
                    streamPath: "\(place)/google/models/{model}:streamGenerateContent?alt=sse",
                    traits: TargetTraits(model: "")),
                Endpoint(
                    operation: .countTokens, dialect: .geminiGenerate,
                    path: "\(place)/google/models/{model}:countTokens", models: ["gemini"],
                    traits: TargetTraits(model: "")),
                Endpoint(
                    operation: .embed, dialect: .geminiGenerate, path: "\(place)/google/models/{model}:predict",
                    embeddings: .vertex),
            ], credentialVariables: ["GOOGLE_APPLICATION_CREDENTIALS"], needsKey: false)
    }()

    /// AWS's: whatever model, by Converse.
    package static let bedrock = ProviderKind(
        name: "bedrock", baseURL: nil, version: nil, authorization: .bearer,
        endpoints: [
            Endpoint(
                operation: .generate, dialect: .bedrockConverse, path: "/model/{segment}/converse",
                streamPath: "/model/{segment}/converse-stream", traits: .bytesOnly),
            Endpoint(
                operation: .embed, dialect: .bedrockConverse, path: "/model/{segment}/invoke",
                models: ["amazon.titan-embed"], embeddings: .titan),
            Endpoint(
                operation: .embed, dialect: .bedrockConverse, path: "/model/{segment}/invoke",
                models: ["cohere.embed", "us.cohere.embed", "eu.cohere.embed", "global.cohere.embed"],
                embeddings: .cohereOnBedrock),
            Endpoint(
                operation: .rerank, dialect: .bedrockConverse, path: "/model/{segment}/invoke",
                members: [("api_version", "2")], models: ["cohere.rerank"], rerank: .bedrock),
            Endpoint(
                operation: .rerank, dialect: .bedrockConverse, path: "/model/{segment}/invoke",
                models: ["amazon.rerank"], rerank: .bedrock),
        ],
        keyVariables: ["AWS_BEARER_TOKEN_BEDROCK"], baseURLVariables: ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"],
        credentialVariables: ["AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE"], needsKey: false)

    package static let openAICompatible = ProviderKind(
        name: "openai-compatible", baseURL: nil, version: "/v1", authorization: .bearer,
        endpoints: [.chat(.compatible), .completions(), .rerank()] + Endpoint.otherOpenAI() + Endpoint.jobs()
            + [.realtime()],
        needsKey: false)

    package static let mistral = ProviderKind(
        name: "mistral", baseURL: "https://api.mistral.ai", version: nil, authorization: .bearer,
        endpoints: [
            .chat(.compatible, path: "/v1/chat/completions"), .embeddings(path: "/v1/embeddings"),
            Endpoint(operation: .transcribe, dialect: .openAIChat, path: "/v1/audio/transcriptions"),
            // Its batches have a form of their own.
            Endpoint(operation: .files, dialect: .openAIChat, path: "/v1/files"),
        ],
        keyVariables: ["MISTRAL_API_KEY"], baseURLVariables: ["MISTRAL_BASE_URL"])

    package static let cohere = ProviderKind(
        name: "cohere", baseURL: "https://api.cohere.com", version: nil, authorization: .bearer,
        endpoints: [
            Endpoint(operation: .generate, dialect: .cohereChat, path: "/v2/chat"),
            Endpoint(operation: .embed, dialect: .cohereChat, path: "/v2/embed"),
            Endpoint(operation: .rerank, dialect: .cohereChat, path: "/v2/rerank"),
        ],
        keyVariables: ["COHERE_API_KEY", "CO_API_KEY"], baseURLVariables: ["COHERE_BASE_URL", "CO_API_URL"])

    package static let huggingFace = ProviderKind(
        name: "huggingface", baseURL: "https://router.huggingface.co/v1", version: "/v1", authorization: .bearer,
        endpoints: [.chat(.compatible), .textGeneration, .featureExtraction], keyVariables: ["HF_TOKEN"],
        baseURLVariables: ["HF_BASE_URL"])

    package static let ollama = ProviderKind(
        name: "ollama", baseURL: "http://127.0.0.1:11434", version: nil, authorization: .bearer,
        endpoints: [
            .chat(.ollama, path: "/v1/chat/completions"),
            Endpoint(operation: .generate, dialect: .ollamaChat, path: "/api/chat"),
            Endpoint(operation: .generate, dialect: .ollamaGenerate, path: "/api/generate"),
            .completions(path: "/v1/completions"),
            Endpoint(operation: .embed, dialect: .ollamaChat, path: "/api/embed"),
            .embeddings(path: "/v1/embeddings"),
        ],
        keyVariables: ["OLLAMA_API_KEY"], baseURLVariables: ["OLLAMA_HOST"], needsKey: false)

    package static let lmStudio = ProviderKind(
        name: "lmstudio", baseURL: "http://127.0.0.1:1234/v1", version: "/v1", authorization: .bearer,
        endpoints: [.chat(.compatible), .completions()] + Endpoint.otherOpenAI(),
        baseURLVariables: ["LMSTUDIO_BASE_URL"],
        needsKey: false)

    /// Whatever the configuration describes.
    package static let http = ProviderKind(
        name: "http", baseURL: nil, version: nil, authorization: .bearer, endpoints: [], needsKey: false)

    /// Answered by the gateway itself, in every dialect it has.
    package static let mock = ProviderKind(
        name: "mock", baseURL: "http://mock.invalid", version: nil, authorization: .none,
        endpoints: [
            .chat(path: "/v1/chat/completions"), .embeddings(path: "/v1/embeddings"), .rerank(path: "/v1/rerank"),
        ]
            + (anthropic.endpoints + gemini.endpoints).filter {
                $0.operation == .generate
            }, transport: .mock,
        needsKey: false)

    package static let all: [ProviderKind] = [
        .openAI, .azureOpenAI, .anthropic, .gemini, .vertex, .bedrock, .openAICompatible, .mistral, .cohere,
        .huggingFace, .ollama, .lmStudio, .http, .mock,
    ]

    package init(
        name: String, baseURL: String?, version: String?, authorization: Authorization, endpoints: [Endpoint],
        transport: Provider.Transport = .network, keyVariables: [String] = [], baseURLVariables: [String] = [],
        credentialVariables: [String] = [], needsKey: Bool = true
    ) {
        self.credentialVariables = credentialVariables
        self.name = name
        self.baseURL = baseURL
        self.version = version
        self.authorization = authorization
        self.endpoints = endpoints
        self.transport = transport
        self.keyVariables = keyVariables
        self.baseURLVariables = baseURLVariables
        self.needsKey = needsKey
    }

    /// Whether its endpoints are what the configuration describes.
    package var isDescribed: Bool { name == Self.http.name }

    package static func named(_ name: String) -> ProviderKind? { all.first { $0.name == name } }
}

extension Endpoint {
    package static func chat(
        _ traits: TargetTraits = TargetTraits(model: ""), path: String = "/chat/completions"
    ) -> Endpoint {
        Endpoint(operation: .generate, dialect: .openAIChat, path: path, traits: traits)
    }

    /// - Parameter version: `api-version` of the older paths, which name the deployment; nil: the newer ones.
    package static func azure(version: String?) -> [Endpoint] {
        let table: [(Operation, Dialect, String)] = [
            (.generate, .openAIChat, "/chat/completions"), (.generate, .openAIResponses, "/responses"),
            (.embed, .openAIChat, "/embeddings"), (.speak, .openAIChat, "/audio/speech"),
            (.drawImages, .openAIChat, "/images/generations"), (.transcribe, .openAIChat, "/audio/transcriptions"),
            (.translateSpeech, .openAIChat, "/audio/translations"), (.editImage, .openAIChat, "/images/edits"),
            (.files, .openAIChat, "/files"), (.batches, .openAIChat, "/batches"),
        ]
        let endpoints = table.map { operation, dialect, path in
            guard let version else {
                return Endpoint(operation: operation, dialect: dialect, path: "/openai/v1" + path)
            }
            let isOfDeployment = dialect != .openAIResponses && operation != .files && operation != .batches
            let place = !isOfDeployment ? "/openai" : "/openai/deployments/{segment}"
            return Endpoint(operation: operation, dialect: dialect, path: "\(place)\(path)?api-version=\(version)")
        }
        let realtime: Endpoint =
            version.map { .realtime(path: "/openai/realtime?api-version=\($0)", modelQuery: "deployment") }
            ?? .realtime(path: "/openai/v1/realtime")
        return endpoints + [realtime]
    }

    static func responses() -> [Endpoint] {
        [
            Endpoint(operation: .generate, dialect: .openAIResponses, path: "/responses"),
            Endpoint(operation: .countTokens, dialect: .openAIResponses, path: "/responses/input_tokens"),
        ]
    }

    /// Files, and batches run from them.
    static func jobs() -> [Endpoint] {
        [
            Endpoint(operation: .files, dialect: .openAIChat, path: "/files"),
            Endpoint(operation: .batches, dialect: .openAIChat, path: "/batches"),
        ]
    }

    static func embeddings(path: String = "/embeddings") -> Endpoint {
        Endpoint(operation: .embed, dialect: .openAIChat, path: path)
    }

    static func rerank(path: String = "/rerank") -> Endpoint {
        Endpoint(operation: .rerank, dialect: .openAIChat, path: path)
    }

    /// Conversations over a WebSocket.
    static func realtime(path: String = "/realtime", modelQuery: String = "model") -> Endpoint {
        Endpoint(operation: .realtime, dialect: .openAIChat, path: path, modelQuery: modelQuery)
    }

    /// The form before chat.
    static func completions(path: String = "/completions") -> Endpoint {
        Endpoint(operation: .generate, dialect: .openAICompletions, path: path)
    }

    /// What OpenAI's API has beside text. Whether a compatible server has it too, it says itself.
    static func otherOpenAI() -> [Endpoint] {
        [
            .embeddings(),
            Endpoint(operation: .moderate, dialect: .openAIChat, path: "/moderations"),
            Endpoint(operation: .speak, dialect: .openAIChat, path: "/audio/speech"),
            Endpoint(operation: .drawImages, dialect: .openAIChat, path: "/images/generations"),
            Endpoint(operation: .transcribe, dialect: .openAIChat, path: "/audio/transcriptions"),
            Endpoint(operation: .translateSpeech, dialect: .openAIChat, path: "/audio/translations"),
            Endpoint(operation: .editImage, dialect: .openAIChat, path: "/images/edits"),
            Endpoint(operation: .varyImage, dialect: .openAIChat, path: "/images/variations"),
        ]
    }
}

extension TargetTraits {
    /// What nearly every imitation of OpenAI's API takes.
    package static let compatible: TargetTraits = {
        var traits = TargetTraits(model: "")
        traits.outputLimitMember = "max_tokens"
        traits.hasDeveloperRole = false
        traits.takesTopK = true
        return traits
    }()

    /// Ollama's imitation of OpenAI's API takes texts and images.
    package static let ollama: TargetTraits = {
        var traits = compatible
        traits.takesDocuments = false
        return traits
    }()

    /// The model stands in the path, and in the body it would be refused.
    package static let pathNamesModel: TargetTraits = {
        var traits = TargetTraits(model: "")
        traits.strips = ["model"]
        return traits
    }()

    package static let bytesOnly = gemini

    /// Gemini takes bytes or its own files, no foreign URLs.
    package static let gemini: TargetTraits = {
        var traits = TargetTraits(model: "")
        traits.takesMediaURLs = false
        return traits
    }()
}
