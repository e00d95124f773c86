package import Gateway
import NIOCore
import Wire

/// Tokens of Microsoft Entra for Azure OpenAI: an application's secret or federated token, else the machine's identity.
package struct EntraCredentials: AccessTokenSource {
    private static let resource = "https://cognitiveservices.azure.com"

    private let tenant: String?
    private let client: String?
    private let secret: Secret?
    private let environment: [String: String]

    package init(tenant: String?, client: String?, secret: Secret?, environment: [String: String]) {
        self.tenant = tenant ?? environment["AZURE_TENANT_ID"]
        self.client = client ?? environment["AZURE_CLIENT_ID"]
        self.secret = secret ?? environment["AZURE_CLIENT_SECRET"].map { Secret($0) }
        self.environment = environment
    }

    package func token(_ service: TokenService) async throws(GatewayError) -> AccessToken {
        if let tenant, let client {
            if let secret {
                return try await application(tenant, client, [("client_secret", secret.reveal())], service)
            }
            if let file = environment["AZURE_FEDERATED_TOKEN_FILE"] {
                guard let token = await CredentialFile.read(file)?.trimmedText, !token.isEmpty else {
                    throw .noCredential("AZURE_FEDERATED_TOKEN_FILE cannot be read")
                }
                let proof = [
                    ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
                    ("client_assertion", token),
                ]
                return try await application(tenant, client, proof, service)
            }
        }
        return try await machine(service)
    }

    private func application(
        _ tenant: String, _ client: String, _ proof: [(String, String)], _ service: TokenService
    ) async throws(GatewayError) -> AccessToken {
        let host = environment["AZURE_AUTHORITY_HOST"] ?? "https://login.microsoftonline.com"
        let base = host.hasSuffix("/") ? String(host.dropLast()) : host
        guard let address = ServiceAddress("\(base)/\(FormCoding.encode(tenant))/oauth2/v2.0/token") else {
            throw .noCredential("AZURE_AUTHORITY_HOST is no address")
        }
        let form = [
            ("grant_type", "client_credentials"), ("client_id", client), ("scope", Self.resource + "/.default"),
        ]
        return try AccessToken(
            try await service.post(form: form + proof, to: address), from: "Microsoft Entra", now: service.now())
    }

    /// Managed identity, as App Service offers it, else as virtual machines do.
    private func machine(_ service: TokenService) async throws(GatewayError) -> AccessToken {
        var text = "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01"
        var fields = [("metadata", "true")]
        if let endpoint = environment["IDENTITY_ENDPOINT"], let header = environment["IDENTITY_HEADER"] {
            text = "\(endpoint)?api-version=2019-08-01"
            fields = [("x-identity-header", header)]
        }
        text += "&resource=\(FormCoding.encode(Self.resource))"
        if let client { text += "&client_id=\(FormCoding.encode(client))" }
        guard let address = ServiceAddress(text) else { throw .noCredential("IDENTITY_ENDPOINT is no address") }
        let answer: TokenService.Answer
        do throws(GatewayError) {
            answer = try await service.send(.get, address, fields: fields, within: .seconds(5))
        } catch {
            throw .noCredential("no api_key, no Entra application, and no managed identity")
        }
        return try AccessToken(answer, from: "the managed identity", now: service.now())
    }
}
