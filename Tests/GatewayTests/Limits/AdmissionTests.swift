import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Limits as callers meet them: what passes, what is refused, and what they are told.
struct AdmissionTests {
    @Test func `a key's requests, and what is told of them, are true by the second`() async throws {
        let gateway = LimitedGateway()
        let key = LimitedGateway.key(requests: 7)
        for left in (0..<7).reversed() {
            let reply = await gateway.call(key)
            #expect(reply.status == 200)
            let reset = ["9s", "18s", "26s", "35s", "43s", "52s", "1m0s"][6 - left]
            #expect(reply.rates("requests") == ["7", "\(left)", reset])
            #expect(reply.rates("tokens") == [nil, nil, nil])
        }
        let refused = await gateway.call(key)
        #expect(refused.status == 429)
        #expect(refused.rates("requests") == ["7", "0", "1m0s"])
        #expect(refused.field("retry-after") == "9")
        let error = try #require(refused.error)
        #expect(error["code"] == "rate_limited")
        #expect(
            error["message"]
                == #"The key "app" has used up its 7 requests per minute: `limits.requests_per_minute` of the key."#)
        // Another key's are its own.
        #expect(await gateway.call(LimitedGateway.key("other", requests: 7)).status == 200)
        gateway.clock.advance(.seconds(8))
        #expect(await gateway.call(key).status == 429)
        gateway.clock.advance(.seconds(1))
        #expect(await gateway.statuses(2, key) == [200, 429])
        #expect(gateway.upstream.arrived == 9)
    }

    @Test func `every scope holds`() async throws {
        let limited = LimitedGateway(.answer()) {
            $0.requestsPerMinute = 50
            $0.teams = ["research": RateLimits(requestsPerMinute: 4)]
            $0.models = [
                .init(pattern: "a/*", limits: RateLimits(requestsPerMinute: 6)),
                .init(pattern: "a/small", limits: RateLimits(requestsPerMinute: 1)),
            ]
        }
        let one = LimitedGateway.key("one", team: "research")
        let two = LimitedGateway.key("two", team: "research")
        #expect(await limited.statuses(2, one, model: "a/small") == [200, 429])
        #expect(await limited.statuses(2, one) == [200, 200])
        #expect(await limited.statuses(2, two) == [200, 429])
        let refused = await limited.call(two)
        #expect(
            refused.error?["message"]
                == #"The team "research" has used up its 4 requests per minute: `limits.teams[].requests_per_minute`."#)
        let free = LimitedGateway.key("three")
        #expect(await limited.statuses(3, free) == [200, 200, 429])
        #expect(
            await limited.call(free).error?["message"]
                == #"The model "a/*" has used up its 6 requests per minute: `limits.models[].requests_per_minute`."#)
        // What others refused was not taken from the gateway's own fifty: six passed.
        #expect(await limited.call(free, model: "b/m").rates("requests") == ["50", "43", "9s"])
    }

    @Test func `an address is limited whatever its key, and a line of a batch has none`() async {
        let limited = LimitedGateway(.answer()) { $0.address = RateLimits(requestsPerMinute: 1) }
        let here = AddressedCaller("10.0.0.1")
        let key = LimitedGateway.key()
        #expect(await limited.call(key, caller: here).status == 200)
        let refused = await limited.call(LimitedGateway.key("other"), caller: here)
        #expect(
            refused.error?["message"]
                == "The address 10.0.0.1 has used up its 1 requests per minute: `limits.address.requests_per_minute`.")
        #expect(await limited.call(key, caller: AddressedCaller("10.0.0.2")).status == 200)
        #expect(await limited.statuses(3, key) == [200, 200, 200])
    }

    @Test func `a name without its provider counts as the same model`() async {
        let limited = LimitedGateway(.answer()) {
            $0.models = [.init(pattern: "a/*", limits: RateLimits(requestsPerMinute: 1))]
        }
        let key = LimitedGateway.key()
        #expect(await limited.call(key, model: "listed").status == 200)
        #expect(await limited.call(key, model: "listed").status == 429)
        #expect(await limited.call(key, model: "a/other").status == 429)
    }

    @Test func `tokens are charged by an estimate, and put right by what was used`() async {
        let gateway = LimitedGateway(.answer(tokens: 90))
        let key = LimitedGateway.key(tokens: 600)
        // A hundred bytes are 25 tokens; the answer came with 90 in all.
        #expect(await gateway.call(key).rates("tokens") == ["600", "575", "3s"])
        #expect(await gateway.call(key).rates("tokens") == ["600", "485", "12s"])
        let long = #"{"model":"a/m","messages":[{"role":"user","content":"x"}],"max_tokens":400}"#
        #expect(await gateway.call(key, body: long).rates("tokens") == ["600", "1", "1m0s"])
        // Of 419 no more than 90 were used.
        #expect(await gateway.call(key, body: long).status == 429)
        #expect(await gateway.call(key).rates("tokens") == ["600", "305", "30s"])
        gateway.clock.advance(.seconds(12))
        #expect(await gateway.call(key, body: long).status == 429)
        gateway.clock.advance(.seconds(12))
        #expect(await gateway.call(key, body: long).status == 200)
    }

    @Test func `tokens are charged as a vocabulary counts them, where the model has one`() async throws {
        let vocabulary = try BytePairVocabularyTests.small(["Hello", " world"])
        let gateway = LimitedGateway(vocabularies: VocabularyTable([.init(vocabulary: vocabulary, models: ["a/m"])]))
        let text = String(repeating: "Hello world", count: 40)
        func left(_ model: String) async -> String? {
            let body = #"{"model":"\#(model)","messages":[{"role":"user","content":"\#(text)"}]}"#
            return await gateway.call(LimitedGateway.key(model, tokens: 600), model: model, body: body).rates("tokens")[
                1]
        }
        // 440 bytes of text are 110 tokens as a rule, and 80 by the vocabulary.
        let (counted, estimated) = (await left("a/m"), await left("a/n"))
        let more = try #require(counted.flatMap(Int.init)), less = try #require(estimated.flatMap(Int.init))
        #expect(more - less == 30)
    }

    @Test func `what went wrong before the provider was asked costs no tokens, and is a request all the same`() async {
        let gateway = LimitedGateway()
        let key = LimitedGateway.key(requests: 100, tokens: 600)
        #expect(await gateway.call(key, model: "nobody/m").status == 404)
        #expect(await gateway.call(key, body: "{").status == 400)
        #expect(await gateway.call(key, body: #"{"model":"a/m"}"#).status == 400)
        let reply = await gateway.call(key)
        #expect(reply.rates("requests") == ["100", "96", "3s"])
        #expect(reply.rates("tokens") == ["600", "575", "3s"])
        // Nonsense is refused like anything else where no request is left.
        let strict = LimitedGateway.key("strict", requests: 1)
        #expect(await gateway.call(strict, body: "{").status == 400)
        #expect(await gateway.call(strict, body: "{").status == 429)
    }

    @Test(arguments: [400, 401, 429, 500])
    func `a provider that failed or refused has used none`(_ status: Int) async {
        let gateway = LimitedGateway(.json(#"{"error":{"message":"no"}}"#, status: status))
        let reply = await gateway.call(LimitedGateway.key(tokens: 600))
        #expect(reply.status != 200)
        #expect(reply.rates("tokens") == ["600", "600", "0s"])
    }

    @Test func `an answer that does not say what it used is taken for what was estimated`() async {
        let gateway = LimitedGateway(.answer(tokens: nil))
        let key = LimitedGateway.key(tokens: 600)
        #expect(await gateway.call(key).rates("tokens")[1] == "575")
        #expect(await gateway.call(key).rates("tokens")[1] == "550")
    }

    @Test func `a stream that breaks off counts no less than the estimate`() async {
        let said =
            #"data: {"id":"1","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"content":"hi"}}]}"#
        var script = ScriptedUpstream.Script.events([String(said.dropFirst(6))], isWhole: false)
        script.isWhole = false
        let gateway = LimitedGateway(script)
        let key = LimitedGateway.key(tokens: 600)
        let body = #"{"model":"a/m","messages":[{"role":"user","content":"x"}],"stream":true,"max_tokens":181}"#
        let first = await gateway.call(key, body: body)
        #expect(first.status == 200)
        #expect(first.rates("tokens")[1] == "396")
        #expect(await gateway.call(key).rates("tokens")[1] == "371")
    }

    @Test func `the provider's own fields pass where there is no limit of ours, and only there`() async {
        let fields = [
            ("x-ratelimit-limit-requests", "9"), ("x-ratelimit-remaining-requests", "8"),
            ("x-ratelimit-reset-requests", "1ms"), ("x-ratelimit-remaining-tokens", "77"),
            ("x-ratelimit-other", "1"),
        ]
        let gateway = LimitedGateway(.answer(fields: fields))
        let unlimited = await gateway.call(LimitedGateway.key())
        #expect(unlimited.rates("requests") == ["9", "8", "1ms"])
        #expect(unlimited.field("x-ratelimit-remaining-tokens") == "77")
        let limited = await gateway.call(LimitedGateway.key(requests: 5))
        #expect(limited.rates("requests") == ["5", "4", "12s"])
        var count = 0
        limited.head?.fields.forEach { name, _ in if name == "x-ratelimit-limit-requests" { count += 1 } }
        #expect(count == 1)
        #expect(limited.field("x-ratelimit-remaining-tokens") == "77")
        #expect(limited.field("x-ratelimit-other") == "1")
    }

    @Test func `a clock that goes back gives no burst`() async {
        let gateway = LimitedGateway()
        let key = LimitedGateway.key(requests: 2)
        #expect(await gateway.statuses(3, key) == [200, 200, 429])
        gateway.clock.advance(.minutes(-30))
        #expect(await gateway.call(key).status == 429)
        gateway.clock.advance(.minutes(30))
        #expect(await gateway.call(key).status == 429)
    }

    @Test func `a thousand calls together at a limit of a hundred are a hundred`() async {
        let gateway = LimitedGateway()
        let key = LimitedGateway.key(requests: 100, tokens: 1_000_000, concurrent: 1_000)
        let passed = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<1_000 { group.addTask { await gateway.call(key).status } }
            return await group.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
        }
        #expect(passed == [200: 100, 429: 900])
        #expect(gateway.upstream.arrived == 100)
    }
}

/// A caller at an address.
final class AddressedCaller: CallerLink {
    let address: String
    private let caller = TestCaller()

    init(_ address: String) { self.address = address }

    var loop: any EventLoop { caller.loop }
    let isGone = false

    func attach(_ running: (any CancellableExchange)?) {}
}
