import Gateway

extension ConfigurationBuilder {
    /// Those of the file, then those of the environment that the file does not name, then the mock.
    mutating func providers(_ found: [FoundProvider]) -> [Provider] {
        var providers: [Provider] = []
        for item in settled["providers"]?.items ?? [] {
            guard let id = item["id"], let name = id.text else { continue }
            if name.contains("/") || name.contains(where: \.isWhitespace) {
                note(id.origin, "a provider's id must have neither blanks nor slashes, found \"\(name)\"")
            } else if providers.contains(where: { $0.id == name }) {
                note(id.origin, "another provider is called \"\(name)\"")
            } else if let provider = provider(name, item, found) {
                providers.append(provider)
            }
        }
        let configured = Set((settled["providers"]?.items ?? []).compactMap { $0["id"]?.text })
        for entry in found where !configured.contains(entry.kind.name) {
            let origin = SettingOrigin.variable(
                entry.kind.baseURLVariables.first { environment[$0] != nil } ?? entry.variable)
            let cloud = CloudSettings(kind: entry.kind, item: nil, environment: environment)
            guard cloud.problem == nil,
                let base = base(entry.baseURL ?? cloud.baseURL ?? entry.kind.baseURL, entry.kind, origin)
            else { continue }
            providers.append(
                make(
                    entry.kind.name, entry.kind, base, credential: entry.key,
                    authorizer: entry.key == nil ? cloud.authorizer : nil, endpoints: cloud.endpoints))
        }
        if settled["mock"]?.flag ?? true, !configured.contains("mock") {
            if let base = base(ProviderKind.mock.baseURL, .mock, .standard) {
                providers.append(make("mock", .mock, base, credential: nil))
            }
        }
        return providers
    }

    private mutating func provider(_ id: String, _ item: Settled, _ found: [FoundProvider]) -> Provider? {
        guard let kind = item["kind"]?.text.flatMap(ProviderKind.named) else { return nil }
        let given = item["base_url"]
        var credential = item["api_key"]?.secret
        var text = given?.text
        if credential == nil, text == nil, let entry = found.first(where: { $0.kind.name == kind.name }) {
            credential = entry.key
            text = entry.baseURL
        }
        if let credential, !Self.fitsField(credential) {
            note(
                item["api_key"]?.origin ?? item.origin,
                "the api_key of provider \"\(id)\" holds characters no header takes")
        }
        let cloud = CloudSettings(kind: kind, item: item, environment: environment)
        if let problem = cloud.problem {
            note(item.origin, "provider \"\(id)\": \(problem)")
            return nil
        }
        guard let text = text ?? cloud.baseURL ?? kind.baseURL else {
            note(item.origin, "provider \"\(id)\": a provider of kind \(kind.name) needs \"base_url\"")
            return nil
        }
        guard var base = base(text, kind, given?.origin ?? item.origin) else { return nil }
        base.origin.roots = item["ca_file"]?.text
        let mode = settled["auth"]?["mode"]?.text
        let authorizer = credential == nil ? cloud.authorizer : nil
        if credential == nil, authorizer == nil, kind.needsKey, mode != "client", mode != "hybrid" {
            warnings.append(Self.noKey(id))
        }
        let further = (item["api_keys"]?.items ?? []).compactMap(\.secret)
        if further.contains(where: { !Self.fitsField($0) }) {
            note(item.origin, "an api_key of provider \"\(id)\" holds characters no header takes")
        }
        var fields = fields(item["headers"], id)
        let models = item["models"].map { $0.items.compactMap(\.text) } ?? []
        guard let described = described(id, kind, item, &fields) else { return nil }
        return make(
            id, kind, base, credential: credential, further: further, authorizer: authorizer,
            authorization: described.authorization, endpoints: described.endpoints ?? cloud.endpoints, fields: fields,
            models: models, timeouts: timeouts(ofProvider: item), maxConcurrent: item["max_concurrent"]?.number,
            queue: queue(item["queue"], places: item["max_concurrent"]?.number, of: "max_concurrent", under: "queue"))
    }

    /// What the configuration describes of a provider's API; nothing for the kinds that are known. nil: it is missing.
    ///
    /// - Parameter fields: those with slots are taken out, and filled for each request.
    private mutating func described(
        _ id: String, _ kind: ProviderKind, _ item: Settled, _ fields: inout [(name: String, value: String)]
    ) -> (authorization: Authorization?, endpoints: [Endpoint]?)? {
        guard kind.isDescribed else {
            if let http = item["http"] {
                note(http.origin, "provider \"\(id)\": \"http\" describes providers of kind http alone")
            }
            return (nil, nil)
        }
        guard var described = HTTPSettings(item) else {
            note(item.origin, "provider \"\(id)\": a provider of kind http needs \"http\", which describes it")
            return nil
        }
        let endpoints = described.endpoints(fields: fields.filter { HTTPSettings.isTemplate($0.value) })
        fields.removeAll { HTTPSettings.isTemplate($0.value) }
        problems += described.problems
        return (described.authorization, endpoints)
    }

    static func noKey(_ id: String) -> String { "provider \"\(id)\" has no api_key" }

    private func make(
        _ id: String, _ kind: ProviderKind, _ base: BaseURL, credential: Secret?, further: [Secret] = [],
        authorizer: (any RequestAuthorizer)? = nil, authorization: Authorization? = nil,
        endpoints: [Endpoint]? = nil, fields: [(name: String, value: String)] = [], models: [String] = [],
        timeouts: Timeouts? = nil, maxConcurrent: Int? = nil, queue: Snapshot.Queue? = nil
    ) -> Provider {
        Provider(
            id: id, kind: kind, transport: kind.transport, origin: base.origin, basePath: base.path,
            authorization: authorization ?? kind.authorization, credential: credential, furtherCredentials: further,
            authorizer: authorizer, endpoints: endpoints ?? kind.endpoints, fields: fields, models: models,
            timeouts: timeouts, maxConcurrent: maxConcurrent, queue: queue)
    }

    private mutating func base(_ text: String?, _ kind: ProviderKind, _ origin: SettingOrigin) -> BaseURL? {
        guard let text else { return nil }
        do {
            return try BaseURL(text).fitted(to: kind.version)
        } catch {
            note(origin, "the base URL \"\(BaseURL.shown(text))\" \(error.message)")
            return nil
        }
    }

    private mutating func fields(_ group: Settled?, _ id: String) -> [(name: String, value: String)] {
        let reserved = ["host", "content-length", "transfer-encoding", "connection"]
        var fields: [(name: String, value: String)] = []
        for (name, value) in group?.fields ?? [] {
            let isName = !name.isEmpty && name.utf8.allSatisfy { Self.isToken($0) }
            if !isName || reserved.contains(name.lowercased()) {
                note(group?.origin ?? .standard, "provider \"\(id)\": \"\(name)\" cannot be set as a header")
            } else if !Self.fitsField(value) {
                note(
                    group?.origin ?? .standard,
                    "provider \"\(id)\": the value of \"\(name)\" holds characters no header takes")
            } else {
                fields.append((name.lowercased(), value.reveal()))
            }
        }
        return fields
    }

    private static func fitsField(_ secret: Secret) -> Bool {
        secret.reveal().utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x09 || $0 >= 0x80 }
    }

    static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
