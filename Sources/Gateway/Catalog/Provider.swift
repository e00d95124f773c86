package import Dialects
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
    package let credential: Secret?
    package let endpoints: [Endpoint]
    /// Extra fields on each request, from the configuration.
    package let fields: [(name: String, value: String)]
    /// Models named by the configuration; they restrict nothing.
    package let models: [String]
    /// Whether an endpoint's path names the model.
    package let putsModelsInPaths: Bool
    private let hasModelPrefix: Bool

    package init(
        id: String, kind: ProviderKind, transport: Transport = .network, origin: Origin, basePath: String,
        authorization: Authorization, credential: Secret?, endpoints: [Endpoint],
        fields: [(name: String, value: String)] = [], models: [String] = []
    ) {
        self.id = id
        self.kind = kind
        let service = kind.name == ProviderKind.openAICompatible.name ? CompatibleService.at(origin.host) : nil
        catalogKind = service?.name ?? kind.name
        self.transport = transport
        self.origin = origin
        self.basePath = basePath
        self.authorization = authorization
        self.credential = credential
        self.fields = fields
        self.models = models
        putsModelsInPaths = endpoints.contains { $0.path.utf8.contains(UInt8(ascii: "{")) }
        hasModelPrefix = endpoints.contains { $0.dialect == .geminiGenerate }
        self.endpoints = endpoints.map { endpoint in
            var traits = endpoint.traits
            service?.adjust(&traits)
            return Endpoint(
                endpoint, under: basePath, traits: traits,
                prepared: Self.requestFields(endpoint, fields, authorization, credential))
        }
    }

    /// The fields of each request to `endpoint` with the caller's own credential in place of ours. Configured fields
    /// that are credentials belong to ours and stay behind with it.
    package func requestFields(for endpoint: Endpoint, ownCredential: Secret) -> HeaderFields {
        let extra = fields.filter { !authorization.looksLikeCredential($0.name) }
        return Self.requestFields(endpoint, extra, authorization, ownCredential)
    }

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

    package func endpoint(for operation: Operation, dialect: Dialect) -> Endpoint? {
        endpoints.first { $0.operation == operation && $0.dialect == dialect }
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
    /// Where streams have a path of their own.
    package let streamPath: String?
    /// Fields each request of this endpoint carries unless the caller sent them (`anthropic-version`).
    package let fields: [(name: String, value: String)]
    /// What the endpoint can take; `model` is filled in per target.
    package let traits: TargetTraits
    /// The fields of each request, made once when the provider is made.
    package let prepared: HeaderFields

    package init(
        operation: Operation, dialect: Dialect, path: String, streamPath: String? = nil,
        fields: [(name: String, value: String)] = [], traits: TargetTraits = TargetTraits(model: "")
    ) {
        self.operation = operation
        self.dialect = dialect
        self.path = path
        self.streamPath = streamPath
        self.fields = fields
        self.traits = traits
        prepared = HeaderFields()
    }

    /// A provider's own endpoint.
    fileprivate init(
        _ endpoint: Endpoint, under basePath: String, traits: TargetTraits, prepared: HeaderFields
    ) {
        operation = endpoint.operation
        dialect = endpoint.dialect
        path = basePath + endpoint.path
        streamPath = endpoint.streamPath.map { basePath + $0 }
        fields = endpoint.fields
        self.traits = traits
        self.prepared = prepared
    }
}
