import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// What an operator sees of targets, and decides about them.
struct BreakerAdminTests {
    private func run(_ body: (TestGateway, Operator, Operator) async throws -> Void) async throws {
        let upstream = try await SocketUpstream.start([
            .request, .send(UpstreamText.answer(UpstreamText.completion)), .again,
        ])
        try await TestGateway.run {
            $0.providers = [.local("a", port: upstream.port)]
        } _: { gateway in
            try await body(gateway, try await Operator(gateway), try await Operator(gateway))
        }
    }

    @Test func `what an operator opens nobody asks until it is given back, and it is written down who did`()
        async throws
    {
        try await run { _, person, caller in
            #expect(try await person.ask("GET", "/breakers")["data"]?.array?.isEmpty == true)
            #expect(try await caller.send(Ask.chat(model: "a/m")).status == 200)
            let body = #"{"provider":"a","model":"m","state":"open"}"#
            #expect(try await person.ask("POST", "/breakers", body)["state"] == "forced_open")
            #expect(try await caller.send(Ask.chat(model: "a/m")).status == 503)
            #expect(try await person.ask("GET", "/breakers")["data"]?.array?.first?["state"] == "forced_open")
            let back = #"{"provider":"a","model":"m","state":"automatic"}"#
            #expect(try await person.ask("POST", "/breakers", back)["state"] == "closed")
            #expect(try await caller.send(Ask.chat(model: "a/m")).status == 200)
            let entries = try await person.ask("GET", "/audit")["data"]?.array ?? []
            #expect(entries.map { $0["action"]?.string } == ["breaker.set", "breaker.set"])
            #expect(entries.last?["subject"] == "a/m" && entries.last?["before"] == "closed")
            #expect(entries.last?["after"] == "open" && entries.first?["after"] == "automatic")
        }
    }

    @Test func `a target that an operator closed has not failed, and the caller is told so`() async throws {
        try await run { _, person, caller in
            #expect(
                try await person.ask("POST", "/breakers", #"{"provider":"a","model":"m","state":"open"}"#)["note"]
                    == nil)
            let refused = try await caller.send(Ask.chat(model: "a/m"))
            #expect(
                refused.status == 503 && refused.message?.contains("An operator has closed") == true, "\(refused.text)")
            #expect(refused.hint?.contains("breakers set automatic a/m") == true, "\(refused.text)")
        }
    }

    @Test func `a breaker of a model that nothing knows is set, and that is said`() async throws {
        try await run { _, person, _ in
            let set = try await person.ask(
                "POST", "/breakers", #"{"provider":"mock","model":"neverheard","state":"open"}"#)
            #expect(set.status == 200 && set["note"]?.string?.contains("mock/neverheard") == true, "\(set.text)")
            let known = try await person.ask("POST", "/breakers", #"{"provider":"mock","model":"echo","state":"open"}"#)
            #expect(known.status == 200 && known["note"] == nil, "\(known.text)")
        }
    }

    @Test(arguments: [
        (#"{"provider":"nobody","model":"m","state":"open"}"#, "provider"),
        (#"{"provider":"a","state":"open"}"#, "model"), (#"{"provider":"a","model":"m","state":"ajar"}"#, "state"),
        (#"{"provider":"a","model":"m"}"#, "state"),
    ])
    func `what cannot be decided is told by its member`(_ body: String, _ member: String) async throws {
        try await run { _, person, _ in
            let answer = try await person.ask("POST", "/breakers", body)
            #expect(answer.status == 400 && answer.json["error"]?["param"]?.string == member, "\(answer.text)")
            #expect(try await person.ask("GET", "/audit")["data"]?.array?.isEmpty == true)
        }
    }

    @Test(arguments: ["/metrics", "/v1/gateway/metrics", "/admin/api/metrics"])
    func `metrics tell of targets and budgets, to operators alone`(_ path: String) async throws {
        try await run { _, person, caller in
            #expect(try await caller.send(Ask.chat(model: "a/m")).status == 200)
            let key = #"{"name":"quo\"ted","budget":{"usd":"12.50","per":"total"}}"#
            let made = try await person.make(key)
            let told = try await person.send(
                Ask.get(path, fields: "authorization: Bearer \(TestGateway.adminKey)\r\n"))
            #expect(told.status == 200)
            for line in [
                "# TYPE llmgateway_circuit_breaker_state gauge",
                #"llmgateway_circuit_breaker_state{provider="a",model="m"} 0"#,
                #"llmgateway_window_calls{provider="a",model="m"} 1"#,
                #"llmgateway_budget_limit_usd{scope="key",name="quo\"ted",per="total"} 12.5"#,
            ] {
                #expect(told.text.contains(line), "\(line) in \(told.text)")
            }
            #expect(try await caller.send(Ask.get(path)).status == 401)
            let plain = "authorization: Bearer \(made.secret)\r\n"
            #expect(try await caller.send(Ask.get(path, fields: plain)).status == 403)
        }
    }
}
