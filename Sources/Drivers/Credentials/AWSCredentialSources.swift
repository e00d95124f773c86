import Gateway
import NIOCore
import Wire

/// The chain of AWS's own SDKs: environment, web identity, profile, container, instance metadata.
package enum AWSCredentialChain {
    /// - Parameters:
    ///   - environment: the process's own.
    ///   - profile: which of the shared files; nil: `AWS_PROFILE`, else `default`.
    package static func sources(
        environment: [String: String], region: String, profile: String? = nil
    ) -> [any AWSCredentialSource] {
        // Who names a profile means it and no other.
        if let profile { return [AWSProfile(environment: environment, region: region, profile: profile)] }
        var sources: [any AWSCredentialSource] = []
        if let id = environment["AWS_ACCESS_KEY_ID"], let key = environment["AWS_SECRET_ACCESS_KEY"] {
            sources.append(
                AWSFixedCredentials(
                    AWSCredentials(
                        accessKeyID: id, secretAccessKey: key, sessionToken: environment["AWS_SESSION_TOKEN"])))
        }
        sources.append(AWSWebIdentity(environment: environment, region: region))
        sources.append(AWSProfile(environment: environment, region: region, profile: nil))
        sources.append(AWSContainer(environment: environment))
        sources.append(AWSInstanceMetadata(environment: environment))
        return sources
    }
}

/// A token in a file, exchanged for keys (EKS and others): STS `AssumeRoleWithWebIdentity`.
struct AWSWebIdentity: AWSCredentialSource {
    let environment: [String: String]
    let region: String

    func credentials(_ service: TokenService) async throws(GatewayError) -> AWSCredentials? {
        guard let file = environment["AWS_WEB_IDENTITY_TOKEN_FILE"], let role = environment["AWS_ROLE_ARN"] else {
            return nil
        }
        guard let token = await CredentialFile.read(file)?.trimmedText, !token.isEmpty else {
            throw .noCredential("AWS_WEB_IDENTITY_TOKEN_FILE cannot be read")
        }
        let session = environment["AWS_ROLE_SESSION_NAME"] ?? "llmgateway"
        let form = [
            ("Action", "AssumeRoleWithWebIdentity"), ("Version", "2011-06-15"), ("RoleArn", role),
            ("RoleSessionName", session), ("WebIdentityToken", token),
        ]
        guard let address = AWSTokenService.address(environment, region) else { return nil }
        return try AWSTokenService.keys(try await service.post(form: form, to: address))
    }
}

/// STS: roles lend keys.
enum AWSTokenService {
    static func address(_ environment: [String: String], _ region: String) -> ServiceAddress? {
        ServiceAddress(environment["AWS_ENDPOINT_URL_STS"] ?? "https://sts.\(region).amazonaws.com/")
    }

    /// From STS's answer, in JSON as asked for or in XML.
    static func keys(_ answer: TokenService.Answer) throws(GatewayError) -> AWSCredentials {
        let text = answer.text
        guard answer.status == 200, let id = element("AccessKeyId", in: text),
            let key = element("SecretAccessKey", in: text)
        else {
            throw .noCredential("AWS STS answered \(answer.status) \(element("Code", in: text) ?? "")")
        }
        return AWSCredentials(
            accessKeyID: id, secretAccessKey: key, sessionToken: element("SessionToken", in: text),
            expires: element("Expiration", in: text).flatMap(Timestamp.seconds))
    }

    private static func element(_ name: String, in text: String) -> String? {
        if text.hasPrefix("{") {
            let root = try? JSONValue(parsing: text)
            return root.flatMap { find(name, in: $0) }
        }
        guard let start = text.split(separator: "<\(name)>", maxSplits: 1).dropFirst().first else { return nil }
        return start.split(separator: "</\(name)>", maxSplits: 1).first.map(String.init)
    }

    private static func find(_ name: String, in value: JSONValue) -> String? {
        for (key, member) in value.object ?? JSONObject() {
            if key == name {
                // Dates are numbers in JSON.
                return member.string ?? member.double.flatMap { Int(exactly: $0.rounded()) }.map(Timestamp.text)
            }
            if let found = find(name, in: member) { return found }
        }
        return nil
    }
}

/// The shared files `~/.aws/credentials` and `~/.aws/config`: keys, or a role that another profile's keys may take.
struct AWSProfile: AWSCredentialSource {
    let environment: [String: String]
    let region: String
    let profile: String?

    func credentials(_ service: TokenService) async throws(GatewayError) -> AWSCredentials? {
        let home = environment["HOME"] ?? ""
        let keys = await CredentialFile.read(environment["AWS_SHARED_CREDENTIALS_FILE"] ?? "\(home)/.aws/credentials")
        let config = await CredentialFile.read(environment["AWS_CONFIG_FILE"] ?? "\(home)/.aws/config")
        let sections = AWSSharedFile.sections(credentials: keys ?? "", config: config ?? "")
        let name = profile ?? environment["AWS_PROFILE"] ?? "default"
        guard sections[name] != nil else {
            if let profile { throw .noCredential("there is no AWS profile \"\(profile)\"") }
            return nil
        }
        return try await credentials(of: name, in: sections, service, depth: 0)
    }

    private func credentials(
        of name: String, in sections: [String: [String: String]], _ service: TokenService, depth: Int
    ) async throws(GatewayError) -> AWSCredentials? {
        guard let section = sections[name], depth < 5 else { return nil }
        if let role = section["role_arn"], let source = section["source_profile"] {
            let isOwn = source == name
            let found =
                isOwn ? fixed(section) : try await credentials(of: source, in: sections, service, depth: depth + 1)
            guard let keys = found else {
                throw .noCredential("the AWS profile \"\(source)\" has no keys for the role of \"\(name)\"")
            }
            return try await assume(role, section, with: keys, service)
        }
        let keys = fixed(section)
        if keys == nil,
            let form = ["credential_process", "sso_session", "sso_start_url", "credential_source"].first(
                where: { section[$0] != nil })
        {
            throw .noCredential("the AWS profile \"\(name)\" uses \(form), which is not understood")
        }
        return keys
    }

    private func fixed(_ section: [String: String]) -> AWSCredentials? {
        guard let id = section["aws_access_key_id"], let key = section["aws_secret_access_key"] else { return nil }
        return AWSCredentials(accessKeyID: id, secretAccessKey: key, sessionToken: section["aws_session_token"])
    }

    private func assume(
        _ role: String, _ section: [String: String], with keys: AWSCredentials, _ service: TokenService
    ) async throws(GatewayError) -> AWSCredentials {
        guard let address = AWSTokenService.address(environment, region) else {
            throw .noCredential("AWS_ENDPOINT_URL_STS is no address")
        }
        var form = [
            ("Action", "AssumeRole"), ("Version", "2011-06-15"), ("RoleArn", role),
            ("RoleSessionName", section["role_session_name"] ?? "llmgateway"),
        ]
        if let id = section["external_id"] { form.append(("ExternalId", id)) }
        let body = form.map { "\(FormCoding.encode($0.0))=\(FormCoding.encode($0.1))" }.joined(separator: "&")
        let type = "application/x-www-form-urlencoded"
        var fields = HeaderFields()
        fields.append("content-type", type)
        let signature = AWSSignature(credentials: keys, region: region, service: "sts")
        let signed = signature.sign(
            method: "POST", authority: address.origin.authority, path: address.path, fields: fields,
            body: ByteBuffer(string: body), time: service.now())
        var all = [("content-type", type)]
        signed.fields.forEach { all.append(($0, $1)) }
        return try AWSTokenService.keys(try await service.send(.post, address, fields: all, body: body))
    }
}

/// The form of AWS's shared files: sections in brackets, `name = value` a line.
enum AWSSharedFile {
    static func sections(credentials: String, config: String) -> [String: [String: String]] {
        var sections = read(config) { name in
            name == "default" ? name : name.hasPrefix("profile ") ? String(name.dropFirst(8)).trimmedText : nil
        }
        for (name, values) in read(credentials, name: { $0 }) {
            sections[name, default: [:]].merge(values) { _, new in new }
        }
        return sections
    }

    private static func read(_ text: String, name: (String) -> String?) -> [String: [String: String]] {
        var sections: [String: [String: String]] = [:]
        var current: String?
        for line in text.split(whereSeparator: \.isNewline) {
            let line = String(line).trimmedText
            if line.hasPrefix("#") || line.hasPrefix(";") { continue }
            if line.hasPrefix("["), line.hasSuffix("]") {
                current = name(String(line.dropFirst().dropLast()).trimmedText)
                if let current { sections[current, default: [:]] = sections[current] ?? [:] }
                continue
            }
            guard let current, let mark = line.firstIndex(of: "=") else { continue }
            let key = String(line[..<mark]).trimmedText.lowercased()
            sections[current, default: [:]][key] = String(line[line.index(after: mark)...]).trimmedText
        }
        return sections
    }
}

/// Keys lent by the container's own service (ECS, EKS Pod Identity).
struct AWSContainer: AWSCredentialSource {
    let environment: [String: String]

    func credentials(_ service: TokenService) async throws(GatewayError) -> AWSCredentials? {
        var url: String?
        if let path = environment["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] { url = "http://169.254.170.2\(path)" }
        url = url ?? environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"]
        guard let url, let address = ServiceAddress(url) else { return nil }
        guard address.origin.isTLS || Self.isNear(address.origin.host) else {
            throw .noCredential("AWS_CONTAINER_CREDENTIALS_FULL_URI is neither https nor on this machine")
        }
        var fields: [(String, String)] = []
        var token = environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"]
        if let file = environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] {
            token = await CredentialFile.read(file)?.trimmedText
        }
        if let token { fields.append(("authorization", token)) }
        return try AWSLentKeys.read(
            try await service.send(.get, address, fields: fields), from: "the container's service")
    }

    /// As AWS's SDKs have it: loopback, and the link-local addresses of ECS and EKS.
    private static func isNear(_ host: String) -> Bool {
        host.hasPrefix("127.")
            || ["localhost", "::1", "169.254.170.2", "169.254.170.23", "fd00:ec2::23"].contains(host)
    }
}

/// Keys lent by the machine itself: instance metadata, version 2.
struct AWSInstanceMetadata: AWSCredentialSource {
    let environment: [String: String]

    func credentials(_ service: TokenService) async throws(GatewayError) -> AWSCredentials? {
        if environment["AWS_EC2_METADATA_DISABLED"]?.lowercased() == "true" { return nil }
        let base = environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] ?? "http://169.254.169.254"
        let roles = base + "/latest/meta-data/iam/security-credentials/"
        guard let session = ServiceAddress(base + "/latest/api/token"), let list = ServiceAddress(roles) else {
            return nil
        }
        let ttl = [("x-aws-ec2-metadata-token-ttl-seconds", "21600")]
        // Not on AWS: nobody is there.
        guard let token = try? await service.send(.put, session, fields: ttl, within: .seconds(2)), token.status == 200
        else { return nil }
        let fields = [("x-aws-ec2-metadata-token", token.text.trimmedText)]
        let names = try await service.send(.get, list, fields: fields, within: .seconds(5))
        guard names.status == 200, let role = names.text.split(whereSeparator: \.isNewline).first,
            let address = ServiceAddress(roles + role)
        else { return nil }
        return try AWSLentKeys.read(
            try await service.send(.get, address, fields: fields, within: .seconds(5)), from: "the instance's metadata")
    }
}

/// The form in which containers and instances lend keys.
enum AWSLentKeys {
    static func read(_ answer: TokenService.Answer, from name: String) throws(GatewayError) -> AWSCredentials {
        let json = answer.json
        guard answer.status == 200, let id = json?["AccessKeyId"]?.string, let key = json?["SecretAccessKey"]?.string
        else { throw .noCredential("\(name) answered \(answer.status)") }
        return AWSCredentials(
            accessKeyID: id, secretAccessKey: key, sessionToken: json?["Token"]?.string,
            expires: json?["Expiration"]?.string.flatMap(Timestamp.seconds))
    }
}

extension String {
    /// Without blanks and line ends around it.
    var trimmedText: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
