package import Dialects
import NIOCore
import Synchronization
package import Wire

/// Where a model lives: an immutable value, held by reference because every call passes it on. Nothing outside
/// `Catalog/` switches over its name.
package final class Provider: Sendable {
    /// How the provider is reached: over the network, or in process.
    package enum Transport: Sendable, Equatable {
        case network
        /// Answered by the gateway itself.
        case mock
    }

    /// What stands before the slash in `provider/model`.
    package let id: String
    package let kind: ProviderKind
    /// Its section of the catalogue: the kind's name, or that of the service behind an OpenAI-compatible address.
    package let catalogKind: String
    package let transport: Transport
    package let origin: Origin
    /// Path before the endpoints' own, without a slash at its end: ``, `/v1`, `/proxy/openai`.
    package let basePath: String
    package let authorization: Authorization
    /// Used in turn; each goes to this provider's origin only.
    package let credentials: [Secret]
    /// Where a credential has to be fetched, or signs each request.
    package let authorizer: (any RequestAuthorizer)?
    private let ring: CredentialRing
    package let endpoints: [Endpoint]
    /// The endpoints as they were given, to make the provider anew from.
    private let given: [Endpoint]
    /// Extra fields on each request, from the configuration.
    package let fields: [(name: String, value: String)]
    /// Models named by the configuration; they restrict nothing.
    package let models: [String]
    /// Bounds of attempts here; nil: those of the snapshot.
    package let timeouts: Timeouts?
    /// Attempts at once; nil: as many as come.
    package let maxConcurrent: Int?
    /// The line of calls for which there is no place; nil: none waits.
    package let queue: Snapshot.Queue?
    private let shared = Mutex(ProviderStanding())
    /// Whether an endpoint's path names the model.
    package let putsModelsInPaths: Bool
    /// Whether its models answer in one of OpenAI's forms or another.
    package let hasSeveralOpenAIForms: Bool
    private let hasModelPrefix: Bool

    package init(
        id: String, kind: ProviderKind, transport: Transport = .network, origin: Origin, basePath: String,
        authorization: Authorization, credential: Secret?, furtherCredentials: [Secret] = [],
        authorizer: (any RequestAuthorizer)? = nil, endpoints: [Endpoint],
        fields: [(name: String, value: String)] = [], models: [String] = [], timeouts: Timeouts? = nil,
        maxConcurrent: Int? = nil, queue: Snapshot.Queue? = nil
    ) {
        let credentials = (credential.map { [$0] } ?? []) + furtherCredentials
        self.credentials = Array(credentials.prefix(Self.mostCredentials))
        self.authorizer = authorizer
        ring = CredentialRing(count: max(1, self.credentials.count))
        self.id = id
        self.kind = kind
        let service = kind.name == ProviderKind.openAICompatible.name ? CompatibleService.at(origin.host) : nil
        catalogKind = service?.name ?? kind.name
        self.transport = transport
        self.origin = origin
        self.basePath = basePath
        self.authorization = authorization
        self.fields = fields
        self.models = models
        self.timeouts = timeouts
        self.maxConcurrent = maxConcurrent
        self.queue = maxConcurrent == nil ? nil : queue
        putsModelsInPaths = endpoints.contains { endpoint in
            [endpoint.path, endpoint.streamPath ?? ""].contains { $0.utf8.contains(UInt8(ascii: "{")) }
        }
        hasSeveralOpenAIForms = endpoints.contains { $0.dialect == .openAIResponses }
        hasModelPrefix = endpoints.contains { $0.dialect == .geminiGenerate }
        given = endpoints
        self.endpoints = endpoints.map { endpoint in
            // What another endpoint of the operation names as its own is not one of all others.
            let claimed = endpoints.filter { $0.operation == endpoint.operation }.flatMap(\.models)
            var traits = endpoint.traits
            service?.adjust(&traits)
            return Endpoint(
                endpoint, under: Self.base(basePath, kind.version, of: endpoint),
                claimed: endpoint.models.isEmpty ? claimed : [], traits: traits,
                prepared: credentials.isEmpty
                    ? [Self.requestFields(endpoint, fields, authorization, nil)]
                    : credentials.map { Self.requestFields(endpoint, fields, authorization, $0) })
        }
    }

    /// The same with this credential in place of its own.
    func replacing(credential: Secret) -> Provider {
        let other = Provider(
            id: id, kind: kind, transport: transport, origin: origin, basePath: basePath, authorization: authorization,
            credential: credential, endpoints: given, fields: fields, models: models, timeouts: timeouts,
            maxConcurrent: maxConcurrent, queue: queue)
        other.goOn(from: self)
        return other
    }

    /// The base path of an endpoint.
    private static func base(_ basePath: String, _ version: String?, of endpoint: Endpoint) -> String {
        guard endpoint.isBesideVersion, let version, basePath.hasSuffix(version) else { return basePath }
        return String(basePath.dropLast(version.count))
    }

    /// Where the paths of an endpoint that is described by data begin.
    package func basePath(of endpoint: Endpoint) -> String { Self.base(basePath, kind.version, of: endpoint) }

    /// The fields of each request to `endpoint` with the caller's own credential in place of ours. Configured fields
    /// that are credentials belong to ours and stay behind with it.
    package func requestFields(for endpoint: Endpoint, ownCredential: Secret) -> HeaderFields {
        let extra = fields.filter { !authorization.looksLikeCredential($0.name) }
        return Self.requestFields(endpoint, extra, authorization, ownCredential)
    }

    /// What is known of it from the calls so far.
    package var standing: ProviderStanding { shared.withLock { $0 } }

    /// Goes on with what is known of the same provider under the configuration before.
    func goOn(from earlier: Provider) {
        let standing = earlier.standing
        shared.withLock { $0 = standing }
    }

    /// As many as are told apart in one call.
    package static let mostCredentials = 64

    /// The first credential, for those who need just one.
    package var credential: Secret? { credentials.first }

    /// Which of the credentials is to be used; 0 where there is none. nil when all have been tried.
    /// - Parameter tried: a bit for each that this call has used.
    /// Places for its calls, where calls wait for one.
    package var seats: CallSeats { standing.seats }

    func nextCredential(at now: NIODeadline, besides tried: UInt64) -> Int? { ring.next(at: now, besides: tried) }

    /// Lets a credential rest while others are there.
    func rest(_ credential: Int, until end: NIODeadline) { ring.rest(credential, until: end) }

    /// Whether a caller's own key for this provider is meant for `other` too: the same service at the same place.
    package func sharesCredentials(with other: Provider) -> Bool {
        kind.name == other.kind.name && transport == other.transport && origin == other.origin
    }

    private static func requestFields(
        _ endpoint: Endpoint, _ extra: [(name: String, value: String)], _ authorization: Authorization,
        _ credential: Secret?
    ) -> HeaderFields {
        var fields = HeaderFields()
        fields.append("content-type", "application/json")
        fields.append("accept-encoding", "identity")
        fields.append("user-agent", "llmgateway")
        for field in endpoint.fields { fields.set(field.name, field.value) }
        if let credential {
            switch authorization {
            case .bearer: fields.append("authorization", "Bearer " + credential.reveal())
            case .field(let name): fields.append(name, credential.reveal())
            case .none: break
            }
        }
        for field in extra { fields.set(field.name, field.value) }
        return fields
    }

    /// The one spelling of a model's name: Gemini's may have `models/` before them, and mean the same.
    package func canonicalName(of model: String) -> String {
        guard hasModelPrefix, model.hasPrefix("models/") else { return model }
        return String(model.dropFirst("models/".count))
    }

    /// The one that speaks a dialect.
    package func endpoint(for operation: Operation, dialect: Dialect, model: String) -> Endpoint? {
        endpoints.first {
            $0.operation == operation && $0.dialect == dialect && !$0.isDescribed && $0.serves(model)
        }
    }

    /// One whose form is described by data, for callers of the dialect that the description starts from.
    func describedEndpoint(for operation: Operation, dialect: Dialect, model: String) -> Endpoint? {
        endpoints.first {
            $0.operation == operation && $0.dialect == dialect && $0.isDescribed && $0.serves(model)
        }
    }

    /// The first of its endpoints that does this with the model.
    package func endpoint(for operation: Operation, model: String) -> Endpoint? {
        endpoints.first { $0.operation == operation && $0.serves(model) }
    }
}

/// How a credential is put on a request.
package enum Authorization: Sendable, Equatable {
    /// `Authorization: Bearer …`
    case bearer
    /// The named field carries the bare key.
    case field(String)
    case none

    /// Whether a field of this name carries a credential, of this provider or of what stands before it.
    func looksLikeCredential(_ name: String) -> Bool {
        let name = name.lowercased()
        if case .field(let own) = self, own.lowercased() == name { return true }
        return Self.credentialFields.contains(name)
    }

    private static let credentialFields: Set<String> = [
        "authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie", "proxy-authorization",
    ]
}

/// One operation of a provider in one dialect.
package final class Endpoint: Sendable {
    package let operation: Operation
    package let dialect: Dialect
    /// After the provider's base path, which an endpoint of a provider has in it; `{model}` stands for the
    /// percent-encoded model.
    package let path: String
    /// Whether the path stands beside the version that a base path ends in, not under it.
    package let isBesideVersion: Bool
    /// Where streams have a path of their own.
    package let streamPath: String?
    /// Fields each request of this endpoint carries unless the caller sent them (`anthropic-version`).
    package let fields: [(name: String, value: String)]
    /// Members each body of this endpoint carries, as JSON (Vertex's `anthropic_version`).
    package let members: [(name: String, json: String)]
    /// How vectors are asked for and told here; nil: they are not.
    package let embeddingForm: EmbeddingForm?
    package let rerankForm: RerankForm
    /// Where requests and answers are described by data; their dialect is then what the description starts from.
    package let template: EndpointTemplate?
    /// Whether there is one: to look there would copy it.
    let isDescribed: Bool
    /// Speaks the endpoint's form.
    package let codec: any DialectCodec
    /// The member of the query that names the model, where that stands neither in the body nor in the path.
    package let modelQuery: String?
    /// What the names of its models begin with; empty: it has all.
    package let models: [String]
    /// What other endpoints of the same operation name as theirs.
    private let claimed: [String]
    /// What the endpoint can take; `model` is filled in per target.
    package let traits: TargetTraits
    /// The fields of each request, made once when the provider is made, for each of its credentials.
    package let prepared: [HeaderFields]
    /// Whether nothing of a relayed body is taken out or put in for the endpoint's sake.
    let relaysPlainly: Bool

    package init(
        operation: Operation, dialect: Dialect, path: String, streamPath: String? = nil, isBesideVersion: Bool = false,
        fields: [(name: String, value: String)] = [], members: [(name: String, json: String)] = [],
        models: [String] = [], embeddings: EmbeddingForm? = nil, rerank: RerankForm? = nil,
        template: EndpointTemplate? = nil, modelQuery: String? = nil, traits: TargetTraits = TargetTraits(model: "")
    ) {
        self.isBesideVersion = isBesideVersion
        self.template = template
        isDescribed = template != nil
        codec = template.map { TemplateCodec($0.form) } ?? dialect.codec
        self.modelQuery = modelQuery
        embeddingForm = embeddings ?? EmbeddingForm(of: dialect)
        rerankForm = rerank ?? RerankForm(of: dialect)
        self.members = members
        self.models = models
        claimed = []
        self.operation = operation
        self.dialect = dialect
        self.path = path
        self.streamPath = streamPath
        self.fields = fields
        self.traits = traits
        relaysPlainly = traits.strips.isEmpty && members.isEmpty
        prepared = []
    }

    /// A provider's own endpoint.
    fileprivate init(
        _ endpoint: Endpoint, under basePath: String, claimed: [String], traits: TargetTraits,
        prepared: [HeaderFields]
    ) {
        self.claimed = claimed
        template = endpoint.template
        isDescribed = endpoint.isDescribed
        codec = endpoint.codec
        modelQuery = endpoint.modelQuery
        members = endpoint.members
        embeddingForm = endpoint.embeddingForm
        rerankForm = endpoint.rerankForm
        models = endpoint.models
        operation = endpoint.operation
        dialect = endpoint.dialect
        isBesideVersion = endpoint.isBesideVersion
        path = basePath + endpoint.path
        streamPath = endpoint.streamPath.map { basePath + $0 }
        fields = endpoint.fields
        self.traits = traits
        self.prepared = prepared
        relaysPlainly = traits.strips.isEmpty && endpoint.members.isEmpty
    }

    /// The same at other paths.
    package func replacing(_ path: (String) -> String) -> Endpoint {
        Endpoint(
            operation: operation, dialect: dialect, path: path(self.path), streamPath: streamPath.map(path),
            isBesideVersion: isBesideVersion, fields: fields, members: members, models: models,
            embeddings: embeddingForm, rerank: rerankForm,
            template: template, modelQuery: modelQuery, traits: traits)
    }

    package func serves(_ model: String) -> Bool {
        if models.isEmpty { return claimed.isEmpty || !claimed.contains { model.hasPrefix($0) } }
        return models.contains { model.hasPrefix($0) }
    }
}
