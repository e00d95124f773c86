import Gateway
import GatewayTesting
import Server
import Testing
import Wire

/// Who may do what at `/admin`, over every endpoint and every member that can be written. It is made from the table of
/// endpoints: one without a sample here fails.
@Suite struct `Who may do what at admin` {
    /// A value for each member that can be written, as a thief would like it.
    private static let values: [String: String] = [
        "name": #""stolen""#, "role": #""admin""#, "models": #"["*"]"#, "operations": #"["generate"]"#,
        "team": #""rich""#, "owner": #""boss""#, "tags": #"["x"]"#, "budget": #"{"usd":"1000000","per":"day"}"#,
        "limits": #"{"concurrent":1000}"#, "priority": #""high""#, "expires_at": "1900000000", "overlap_seconds": "60",
        "end_calls": "true",
        "provider": #""local""#, "api_key": #""sk-new-0123456789""#, "model": #""m""#, "state": #""open""#,
        "key": #""app""#, "user": #""someone""#, "variant": #""mini""#,
    ]

    /// What the names in paths are in the tests, by the path's start.
    private static func path(_ endpoint: AdminEndpoint, id: String) -> String {
        endpoint.path.replacing("{id}", with: id).replacing("{provider}", with: "local")
            .replacing("{experiment}", with: "cheaper")
    }

    private enum Caller: CaseIterable {
        case nobody, stranger, fixedKey, plainKey, tokenInQuery, viewer, admin
    }

    private struct Keys {
        var target: String
        var plain: String
        var viewer: String
        var admin: String

        func secret(_ caller: Caller) -> String? {
            switch caller {
            case .nobody, .tokenInQuery: nil
            case .stranger: "sk-llmgw-stranger"
            case .fixedKey: TestGateway.key
            case .plainKey: plain
            case .viewer: viewer
            case .admin: admin
            }
        }
    }

    private static func keys(_ person: Operator) async throws -> Keys {
        Keys(
            target: try await person.make(#"{"name":"target","models":["mock/echo"]}"#).id,
            plain: try await person.make(#"{"name":"plain"}"#).secret,
            viewer: try await person.make(#"{"name":"viewer","role":"viewer"}"#).secret,
            admin: try await person.make(#"{"name":"admin","role":"admin"}"#).secret)
    }

    /// Everything a refused request must leave as it is; last uses aside.
    private static func state(_ person: Operator) async throws -> String {
        let keys = try await person.ask("GET", "/keys?limit=1000")
        let log = try await person.ask("GET", "/audit?limit=1")
        let told = (keys["data"]?.array ?? []).map { (key: JSONValue) -> String in
            var key = key
            key["last_used_at"] = nil
            return key.text
        }
        let experiments = try await person.ask("GET", "/experiments")
        return told.joined(separator: "\n") + (log["data"]?.text ?? "") + experiments.text
    }

    private static func status(_ caller: Caller, _ endpoint: AdminEndpoint) -> Int {
        switch caller {
        case .nobody, .stranger, .tokenInQuery: 401
        case .fixedKey, .plainKey: 403
        case .viewer: endpoint.role == .viewer ? 200 : 403
        case .admin: 200
        }
    }

    private static func wide(_ options: inout TestGateway.Options) {
        options.providers = [.local("local", port: 9)]
        let target = ConfiguredModel.Target(provider: "local", model: "m")
        options.models = [ConfiguredModel(name: "smart", policy: .priority, targets: [target])]
        options.experiments = ExperimentTable([
            Experiment(
                name: "cheaper", model: "smart",
                variants: [.init(name: "control", target: target), .init(name: "mini", target: target)], goal: .cost)
        ])
    }

    /// A body of one member each, and an empty one.
    private static func bodies(_ endpoint: AdminEndpoint) throws -> [String?] {
        if endpoint.method == .get || endpoint.method == .delete { return [nil] }
        return try ["{}"]
            + endpoint.fields.map { field in
                "{\"\(field)\":\(try #require(values[field], "\(endpoint.path): no sample of `\(field)`"))}"
            }
    }

    @Test func `whoever may not is refused, and nothing is changed`() async throws {
        try await TestGateway.run(Self.wide) { gateway in
            let person = try await Operator(gateway)
            let keys = try await Self.keys(person)
            let before = try await Self.state(person)
            var rows = 0
            for endpoint in AdminTable.endpoints {
                for caller in Caller.allCases {
                    let wanted = Self.status(caller, endpoint)
                    guard wanted >= 400 else { continue }
                    let query = caller == .tokenInQuery ? "?key=\(keys.admin)" : ""
                    let asking = try await Operator(gateway)
                    for body in try Self.bodies(endpoint) {
                        let answer = try await asking.ask(
                            endpoint.method.text, Self.path(endpoint, id: keys.target) + query, body,
                            key: keys.secret(caller))
                        let what = "\(caller) \(endpoint.method.text) \(endpoint.path) \(body ?? "")"
                        // A guesser is slowed down after twenty.
                        let isSlowed = caller == .stranger && answer.status == 429
                        #expect(answer.status == wanted || isSlowed, "\(what): \(answer.text)")
                        #expect(answer.hint?.isEmpty == false, "\(what): \(answer.text)")
                        rows += 1
                    }
                }
            }
            #expect(rows > 100)
            #expect(try await Self.state(person) == before)
        }
    }

    @Test func `whoever may read reads, and an admin key writes every member`() async throws {
        try await TestGateway.run(Self.wide) { gateway in
            let person = try await Operator(gateway)
            let keys = try await Self.keys(person)
            for endpoint in AdminTable.endpoints where endpoint.method == .get {
                let answer = try await person.ask(
                    "GET", Self.path(endpoint, id: keys.target), key: keys.viewer)
                #expect(answer.status == 200, "\(endpoint.path): \(answer.text)")
            }
            for field in VirtualKey.members {
                let body = "{\"\(field)\":\(try #require(Self.values[field]))}"
                let answer = try await person.ask("PATCH", "/keys/\(keys.target)", body, key: keys.admin)
                #expect(answer.status == 200, "\(field): \(answer.text)")
                #expect(answer[field] != .null, "\(field): \(answer.text)")
            }
        }
    }

    @Test func `an admin key calls no model, whatever the place it stands in`() async throws {
        try await TestGateway.run { gateway in
            let caller = try await Operator(gateway)
            #expect(try await caller.send(Ask.chat(key: TestGateway.adminKey)).status == 401)
            #expect(try await caller.send(Ask.get("/v1/models?key=\(TestGateway.adminKey)")).status == 401)
        }
    }

    @Test(arguments: [Snapshot.Auth.Mode.none, .client, .hybrid])
    func `the operator's door asks for its key in every mode`(_ mode: Snapshot.Auth.Mode) async throws {
        try await TestGateway.run {
            $0.auth.mode = mode
        } _: { gateway in
            let person = try await Operator(gateway)
            #expect(try await person.ask("GET", "/keys", key: nil).status == 401)
            #expect(try await person.ask("GET", "/keys", key: "sk-proj-of-a-provider").status == 401)
            #expect(try await person.ask("GET", "/keys").status == 200)
        }
    }

    @Test func `without an admin key nobody is one`() async throws {
        try await TestGateway.run {
            $0.auth.adminKey = nil
        } _: { gateway in
            let person = try await Operator(gateway)
            for key in [nil, "", "nil", TestGateway.adminKey, TestGateway.key] {
                let status = try await person.ask("GET", "/keys", key: key).status
                #expect(status == 401 || status == 403)
            }
        }
    }
}
