import Gateway
import GatewayTesting
import Synchronization
import Testing

@testable import Drivers

/// Where the keys of an issuer come from, and for how long they are used.
@Suite struct `Keys of an issuer` {
    private static let address = TokenIssuer.KeySource.address("https://id.example.com/keys")

    /// What was found: the key's id, `none`, or the status of the error.
    private func found(
        _ keys: IssuerKeys, _ id: String, at now: Int, _ upstream: ServiceUpstream
    ) async -> String {
        do throws(GatewayError) {
            return try await keys.key(id, at: now, through: upstream, caller: TestCaller())?.id ?? "none"
        } catch {
            return "\(error.status)"
        }
    }

    @Test func `a new key is found when a token first names it, the old one as long as it is there`() async throws {
        let (old, new) = (try TokenMint(), try rotated())
        let served = Mutex(try old.keySet())
        let upstream = ServiceUpstream { _ in (200, served.withLock { $0 }) }
        let keys = IssuerKeys(Self.address)
        #expect(await found(keys, "rsa-1", at: 0, upstream) == "rsa-1")
        let after = try new.keySet()
        served.withLock { $0 = after }
        #expect(await found(keys, "rsa-1", at: 20, upstream) == "rsa-1")
        #expect(await found(keys, "rsa-2", at: 20, upstream) == "rsa-2")
        #expect(await found(keys, "rsa-1", at: 40, upstream) == "none")
    }

    private func rotated() throws -> TokenMint {
        var mint = try TokenMint(1)
        mint.rsaID = "rsa-2"
        return mint
    }

    @Test func `ids that are made up ask the issuer once in a while`() async throws {
        let set = try TokenMint().keySet()
        let upstream = ServiceUpstream { _ in (200, set) }
        let keys = IssuerKeys(Self.address)
        for second in 0..<100 {
            #expect(await found(keys, "made up \(second)", at: second, upstream) == "none")
            #expect(await found(keys, "rsa-1", at: second, upstream) == "rsa-1")
        }
        #expect(upstream.requests.count == 10)
    }

    @Test func `keys stay while the issuer is away, and are asked for again`() async throws {
        let set = try TokenMint().keySet()
        let isUp = Mutex(true)
        let upstream = ServiceUpstream { _ in isUp.withLock { $0 } ? (200, set) : nil }
        let keys = IssuerKeys(Self.address)
        #expect(await found(keys, "rsa-1", at: 0, upstream) == "rsa-1")
        isUp.withLock { $0 = false }
        for hour in 1..<50 { #expect(await found(keys, "rsa-1", at: hour * 3_600, upstream) == "rsa-1") }
        #expect(upstream.requests.count == 50)
        #expect(await found(keys, "rsa-9", at: 200_000, upstream) == "none")
    }

    @Test(arguments: [(503, "{}"), (200, "<html>"), (200, #"{"keys":7}"#), (302, "")])
    func `without any keys it is the gateway that cannot answer, not the caller who is wrong`(
        _ status: Int, _ body: String
    ) async throws {
        let set = try TokenMint().keySet()
        let isUp = Mutex(false)
        let upstream = ServiceUpstream { _ in isUp.withLock { $0 } ? (200, set) : (status, body) }
        let keys = IssuerKeys(Self.address)
        for second in 0..<10 { #expect(await found(keys, "rsa-1", at: second, upstream) == "503") }
        #expect(upstream.requests.count == 1)
        isUp.withLock { $0 = true }
        #expect(await found(keys, "rsa-1", at: 10, upstream) == "rsa-1")
    }

    @Test func `callers that come together wait for one fetch`() async throws {
        let set = try TokenMint().keySet()
        let upstream = ServiceUpstream { _ in (200, set) }
        let keys = IssuerKeys(Self.address)
        await withTaskGroup(of: String.self) { group in
            for _ in 0..<50 { group.addTask { await found(keys, "rsa-1", at: 0, upstream) } }
            for await id in group { #expect(id == "rsa-1") }
        }
        #expect(upstream.requests.count == 1)
    }
}
