import Drivers
import Foundation
import Gateway

/// What the clouds need beside an address and a key: a region, a project, credentials that are fetched.
struct CloudSettings {
    let kind: ProviderKind
    /// nil: found in the environment alone.
    let item: Settled?
    let environment: [String: String]

    private func text(_ name: String, _ variables: String...) -> String? {
        if let text = item?[name]?.text, !text.isEmpty { return text }
        return variables.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }

    private var region: String? {
        switch kind.name {
        case ProviderKind.bedrock.name: text("region", "AWS_REGION", "AWS_DEFAULT_REGION")
        case ProviderKind.vertex.name: text("region", "GOOGLE_CLOUD_LOCATION", "GOOGLE_CLOUD_REGION") ?? "global"
        default: nil
        }
    }

    private var project: String? { text("project", "GOOGLE_CLOUD_PROJECT", "ANTHROPIC_VERTEX_PROJECT_ID") }
    private var apiVersion: String? { text("api_version", "OPENAI_API_VERSION") }

    /// What is missing, or is not as it must be; nil: nothing.
    var problem: String? {
        switch kind.name {
        case ProviderKind.bedrock.name:
            guard let region else { return "bedrock needs \"region\", or AWS_REGION" }
            if (item?["access_key_id"] == nil) != (item?["secret_access_key"] == nil) {
                return "\"access_key_id\" and \"secret_access_key\" go together"
            }
            return Self.isName(region) ? nil : "\"region\" is no name of a region"
        case ProviderKind.vertex.name:
            guard let project else { return "vertex needs \"project\", or GOOGLE_CLOUD_PROJECT" }
            return Self.isName(project) && region.map(Self.isName) == true
                ? nil : "\"project\" or \"region\" is no name of one"
        case ProviderKind.azureOpenAI.name:
            return apiVersion.map(Self.isName) ?? true ? nil : "\"api_version\" is no version"
        default: return nil
        }
    }

    /// Nothing else can stand in a path or a host.
    private static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || "-._:".utf8.contains(byte)
            }
    }

    /// The usual address; nil where the configuration must say it.
    var baseURL: String? {
        guard let region else { return nil }
        switch kind.name {
        case ProviderKind.bedrock.name: return "https://bedrock-runtime.\(region).amazonaws.com"
        case ProviderKind.vertex.name:
            return region == "global"
                ? "https://aiplatform.googleapis.com" : "https://\(region)-aiplatform.googleapis.com"
        default: return nil
        }
    }

    /// With project, place and version filled in; nil: the kind's own.
    var endpoints: [Endpoint]? {
        switch kind.name {
        case ProviderKind.vertex.name:
            guard let project, let region else { return nil }
            return kind.endpoints.map { endpoint in
                endpoint.replacing { path in
                    path.replacingOccurrences(of: "{project}", with: project)
                        .replacingOccurrences(of: "{location}", with: region)
                }
            }
        case ProviderKind.azureOpenAI.name: return apiVersion.map { Endpoint.azure(version: $0) }
        default: return nil
        }
    }

    /// Where there is no key: how requests are authorised all the same.
    var authorizer: (any RequestAuthorizer)? {
        let now: @Sendable () -> Int = { time(nil) }
        switch kind.name {
        case ProviderKind.bedrock.name:
            guard let region else { return nil }
            return AWSAuthorizer(region: region, service: "bedrock", sources: awsSources(region), now: now)
        case ProviderKind.vertex.name:
            return BearerAuthorizer(
                GoogleCredentials(file: item?["credentials_file"]?.text, environment: environment), now: now)
        case ProviderKind.azureOpenAI.name:
            return BearerAuthorizer(
                EntraCredentials(
                    tenant: item?["tenant_id"]?.text, client: item?["client_id"]?.text,
                    secret: item?["client_secret"]?.secret, environment: environment), now: now)
        default: return nil
        }
    }

    private func awsSources(_ region: String) -> [any AWSCredentialSource] {
        if let id = item?["access_key_id"]?.secret, let key = item?["secret_access_key"]?.secret {
            return [
                AWSFixedCredentials(
                    AWSCredentials(
                        accessKeyID: id.reveal(), secretAccessKey: key.reveal(),
                        sessionToken: item?["session_token"]?.secret?.reveal()))
            ]
        }
        return AWSCredentialChain.sources(
            environment: environment, region: region, profile: item?["profile"]?.text)
    }
}
