import Gateway
import GatewayTesting
import NIOCore
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

    /// An issuer whose answers take a second, which passes when nobody has anything else to do.
    private final class SlowIssuer: Upstream {
        private let time: SimulatedTime
        private let body: String?
        private let sent = Mutex(0)
        private let cancelled = Mutex(0)

        /// - Parameter body: nil: it does not answer.
        init(_ time: SimulatedTime, _ body: String?) { (self.time, self.body) = (time, body) }

        var fetches: Int { sent.withLock { $0 } }
        var cancellations: Int { cancelled.withLock { $0 } }

        func send(
            _ request: UpstreamRequest, for caller: any CallerLink
        ) async throws(GatewayError) -> any UpstreamAnswer {
            sent.withLock { $0 += 1 }
            guard await time.sleep(.seconds(1), for: caller), !caller.isGone else {
                cancelled.withLock { $0 += 1 }
                throw .callerGone
            }
            guard let body else {
                throw GatewayError(.upstreamError, "Nobody is there.", origin: .upstream(""), retry: .nextTarget)
            }
            return try await ScriptedUpstream(.json(body)).send(request, for: caller)
        }
    }

    @Test(arguments: [true, false])
    func `callers who named made-up keys and hung up had the issuer asked without end`(_ isUp: Bool) throws {
        let set = try TokenMint().keySet()
        let time = SimulatedTime(seed: 1)
        let issuer = SlowIssuer(time, isUp ? set : nil)
        let keys = IssuerKeys(Self.address)
        let isDone = time.run {
            for number in 0..<100 {
                let caller = GatewayTesting.LeavingCaller()
                async let found: TokenKey? = try? keys.key("made up \(number)", at: 5, through: issuer, caller: caller)
                caller.leave()
                _ = await found
            }
            _ = try? await keys.key("made up", at: 15, through: issuer, caller: GatewayTesting.LeavingCaller())
        }
        #expect(isDone)
        #expect(issuer.fetches == 2 && issuer.cancellations == 0)
    }

    @Test(arguments: UInt64(0)..<20)
    func `a caller who left took the fetch along that others waited for`(_ seed: UInt64) throws {
        let set = try TokenMint().keySet()
        let time = SimulatedTime(seed: seed)
        let issuer = SlowIssuer(time, set)
        let keys = IssuerKeys(Self.address)
        let found = Mutex<[String]>([])
        let isDone = time.run {
            let first = GatewayTesting.LeavingCaller()
            let all = await withTaskGroup(of: String.self) { group in
                group.addTask {
                    _ = try? await keys.key("rsa-1", at: 0, through: issuer, caller: first)
                    return "first"
                }
                for number in 0..<10 {
                    group.addTask {
                        let caller = GatewayTesting.LeavingCaller()
                        if number == 3 { first.leave() }
                        return (try? await keys.key("rsa-1", at: 0, through: issuer, caller: caller))?.id ?? "none"
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            found.withLock { $0 = all.filter { $0 != "first" } }
        }
        #expect(isDone)
        #expect(found.withLock { $0 } == Array(repeating: "rsa-1", count: 10))
        #expect(issuer.fetches == 1 && issuer.cancellations == 0)
    }

    @Test func `those who had waited for a fetch that failed each made another one`() throws {
        let time = SimulatedTime(seed: 2)
        let issuer = SlowIssuer(time, nil)
        let keys = IssuerKeys(Self.address)
        let isDone = time.run {
            await withTaskGroup(of: Void.self) { group in
                // Their clocks tell different times: those who come late have seen the pause go by.
                for number in 0..<50 {
                    group.addTask {
                        let now = number / 10 * 20
                        _ = try? await keys.key("rsa-1", at: now, through: issuer, caller: TestCaller())
                    }
                }
            }
        }
        #expect(isDone)
        #expect(issuer.fetches == 1)
    }
}
