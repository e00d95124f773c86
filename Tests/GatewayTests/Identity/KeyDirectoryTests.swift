import NIOCore
import Testing
import Wire

@testable import Gateway

/// Changes of keys whose news arrive in another order than they were made.
struct KeyDirectoryTests {
    private let secret = Secret("sk-llmgw-0123456789abcdef0123456789abcdef")

    private func key(_ directory: KeyDirectory, version: Int, revoked: Int? = nil) -> VirtualKey {
        VirtualKey(
            id: "k", name: "app", digest: directory.digest(of: secret), lastFour: "cdef", created: 1, revoked: revoked,
            version: version)
    }

    @Test func `a change that was made earlier and comes later does not bring a revoked key back`() {
        let directory = KeyDirectory()
        directory.put(key(directory, version: 3, revoked: 5))
        directory.put(key(directory, version: 2))
        guard case .revoked? = directory.find(secret, at: 10) else {
            Issue.record("the key is not revoked")
            return
        }
    }

    @Test func `a key that was deleted stays so`() {
        let directory = KeyDirectory()
        directory.put(key(directory, version: 1))
        directory.remove("k")
        directory.put(key(directory, version: 2))
        #expect(directory.find(secret, at: 10) == nil)
    }

    @Test func `uses that could not be written are written the next time`() {
        let directory = KeyDirectory()
        directory.put(key(directory, version: 1))
        guard case .known(let principal)? = directory.find(secret, at: 10) else {
            Issue.record("the key is not known")
            return
        }
        let instant = NIODeadline.uptimeNanoseconds(1_000)
        principal.standing?.noteUse(instant)
        #expect(directory.takeUses(now: 10, instant: instant) == ["k": 10])
        #expect(directory.takeUses(now: 10, instant: instant) == [:])
        directory.giveBack(uses: ["k": 10])
        #expect(directory.takeUses(now: 10, instant: instant) == ["k": 10])
    }

    @Test func `a key made here went on to a provider where callers bring their own`() throws {
        let directory = KeyDirectory()
        directory.put(key(directory, version: 1))
        var fields = HeaderFields()
        fields.append("x-api-key", secret.reveal())
        let head = RequestHead(method: .post, target: "/v1/chat/completions", fields: fields)
        let client = Snapshot(auth: .init(mode: .client, keys: []), providers: [])
        var last: LastKey?
        let error = try #require(throws: GatewayError.self) {
            try Authenticator(directory: directory).authenticate(
                head, address: "10.0.0.1", in: client, now: .uptimeNanoseconds(1), last: &last)
        }
        #expect(error.code == .invalidAPIKey && error.message.contains("a key of the gateway"))
    }

    @Test func `a tag that is given twice is one`() {
        var policy = KeyPolicy()
        policy.tags = ["a", "b", "a"]
        #expect(policy.tags == ["a", "b"])
    }
}
