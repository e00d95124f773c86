import Gateway
import NIOCore
import Testing
import Wire

struct AuthenticatorTests {
    private static let key = "a-fixed-key-of-the-configuration"
    private static let adminKey = "a-fixed-admin-key"

    private func snapshot(_ mode: Snapshot.Auth.Mode) -> Snapshot {
        let key = Snapshot.GatewayKey(name: "app", secret: Secret(Self.key))
        var auth = Snapshot.Auth(mode: mode, keys: [key])
        auth.adminKey = Secret(Self.adminKey)
        return Snapshot(auth: auth, providers: [])
    }

    private func head(_ name: String, _ value: String, target: String = "/v1/chat/completions") -> RequestHead {
        var fields = HeaderFields()
        fields.append(name, value)
        return RequestHead(method: .post, target: target, fields: fields)
    }

    private func check(_ head: RequestHead, _ mode: Snapshot.Auth.Mode) throws(GatewayError) -> Principal {
        var last: LastKey?
        return try Authenticator().authenticate(
            head, address: "127.0.0.1", in: snapshot(mode), now: .uptimeNanoseconds(1), last: &last)
    }

    @Test(arguments: [
        ("Authorization", "Bearer \(key)"), ("authorization", "bearer \(key)"), ("x-api-key", key), ("api-key", key),
        ("x-goog-api-key", key),
    ])
    func `a key is found wherever an SDK puts it`(_ name: String, _ value: String) throws {
        #expect(try check(head(name, value), .gateway).name == "app")
    }

    @Test func `a key is found in the query`() throws {
        let head = head("accept", "*/*", target: "/v1/models?alt=sse&key=\(Self.key)")
        #expect(try check(head, .gateway).name == "app")
    }

    @Test(arguments: [("a%2Bb%26c%3d%25", "a+b&c=%"), ("a+b", "a+b"), ("50%", "50%")])
    func `a key of any characters is found in the query`(_ sent: String, _ key: String) {
        let head = head("accept", "*/*", target: "/v1/models?key=\(sent)&alt=sse")
        #expect(Credential.find(in: head)?.reveal() == key)
    }

    @Test func `an unknown key and none are refused`() {
        #expect(throws: GatewayError.self) { try check(head("x-api-key", "wrong"), .gateway) }
        #expect(throws: GatewayError.self) { try check(head("accept", "*/*"), .gateway) }
        #expect(throws: GatewayError.self) { try check(head("accept", "*/*"), .client) }
    }

    @Test(arguments: [
        ("Bearer ", "is empty"), ("Bearer", "is empty"), (key, "no `Bearer`"), ("", "No API key"),
    ])
    func `an empty key after Bearer was told to have no Bearer before it`(_ value: String, _ words: String) throws {
        let error = try #require(throws: GatewayError.self) { try check(head("authorization", value), .gateway) }
        #expect(error.message.contains(words))
    }

    @Test func `in hybrid mode a foreign key goes on as the caller's own, one with our prefix does not`() throws {
        let own = try check(head("authorization", "Bearer sk-proj-foreign"), .hybrid)
        #expect(own.ownCredential?.reveal() == "sk-proj-foreign")
        #expect(try check(head("x-api-key", Self.key), .hybrid).ownCredential == nil)
        #expect(throws: GatewayError.self) { try check(head("x-api-key", KeyFormat.prefix + "unknown"), .hybrid) }
    }

    @Test(arguments: [Snapshot.Auth.Mode.gateway, .hybrid, .client])
    func `the admin key went on to a provider as the caller's own`(_ mode: Snapshot.Auth.Mode) throws {
        let error = try #require(throws: GatewayError.self) { try check(head("x-api-key", Self.adminKey), mode) }
        #expect(error.code == .invalidAPIKey && error.message.contains("admin key"))
    }

    @Test func `a key that a connection used before counts for itself and for its own configuration alone`() throws {
        let authenticator = Authenticator()
        var last: LastKey?
        func name(_ key: String, _ snapshot: Snapshot) throws(GatewayError) -> String {
            try authenticator.authenticate(
                head("x-api-key", key), address: "10.0.0.1", in: snapshot, now: .uptimeNanoseconds(1), last: &last
            ).name
        }
        let first = snapshot(.gateway)
        for _ in 0..<2 { #expect(try name(Self.key, first) == "app") }
        #expect(throws: GatewayError.self) { try name(Self.key.uppercased(), first) }
        #expect(throws: GatewayError.self) { try name(String(Self.key.dropLast()), first) }
        #expect(try name(Self.key, first) == "app")
        let renamed = Snapshot(
            auth: .init(mode: .gateway, keys: [.init(name: "other", secret: Secret(Self.key))]), providers: [])
        #expect(try name(Self.key, renamed) == "other")
        let revoked = Snapshot(auth: .init(mode: .gateway, keys: []), providers: [])
        #expect(throws: GatewayError.self) { try name(Self.key, revoked) }
    }

    @Test func `a key of ours used before lends nothing to a caller's own key on the same connection`() throws {
        let authenticator = Authenticator()
        var last: LastKey?
        func principal(_ key: String?, _ snapshot: Snapshot) throws(GatewayError) -> Principal {
            let head = key.map { self.head("x-api-key", $0) } ?? self.head("accept", "*/*")
            return try authenticator.authenticate(
                head, address: "10.0.0.1", in: snapshot, now: .uptimeNanoseconds(1), last: &last)
        }
        let hybrid = snapshot(.hybrid)
        #expect(try principal(Self.key, hybrid).name == "app")
        let own = try principal("sk-proj-foreign", hybrid)
        #expect(own.name == "client" && own.ownCredential?.reveal() == "sk-proj-foreign")
        #expect(try principal(Self.key, hybrid).ownCredential == nil)
        #expect(throws: GatewayError.self) { try principal(nil, hybrid) }
        // The same key is the caller's own where the gateway has none.
        #expect(try principal(Self.key, snapshot(.client)).ownCredential?.reveal() == Self.key)
        #expect(try principal(Self.key, snapshot(.none)).name == "anonymous")
        #expect("\(String(describing: last)) \(String(reflecting: last))".contains(Self.key) == false)
    }

    @Test func `twenty wrong keys a minute, then the address waits`() throws {
        let authenticator = Authenticator()
        let snapshot = snapshot(.gateway)
        func code(at seconds: Int64, _ address: String = "10.0.0.1") -> ErrorCode? {
            do throws(GatewayError) {
                let now = NIODeadline.uptimeNanoseconds(0) + .seconds(seconds)
                var last: LastKey?
                _ = try authenticator.authenticate(
                    head("x-api-key", "wrong"), address: address, in: snapshot, now: now, last: &last)
                return nil
            } catch {
                return error.code
            }
        }
        for _ in 0..<20 { #expect(code(at: 1) == .invalidAPIKey) }
        #expect(code(at: 2) == .rateLimited)
        #expect(code(at: 2, "10.0.0.2") == .invalidAPIKey)
        #expect(code(at: 62) == .invalidAPIKey)
    }

    @Test func `a key of ours carries a checksum`() {
        var generator = SystemRandomNumberGenerator()
        let key = KeyFormat.makeKey(using: &generator)
        #expect(KeyFormat.isWellFormed(key))
        #expect(!KeyFormat.isWellFormed(Secret(String(key.reveal().dropLast()) + "!")))
        #expect("\(key)" == "‹redacted›")
    }
}
