import Crypto
import CryptoExtras
package import Gateway
import NIOCore
import Wire

/// Application Default Credentials: a file of one of Google's forms, else the metadata server.
package struct GoogleCredentials: AccessTokenSource {
    private static let scope = "https://www.googleapis.com/auth/cloud-platform"

    private let file: String?
    private let environment: [String: String]

    /// - Parameter file: of the configuration; nil: `GOOGLE_APPLICATION_CREDENTIALS`, gcloud's own, the metadata server.
    package init(file: String?, environment: [String: String]) {
        self.file = file ?? environment["GOOGLE_APPLICATION_CREDENTIALS"]
        self.environment = environment
    }

    package func token(_ service: TokenService) async throws(GatewayError) -> AccessToken {
        if let file {
            guard let text = await CredentialFile.read(file), let json = try? JSONValue(parsing: text) else {
                throw .noCredential("the Google credentials file cannot be read, or is no JSON")
            }
            return try await token(json, service, depth: 0)
        }
        let home = environment["HOME"] ?? ""
        let folder = environment["CLOUDSDK_CONFIG"] ?? "\(home)/.config/gcloud"
        if let text = await CredentialFile.read("\(folder)/application_default_credentials.json"),
            let json = try? JSONValue(parsing: text)
        {
            return try await token(json, service, depth: 0)
        }
        return try await metadata(service)
    }

    private func token(
        _ json: JSONValue, _ service: TokenService, depth: Int
    ) async throws(GatewayError) -> AccessToken {
        switch json["type"]?.string {
        case "service_account": return try await serviceAccount(json, service)
        case "authorized_user":
            return try await refresh(
                json, at: json["token_uri"]?.string ?? "https://oauth2.googleapis.com/token", service)
        case "external_account_authorized_user":
            return try await refresh(json, at: json["token_url"]?.string ?? "", service)
        case "external_account":
            let token = try await exchange(json, service)
            return try await impersonated(json, token, service)
        case "impersonated_service_account" where depth == 0:
            guard let source = json["source_credentials"] else { break }
            let token = try await self.token(source, service, depth: 1)
            return try await impersonated(json, token, service)
        default: break
        }
        throw .noCredential("Google credentials of the type \(json["type"]?.string ?? "?") are not known")
    }

    // MARK: Service accounts

    /// Exchanges a signed assertion for a token (RFC 7523 §2.1).
    private func serviceAccount(_ json: JSONValue, _ service: TokenService) async throws(GatewayError) -> AccessToken {
        let text = json["token_uri"]?.string ?? "https://oauth2.googleapis.com/token"
        guard let mail = json["client_email"]?.string, let key = json["private_key"]?.string,
            let address = ServiceAddress(text)
        else { throw .noCredential("the Google service account has no client_email, private_key or token_uri") }
        let now = service.now()
        var claims = JSONObject([("iss", .string(mail)), ("scope", .string(Self.scope)), ("aud", .string(text))])
        claims["iat"] = .int(now)
        claims["exp"] = .int(now + 3_600)
        let assertion = try RS256.sign(.object(claims), keyID: json["private_key_id"]?.string, pem: key)
        let answer = try await service.post(
            form: [("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", assertion)],
            to: address)
        return try AccessToken(answer, from: "Google's token service", now: now)
    }

    // MARK: Refresh tokens

    private func refresh(
        _ json: JSONValue, at text: String, _ service: TokenService
    ) async throws(GatewayError) -> AccessToken {
        guard let address = ServiceAddress(text), let token = json["refresh_token"]?.string else {
            throw .noCredential("the Google credentials have no refresh_token or token address")
        }
        let form = [
            ("grant_type", "refresh_token"), ("refresh_token", token),
            ("client_id", json["client_id"]?.string ?? ""), ("client_secret", json["client_secret"]?.string ?? ""),
        ]
        return try AccessToken(
            try await service.post(form: form, to: address), from: "Google's token service", now: service.now())
    }

    // MARK: Workload identity

    /// Exchanges another issuer's token for one of Google's (RFC 8693).
    private func exchange(_ json: JSONValue, _ service: TokenService) async throws(GatewayError) -> AccessToken {
        guard let audience = json["audience"]?.string, let type = json["subject_token_type"]?.string,
            let address = ServiceAddress(json["token_url"]?.string ?? "https://sts.googleapis.com/v1/token"),
            let source = json["credential_source"]
        else { throw .noCredential("the Google external account has no audience, subject_token_type or source") }
        let form = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), ("audience", audience),
            ("scope", Self.scope), ("requested_token_type", "urn:ietf:params:oauth:token-type:access_token"),
            ("subject_token", try await subjectToken(source, service)), ("subject_token_type", type),
        ]
        return try AccessToken(
            try await service.post(form: form, to: address), from: "Google's token exchange", now: service.now())
    }

    /// The other issuer's token: from a file or an address, bare or a member of JSON.
    private func subjectToken(_ source: JSONValue, _ service: TokenService) async throws(GatewayError) -> String {
        var text: String?
        if let file = source["file"]?.string { text = await CredentialFile.read(file) }
        if let url = source["url"]?.string, let address = ServiceAddress(url) {
            let fields = (source["headers"]?.object).map { $0.map { ($0.key, $0.value.string ?? "") } } ?? []
            text = try await service.send(.get, address, fields: fields).text
        }
        if source["format"]?["type"] == "json", let name = source["format"]?["subject_token_field_name"]?.string {
            text = text.flatMap { try? JSONValue(parsing: $0) }?[name]?.string
        }
        guard let token = text?.trimmedText, !token.isEmpty else {
            throw .noCredential("the source of the Google external account's token gave none")
        }
        return token
    }

    /// A token of the service account that is to be acted for, where one is named.
    private func impersonated(
        _ json: JSONValue, _ token: AccessToken, _ service: TokenService
    ) async throws(GatewayError) -> AccessToken {
        guard let text = json["service_account_impersonation_url"]?.string else { return token }
        guard let address = ServiceAddress(text) else {
            throw .noCredential("service_account_impersonation_url is no address")
        }
        var body: JSONObject = ["scope": [.string(Self.scope)], "lifetime": "3600s"]
        body["delegates"] = json["delegates"]
        let answer = try await service.send(
            .post, address,
            fields: [("content-type", "application/json"), ("authorization", "Bearer " + token.value.reveal())],
            body: JSONValue.object(body).text)
        guard answer.status == 200, let value = answer.json?["accessToken"]?.string else {
            throw .noCredential("Google's IAM credentials service answered \(answer.status)")
        }
        return AccessToken(
            value: Secret(value), expires: answer.json?["expireTime"]?.string.flatMap(Timestamp.seconds))
    }

    // MARK: On Google's own machines

    private func metadata(_ service: TokenService) async throws(GatewayError) -> AccessToken {
        let host = environment["GCE_METADATA_HOST"] ?? "metadata.google.internal"
        let path = "/computeMetadata/v1/instance/service-accounts/default/token"
        guard let address = ServiceAddress("http://\(host)\(path)") else {
            throw .noCredential("GCE_METADATA_HOST is no host")
        }
        let answer: TokenService.Answer
        do throws(GatewayError) {
            answer = try await service.send(
                .get, address, fields: [("metadata-flavor", "Google")], within: .seconds(5))
        } catch {
            throw .noCredential("no Google credentials file, and no metadata server")
        }
        return try AccessToken(answer, from: "Google's metadata server", now: service.now())
    }
}

/// JSON Web Signatures with RSA and SHA-256 (RFC 7515, RFC 7518 §3.3).
enum RS256 {
    static func sign(_ claims: JSONValue, keyID: String?, pem: String) throws(GatewayError) -> String {
        var header: JSONObject = ["alg": "RS256", "typ": "JWT"]
        header["kid"] = keyID.map(JSONValue.string)
        let text = "\(encode(Array(JSONValue.object(header).text.utf8))).\(encode(Array(claims.text.utf8)))"
        do {
            let key = try _RSA.Signing.PrivateKey(pemRepresentation: pem)
            let signature = try key.signature(
                for: SHA256.hash(data: Array(text.utf8)), padding: .insecurePKCS1v1_5)
            return "\(text).\(encode(Array(signature.rawRepresentation)))"
        } catch {
            throw .noCredential("the private key of the Google service account cannot be used")
        }
    }

    /// Base64 for addresses, without padding (RFC 4648 §5).
    private static func encode(_ bytes: [UInt8]) -> String {
        let base64 = Base64.encode(ByteBuffer(bytes: bytes))
        return String(
            base64.compactMap { character -> Character? in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }
}
