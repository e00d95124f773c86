import Drivers
import Foundation
import Gateway
import GatewayTesting
import NIOCore
import Synchronization
import Testing
import Wire

/// Where the clouds' credentials come from, and what is asked for them.
@Suite struct `Credentials of clouds` {
    private static let time = 1_700_000_000

    private func authorize(_ authorizer: any RequestAuthorizer, _ upstream: ServiceUpstream) async throws -> String {
        let fields = try await authorizer.fields(for: .sample, through: upstream, caller: TestCaller())
        return fields.first("authorization") ?? ""
    }

    private func aws(_ environment: [String: String], profile: String? = nil) -> AWSAuthorizer {
        AWSAuthorizer(
            region: "eu-central-1", service: "bedrock",
            sources: AWSCredentialChain.sources(
                environment: environment, region: "eu-central-1", profile: profile),
            now: { Self.time })
    }

    private static let none = ["AWS_EC2_METADATA_DISABLED": "true"]

    private func file(_ text: String) throws -> String {
        let path = NSTemporaryDirectory() + "llmgateway-\(UInt64.random(in: 0 ... .max))"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    // MARK: AWS

    @Test func `keys of the environment sign at once`() async throws {
        let upstream = ServiceUpstream { _ in nil }
        let said = try await authorize(
            aws(["AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "s", "AWS_SESSION_TOKEN": "t"]), upstream)
        #expect(said.hasPrefix("AWS4-HMAC-SHA256 Credential=AKID/20231114/eu-central-1/bedrock/aws4_request, "))
        #expect(said.contains("SignedHeaders=host;x-amz-date;x-amz-security-token"))
        #expect(upstream.requests.isEmpty)
    }

    @Test func `a token in a file is exchanged for keys`() async throws {
        let token = try file("web-token\n")
        let upstream = ServiceUpstream { request in
            request.origin.host == "sts.eu-central-1.amazonaws.com"
                ? (
                    200,
                    "<R><Credentials><AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>s</SecretAccessKey>"
                        + "<SessionToken>t</SessionToken><Expiration>2023-11-14T23:13:20Z</Expiration></Credentials></R>"
                ) : nil
        }
        let authorizer = aws(["AWS_WEB_IDENTITY_TOKEN_FILE": token, "AWS_ROLE_ARN": "arn:aws:iam::1:role/r"])
        #expect(try await authorize(authorizer, upstream).contains("Credential=ASIA1/"))
        _ = try await authorize(authorizer, upstream)
        // They hold for an hour, and are asked for once.
        #expect(upstream.requests.count == 1)
        let form = try #require(upstream.requests.first?.text)
        #expect(
            form.contains("WebIdentityToken=web-token") && form.contains("RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr"))
    }

    @Test func `a profile has keys, or a role that another profile may take`() async throws {
        let keys = try file(
            "[default]\naws_access_key_id = AKD\naws_secret_access_key=s\n[base]\naws_access_key_id=AKB\naws_secret_access_key=s\n"
        )
        let config = try file("[profile team]\nrole_arn = arn:aws:iam::1:role/t\nsource_profile = base\n# end\n")
        let files = Self.none.merging(
            ["AWS_SHARED_CREDENTIALS_FILE": keys, "AWS_CONFIG_FILE": config]) { $1 }
        let sts = ServiceUpstream { request in
            (
                200,
                #"{"AssumeRoleResponse":{"AssumeRoleResult":{"Credentials":{"AccessKeyId":"ASIAT","SecretAccessKey":"#
                    + #""s","SessionToken":"t","Expiration":1.7000036E9}}}}"#
            )
        }
        #expect(try await authorize(aws(files), sts).contains("Credential=AKD/"))
        #expect(sts.requests.isEmpty)
        #expect(try await authorize(aws(files, profile: "team"), sts).contains("Credential=ASIAT/"))
        let asked = try #require(sts.requests.first)
        #expect(asked.fields.first("authorization")?.contains("Credential=AKB/20231114/eu-central-1/sts/") == true)
        await #expect(throws: GatewayError.self) { try await authorize(aws(files, profile: "nobody"), sts) }
    }

    @Test func `a container's service lends keys, and one far away is not asked`() async throws {
        let upstream = ServiceUpstream { request in
            request.origin.host == "169.254.170.2" && request.fields.first("authorization") == "tok"
                ? (
                    200,
                    #"{"AccessKeyId":"ASIAC","SecretAccessKey":"s","Token":"t","Expiration":"2023-11-14T23:13:20Z"}"#
                )
                : (403, "")
        }
        let near = [
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/x", "AWS_CONTAINER_AUTHORIZATION_TOKEN": "tok",
            "HOME": "/none",
        ]
        #expect(try await authorize(aws(near), upstream).contains("Credential=ASIAC/"))
        let far = ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://evil.example/keys", "HOME": "/none"]
        await #expect(throws: GatewayError.self) { try await authorize(aws(far), upstream) }
        #expect(upstream.requests.allSatisfy { $0.origin.host == "169.254.170.2" })
    }

    @Test func `the instance's metadata is asked with a session`() async throws {
        let upstream = ServiceUpstream { request in
            switch (request.method.text, request.path) {
            case ("PUT", "/latest/api/token"): (200, "session")
            case ("GET", "/latest/meta-data/iam/security-credentials/"): (200, "role\n")
            case ("GET", "/latest/meta-data/iam/security-credentials/role"):
                request.fields.first("x-aws-ec2-metadata-token") == "session"
                    ? (200, #"{"AccessKeyId":"ASIAI","SecretAccessKey":"s","Token":"t"}"#) : (401, "")
            default: nil
            }
        }
        #expect(try await authorize(aws(["HOME": "/none"]), upstream).contains("Credential=ASIAI/"))
    }

    @Test func `without any source the next target may be tried`() async throws {
        let upstream = ServiceUpstream { _ in nil }
        do {
            _ = try await authorize(aws(["HOME": "/none"]), upstream)
            Issue.record("it was authorised")
        } catch {
            let error = try #require(error as? GatewayError)
            #expect(error.code == .providerAuthError && error.retry == .nextTarget && error.isUnbilled)
        }
    }

    // MARK: Google

    private func google(_ path: String?, _ environment: [String: String] = [:]) -> BearerAuthorizer {
        BearerAuthorizer(GoogleCredentials(file: path, environment: environment), now: { Self.time })
    }

    @Test func `a service account's key signs for a token`() async throws {
        guard let folder = Recordings.dataFolder else { return }
        let upstream = ServiceUpstream { _ in (200, #"{"access_token":"ya29","expires_in":3599,"token_type":"Bearer"}"#)
        }
        let authorizer = google("\(folder)/vectors/oauth/google-service-account.json")
        #expect(try await authorize(authorizer, upstream) == "Bearer ya29")
        let form = try #require(upstream.requests.first?.text)
        let assertion = try #require(form.split(separator: "assertion=").last)
        let parts = assertion.split(separator: ".")
        #expect(parts.count == 3)
        let claims = try JSONValue(parsing: try #require(Self.text(parts[1])))
        #expect(claims["iat"]?.int == Self.time && claims["exp"]?.int == Self.time + 3_600)
        #expect(claims["scope"] == "https://www.googleapis.com/auth/cloud-platform")
        let header = try JSONValue(parsing: try #require(Self.text(parts[0])))
        #expect(header["alg"] == "RS256" && header["kid"] == "1")
    }

    private static func text(_ base64: Substring) -> String? {
        var text = base64.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
        while text.count % 4 != 0 { text.append("=") }
        return Data(base64Encoded: String(text)).flatMap { String(data: $0, encoding: .utf8) }
    }

    @Test func `a user's refresh token is exchanged, and renewed before it ends`() async throws {
        let clock = Mutex(Self.time)
        let path = try file(
            #"{"type":"authorized_user","client_id":"123","client_secret":"secret","refresh_token":"r/1"}"#)
        let upstream = ServiceUpstream { _ in (200, #"{"access_token":"ya","expires_in":3599}"#) }
        let authorizer = BearerAuthorizer(
            GoogleCredentials(file: path, environment: [:]), now: { clock.withLock { $0 } })
        _ = try await authorize(authorizer, upstream)
        clock.withLock { $0 += 3_000 }
        _ = try await authorize(authorizer, upstream)
        #expect(upstream.requests.count == 1)
        clock.withLock { $0 += 400 }
        _ = try await authorize(authorizer, upstream)
        #expect(upstream.requests.count == 2)
        #expect(
            upstream.requests.first?.text
                == "grant_type=refresh_token&refresh_token=r%2F1&client_id=123&client_secret=secret")
    }

    @Test func `another issuer's token becomes one of a service account`() async throws {
        let token = try file(#"{"id_token":"theirs"}"#)
        let path = try file(
            #"{"type":"external_account","audience":"//iam/p","subject_token_type":"urn:ietf:params:oauth:token-type:jwt","#
                + #""token_url":"https://sts.googleapis.com/v1/token","credential_source":{"file":"\#(token)","format":"#
                + #"{"type":"json","subject_token_field_name":"id_token"}},"service_account_impersonation_url":"#
                + #""https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/a@b:generateAccessToken"}"#)
        let upstream = ServiceUpstream { request in
            request.origin.host == "sts.googleapis.com"
                ? (200, #"{"access_token":"federated","expires_in":3600}"#)
                : request.fields.first("authorization") == "Bearer federated"
                    ? (200, #"{"accessToken":"acted","expireTime":"2023-11-14T23:13:20Z"}"#) : (403, "{}")
        }
        #expect(try await authorize(google(path), upstream) == "Bearer acted")
        #expect(upstream.requests.first?.text.contains("subject_token=theirs&") == true)
    }

    @Test func `Google's own machines are asked last`() async throws {
        let upstream = ServiceUpstream { request in
            request.fields.first("metadata-flavor") == "Google"
                ? (200, #"{"access_token":"md","expires_in":100}"#) : nil
        }
        #expect(try await authorize(google(nil, ["HOME": "/none"]), upstream) == "Bearer md")
        #expect(upstream.requests.first?.origin.host == "metadata.google.internal")
    }

    // MARK: Azure

    @Test func `an Entra application asks with its secret, a machine with its identity`() async throws {
        let upstream = ServiceUpstream { _ in (200, #"{"access_token":"entra","expires_in":"3599"}"#) }
        let application = BearerAuthorizer(
            EntraCredentials(tenant: "t", client: "c", secret: Secret("s&"), environment: [:]), now: { Self.time })
        #expect(try await authorize(application, upstream) == "Bearer entra")
        let asked = try #require(upstream.requests.first)
        #expect(asked.path == "/t/oauth2/v2.0/token" && asked.text.hasSuffix("client_secret=s%26"))
        let machine = BearerAuthorizer(
            EntraCredentials(tenant: nil, client: nil, secret: nil, environment: [:]), now: { Self.time })
        _ = try await authorize(machine, upstream)
        #expect(upstream.requests.last?.origin.host == "169.254.169.254")
        #expect(upstream.requests.last?.fields.first("metadata") == "true")
    }
}
