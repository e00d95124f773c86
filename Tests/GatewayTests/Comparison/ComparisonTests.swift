import Dialects
import GatewayTesting
import NIOCore
import Synchronization
import Testing
import Wire

@testable import Gateway

/// The same prompt to several models.
struct ComparisonTests {
    private func compare(
        _ gateway: TrialGateway, _ models: String = #"["a/m","b/m"]"#, _ members: String = "",
        fields: [(String, String)] = [], principal: Principal = Principal(name: "app")
    ) async -> TrialGateway.Outcome {
        await gateway.call(
            fields: fields, principal: principal, dialect: .gatewayChat, path: PathFacts(isComparison: true),
            body: #"{"models":\#(models),"messages":[{"role":"user","content":"?"}]\#(members)}"#)
    }

    private func results(_ outcome: TrialGateway.Outcome) -> [JSONValue] { outcome.json?["results"]?.array ?? [] }

    @Test func `each model answers in a call of its own, and their costs are summed`() async throws {
        let gateway = TrialGateway()
        let outcome = await compare(gateway, #"["b/m","smart"]"#, #","parameters":{"temperature":0.5}"#)
        #expect(outcome.status == 200 && outcome.json?["id"]?.string == outcome.id)
        let results = results(outcome)
        #expect(results.map { $0["model"]?.string } == ["b/m", "smart"])
        #expect(results.map { $0["provider"]?.string } == ["b", "a"])
        #expect(results.map { $0["cost"]?["actual_usd"]?.numberText } == ["0.01", "0.05"])
        #expect(results.allSatisfy { $0["answer"]?["content"]?.string?.isEmpty == false && $0["error"] == nil })
        #expect(results.allSatisfy { $0["latency_ms"]?.int != nil && $0["usage"]?["output_tokens"]?.int != nil })
        #expect(outcome.json?["totals"]?["cost"]?["actual_usd"]?.numberText == "0.06")
        #expect(outcome.json?["totals"]?["succeeded"]?.int == 2)
        #expect(outcome.reply.field("x-llmgateway-cost-usd") == "0.06")
        #expect(gateway.upstream.bodies(to: "b").first?.contains(#""temperature":0.5"#) == true)
        // Three rows in the log, two in the ledger, and each names the whole.
        #expect(Set(gateway.log.map(\.id)) == [outcome.id, "\(outcome.id)-1", "\(outcome.id)-2"])
        #expect(try await gateway.ledger.attempts(ofCall: "\(outcome.id)-2").map(\.intent.model) == ["smart"])
        let report = try await gateway.core.callReport(outcome.id, for: Principal(name: "app"))
        #expect(report["object"] == "comparison" && report["calls"]?.array?.count == 2)
        await #expect(throws: GatewayError.self) {
            try await gateway.core.callReport(outcome.id, for: Principal(name: "other"))
        }
    }

    @Test func `one that fails does not fail the others`() async {
        let gateway = TrialGateway { host, _ in host == "b" ? .status(400) : .answer }
        let principal = Principal(name: "app", models: ["a/*", "b/*", "smart"])
        let outcome = await compare(gateway, #"["a/m","b/m","nope/x","mock/echo"]"#, principal: principal)
        #expect(outcome.status == 200)
        let results = results(outcome)
        #expect(
            results.map { $0["error"]?["code"]?.string } == [
                nil, "upstream_rejected", "model_not_found", "model_not_found",
            ])
        #expect(results.map { $0["answer"] != nil } == [true, false, false, false])
        #expect(results.map { $0["error"]?["request_id"]?.string }[1] == "\(outcome.id)-2")
        #expect(outcome.json?["totals"]?["failed"]?.int == 3)
    }

    @Test func `a bound holds over the whole, each model having its part`() async {
        // 0.05 + 0.01 would fit into 0.08, but a half of it is too little for the dear one.
        let outcome = await compare(TrialGateway(), #"["a/m","b/m"]"#, #","max_cost_usd":0.08"#)
        #expect(results(outcome).map { $0["error"]?["code"]?.string } == ["budget_exceeded", nil])
        let enough = await compare(TrialGateway(), fields: [("x-llmgateway-max-cost-usd", "0.1")])
        #expect(results(enough).map { $0["error"]?["code"]?.string } == [nil, nil])
    }

    @Test func `parts of a bound make up the whole exactly`() {
        for (whole, count) in [(1, 2), (7, 3), (1_000_000_000, 8), (0, 4), (5, 8)] as [(Int64, Int)] {
            let shares = ComparisonRequest.shares(of: Money(nanoUSD: whole), among: count).compactMap(\.self)
            #expect(shares.count == count && shares.reduce(.zero, +) == Money(nanoUSD: whole))
            #expect((shares.max() ?? .zero) - (shares.min() ?? .zero) <= Money(nanoUSD: 1))
        }
    }

    @Test func `a key's budget is held for each, and one too many is refused`() async throws {
        let gateway = TrialGateway()
        let policy = KeyPolicy(budgets: [Budget(most: Money(nanoUSD: 100_000_000), period: .day)])
        let outcome = await compare(
            gateway, #"["a/m","a/m","a/m"]"#, principal: Principal(name: "app", policy: policy))
        let codes = results(outcome).map { $0["error"]?["code"]?.string }
        #expect(codes.filter { $0 == "budget_exceeded" }.count == 1 && codes.filter { $0 == nil }.count == 2)
        #expect(outcome.json?["totals"]?["cost"]?["actual_usd"]?.numberText == "0.1")
    }

    @Test func `limits count each of the calls`() async {
        let policy = KeyPolicy(limits: RateLimits(requestsPerMinute: 2))
        let outcome = await compare(
            TrialGateway(), #"["a/m","b/m","smart"]"#, principal: Principal(name: "app", policy: policy))
        let codes = results(outcome).map { $0["error"]?["code"]?.string }
        #expect(codes.filter { $0 == "rate_limited" }.count == 1)
    }

    @Test func `a stream tells the pieces of each, whose they are, and what it came to`() async throws {
        let gateway = TrialGateway { host, model in host == "b" ? .cut : .answer }
        let outcome = await compare(gateway, #"["a/m","b/m","nope/x"]"#, #","stream":true"#)
        #expect(outcome.reply.field("content-type")?.hasPrefix("text/event-stream") == true)
        let events = outcome.text.split(separator: "\n\n").compactMap {
            try? JSONValue(parsing: String($0.dropFirst("data: ".count)))
        }
        let first = events.filter { $0["index"]?.int == 0 }
        let text = first.compactMap { $0["token"]?.string }.joined()
        #expect(!text.isEmpty && first.last?["done"] == true)
        let second = events.filter { $0["index"]?.int == 1 }
        #expect(second.first?["token"] == "hel" && second.last?["error"] != nil)
        #expect(second.allSatisfy { $0["done"] == nil })
        let third = events.filter { $0["index"]?.int == 2 }
        #expect(third.map { $0["error"]?["code"]?.string } == ["model_not_found"])
        let end = try #require(events.last)
        #expect(end["all_done"] == true && end["results"]?.array?.map { $0["error"] == nil } == [true, false, false])
        #expect(end["totals"]?["succeeded"]?.int == 1 && end["results"]?.array?.first?["answer"] == nil)
    }

    /// A connection has one place for whoever waits until its socket is free again.
    @Test func `branches write one after the other, however long a write takes`() async throws {
        let slow = SlowReply()
        let shared = SharedReply(slow)
        await withTaskGroup(of: Void.self) { group in
            for branch in 0..<8 {
                group.addTask {
                    for _ in 0..<25 { try? await shared.write(ByteBuffer(string: "\(branch)")) }
                }
            }
        }
        #expect(slow.most == 1)
        #expect(Dictionary(grouping: slow.text, by: \.self).mapValues(\.count).values.allSatisfy { $0 == 25 })
        #expect(slow.text.count == 200)
    }

    @Test(arguments: [
        (#"{"models":["a/m"],"messages":[]}"#, "models"), (#"{"models":"a/m","messages":[]}"#, "models"),
        (#"{"messages":[]}"#, "models"), (#"{"models":["a/m",""],"messages":[]}"#, "models"),
        (#"{"models":["a/m",1],"messages":[]}"#, "models"),
        (#"{"models":["a","b","c","d","e","f","g","h","i"],"messages":[]}"#, "models"),
        (#"{"models":["a/m","b/m"]}"#, "messages"), (#"{"models":["a/m","b/m"],"messages":[],"model":"x"}"#, "model"),
        (#"{"models":["a/m","b/m"],"messages":[],"temperature":1}"#, "temperature"),
        (#"{"models":["a/m","b/m"],"messages":[],"stream":1}"#, "stream"),
        (#"{"models":["a/m","b/m"],"messages":[],"max_cost_usd":"much"}"#, "max_cost_usd"),
        (#"{"models":["a/m","b/m"],"models":["a/m","b/m"],"messages":[]}"#, "models"), ("[]", nil), ("{", nil),
    ])
    func `what is wrong in all of them is told once, and nothing is sent`(_ body: String, _ param: String?) async {
        let gateway = TrialGateway()
        let outcome = await gateway.call(
            dialect: .gatewayChat, path: PathFacts(isComparison: true), body: body)
        #expect(outcome.status == 400, "\(outcome.text)")
        #expect(outcome.json?["error"]?["param"]?.string == param, "\(outcome.text)")
        #expect(gateway.upstream.requests.isEmpty)
    }

    @Test func `a caller's own key is shown to one provider alone`() async {
        let gateway = TrialGateway()
        let own = Principal(name: "own", models: nil, ownCredential: Secret("sk-their-own"))
        let outcome = await compare(gateway, principal: own)
        #expect(outcome.status == 400 && gateway.upstream.requests.isEmpty)
        #expect(await compare(gateway, #"["a/m","a/n"]"#, principal: own).status == 200)
        #expect(Set(gateway.upstream.requests.map(\.origin.host)) == ["a"])
    }
}

/// Takes a while for each write, and sees how many there are at a time.
private final class SlowReply: ReplyWriter {
    private let state = Mutex((running: 0, most: 0, text: ""))

    var most: Int { state.withLock { $0.most } }
    var text: String { state.withLock { $0.text } }
    let isCommitted = true

    func reply(_ head: ReplyHead, body: ByteBuffer) throws(GatewayError) {}
    func begin(_ head: ReplyHead) async throws(GatewayError) {}
    func finish() async throws(GatewayError) {}

    func write(_ bytes: ByteBuffer) async throws(GatewayError) {
        state.withLock { state in
            state.running += 1
            state.most = max(state.most, state.running)
        }
        for _ in 0..<3 { await Task.yield() }
        state.withLock { state in
            state.running -= 1
            state.text += String(buffer: bytes)
        }
    }

    func relay(
        _ head: consuming ReplyHead, first: consuming [ByteBuffer], from answer: any UpstreamAnswer,
        through tap: any RelayTap
    ) async throws(GatewayError) {}
}
