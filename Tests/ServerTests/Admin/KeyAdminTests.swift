import Gateway
import GatewayTesting
import Server
import Testing
import Wire

/// Keys made at run time, from their making to their end, as operators and callers see them.
@Suite struct `Keys made at run time` {
    @Test func `a key works from its making on, and its secret is shown once`() async throws {
        try await TestGateway.run { gateway in
            let person = try await Operator(gateway)
            let made = try await person.make(#"{"name":"web"}"#)
            #expect(KeyFormat.isWellFormed(Secret(made.secret)))
            #expect(try await person.send(Ask.chat(key: made.secret)).status == 200)
            let listed = try await person.ask("GET", "/keys")
            #expect(listed["data"]?.array?.first?["name"] == "web")
            #expect(listed["data"]?.array?.first?["last_four"]?.string == String(made.secret.suffix(4)))
            for path in ["/keys", "/keys/\(made.id)", "/audit"] {
                let answer = try await person.ask("GET", path)
                #expect(answer.status == 200)
                #expect(!answer.text.contains(made.secret.dropFirst(9).prefix(20)), "\(path): \(answer.text)")
                #expect(!answer.text.contains("digest"), "\(path)")
            }
        }
    }

    @Test func `the end of a key is written as a time or as seconds, and what is neither is told`() async throws {
        try await TestGateway.run { gateway in
            let person = try await Operator(gateway)
            for (text, seconds) in [
                (#""2027-01-31T00:00:00Z""#, 1_801_353_600), (#""2027-01-31T01:00:00.5+01:00""#, 1_801_353_600),
                (#""2027-01-31""#, 1_801_353_600), ("1801353600", 1_801_353_600),
            ] {
                let made = try await person.ask(
                    "POST", "/keys", #"{"name":"k\#(text.hashValue)","expires_at":\#(text)}"#)
                #expect(made.status == 201 && made["expires_at"]?.int == seconds, "\(made.text)")
            }
            let wrong = try await person.ask("POST", "/keys", #"{"name":"w","expires_at":"next year"}"#)
            #expect(wrong.status == 400 && wrong.message?.contains("2027-01-31T00:00:00Z") == true, "\(wrong.text)")
            let past = try await person.ask("POST", "/keys", #"{"name":"p","expires_at":"2001-01-31T00:00:00Z"}"#)
            #expect(past.status == 400 && past.message?.contains("must lie ahead") == true, "\(past.text)")
        }
    }

    @Test func `a body that is no object is told so, without a hint at a member it does not name`() async throws {
        try await TestGateway.run { gateway in
            let refused = try await Operator(gateway).ask("POST", "/keys", "[]")
            #expect(refused.status == 400 && refused.message == "The body must be one JSON object.")
            #expect(refused.hint?.contains("param") == false, "\(refused.text)")
        }
    }

    @Test func `a credential for a provider that is not there names those that are`() async throws {
        try await TestGateway.run {
            $0.providers = [.local("near", port: 1)]
        } _: { gateway in
            let refused = try await Operator(gateway).ask(
                "POST", "/credentials", #"{"provider":"opanai","api_key":"sk-0123456789"}"#)
            #expect(refused.status == 400 && refused.message?.contains("it has near.") == true, "\(refused.text)")
        }
    }

    @Test func `a revoked key is refused at once, on a connection that used it too`() async throws {
        try await TestGateway.run { gateway in
            let person = try await Operator(gateway)
            let caller = try await Operator(gateway)
            let made = try await person.make(#"{"name":"web"}"#)
            for _ in 0..<2 { #expect(try await caller.send(Ask.chat(key: made.secret)).status == 200) }
            #expect(try await person.ask("POST", "/keys/\(made.id)/revoke")["status"] == "revoked")
            let refused = try await caller.send(Ask.chat(key: made.secret))
            #expect(refused.status == 401 && refused.message == "The API key was revoked.")
            // Revoking again changes nothing, and makes no entry.
            #expect(try await person.ask("POST", "/keys/\(made.id)/revoke").status == 200)
            #expect(try await person.ask("GET", "/audit")["data"]?.array?.count == 2)
            #expect(try await person.ask("POST", "/keys/\(made.id)/rotate").code == "conflict")
        }
    }

    @Test func `a changed policy is felt at once, on a connection that used the key too`() async throws {
        try await TestGateway.run { gateway in
            let person = try await Operator(gateway)
            let caller = try await Operator(gateway)
            let made = try await person.make(#"{"name":"web","models":["mock/echo"]}"#)
            #expect(try await caller.send(Ask.chat(key: made.secret)).status == 200)
            let narrowed = try await person.ask("PATCH", "/keys/\(made.id)", #"{"models":["mock/tools"],"team":"red"}"#)
            #expect(narrowed.status == 200 && narrowed["team"] == "red")
            #expect(try await caller.send(Ask.chat(key: made.secret)).code == "model_not_allowed")
            #expect(try await person.ask("PATCH", "/keys/\(made.id)", #"{"models":null}"#).status == 200)
            #expect(try await caller.send(Ask.chat(key: made.secret)).status == 200)
            let narrow = #"{"operations":["embed"]}"#
            #expect(try await person.ask("PATCH", "/keys/\(made.id)", narrow).status == 200)
            let refused = try await caller.send(Ask.chat(key: made.secret))
            #expect(refused.status == 403 && refused.code == "permission_denied")
        }
    }

    @Test func `a rotated key has two secrets until the overlap ends, on a connection that used it too`() async throws {
        let clock = WallClock()
        try await TestGateway.run {
            $0.effects = Effects(now: { clock.now })
        } _: { gateway in
            let person = try await Operator(gateway)
            let caller = try await Operator(gateway)
            let made = try await person.make(#"{"name":"web"}"#)
            #expect(try await caller.send(Ask.chat(key: made.secret)).status == 200)
            let rotated = try await person.ask("POST", "/keys/\(made.id)/rotate", #"{"overlap_seconds":60}"#)
            let second = try #require(rotated["key"]?.string)
            #expect(rotated["id"]?.string == made.id && rotated["former_secret"]?["ends_at"] == 1_700_000_060)
            for key in [made.secret, second] { #expect(try await caller.send(Ask.chat(key: key)).status == 200) }
            #expect(try await caller.send(Ask.chat(key: made.secret)).status == 200)
            clock.advance(by: 60)
            #expect(try await caller.send(Ask.chat(key: made.secret)).message == "The API key has expired.")
            #expect(try await caller.send(Ask.chat(key: second)).status == 200)
            let third = try await person.ask("POST", "/keys/\(made.id)/rotate", #"{"overlap_seconds":0}"#)
            #expect(third["former_secret"] == .null)
            #expect(try await caller.send(Ask.chat(key: second)).status == 401)
        }
    }

    @Test func `a key ends when it is said to, and can be given more time`() async throws {
        let clock = WallClock()
        try await TestGateway.run {
            $0.effects = Effects(now: { clock.now })
        } _: { gateway in
            let person = try await Operator(gateway)
            let caller = try await Operator(gateway)
            let made = try await person.make(#"{"name":"web","expires_at":1700000010}"#)
            #expect(try await caller.send(Ask.chat(key: made.secret)).status == 200)
            clock.advance(by: 10)
            #expect(try await caller.send(Ask.chat(key: made.secret)).status == 401)
            #expect(try await person.ask("GET", "/keys/\(made.id)")["status"] == "expired")
            let past = try await person.ask("PATCH", "/keys/\(made.id)", #"{"expires_at":1700000010}"#)
            #expect(past.status == 400)
            #expect(try await person.ask("PATCH", "/keys/\(made.id)", #"{"expires_at":null}"#).status == 200)
            #expect(try await caller.send(Ask.chat(key: made.secret)).status == 200)
        }
    }

    @Test func `a deleted key is gone, and its name is free`() async throws {
        try await TestGateway.run { gateway in
            let person = try await Operator(gateway)
            let made = try await person.make(#"{"name":"web"}"#)
            #expect(try await person.ask("DELETE", "/keys/\(made.id)")["deleted"] == true)
            #expect(try await person.send(Ask.chat(key: made.secret)).status == 401)
            #expect(try await person.ask("GET", "/keys/\(made.id)").code == "key_not_found")
            #expect(try await person.ask("DELETE", "/keys/\(made.id)").code == "key_not_found")
            _ = try await person.make(#"{"name":"web"}"#)
        }
    }

    @Test func `names are unique among fixed keys and others`() async throws {
        try await TestGateway.run { gateway in
            let person = try await Operator(gateway)
            let made = try await person.make(#"{"name":"web"}"#)
            _ = try await person.make(#"{"name":"other"}"#)
            for name in ["app", "other"] {
                #expect(try await person.ask("POST", "/keys", #"{"name":"\#(name)"}"#).code == "conflict")
                #expect(try await person.ask("PATCH", "/keys/\(made.id)", #"{"name":"\#(name)"}"#).status == 409)
            }
            #expect(try await person.ask("PATCH", "/keys/\(made.id)", #"{"name":"web"}"#).status == 200)
        }
    }

    @Test(arguments: [
        (#"{"name":"x","scopes":[]}"#, "scopes"), (#"{"name":"x","modles":[]}"#, "modles"), ("{}", "name"),
        (#"{"name":""}"#, "name"), (#"{"name":"a:b"}"#, "name"), (#"{"name":"x","name":"y"}"#, "name"),
        (#"{"name":7}"#, "name"), (#"{"name":"x","role":"root"}"#, "role"),
        (#"{"name":"x","models":"all"}"#, "models"), (#"{"name":"x","operations":["fly"]}"#, "operations"),
        (#"{"name":"x","budget":{"usd":"1"}}"#, "budget.per"),
        (#"{"name":"x","budget":{"usd":"-1","per":"day"}}"#, "budget.usd"),
        (#"{"name":"x","budget":{"usd":"0.0000000001","per":"day"}}"#, "budget.usd"),
        (#"{"name":"x","budget":[{"usd":"1","per":"day","currency":"EUR"}]}"#, "budget.currency"),
        (#"{"name":"x","limits":{"concurrent":0}}"#, "limits.concurrent"),
        (#"{"name":"x","limits":{"rpm":1}}"#, "limits.rpm"), (#"{"name":"x","expires_at":1}"#, "expires_at"),
        (#"{"name":"x","expires_at":"tomorrow"}"#, "expires_at"), (#"{"name":"x","digest":"00"}"#, "digest"),
    ])
    func `a body is read strictly`(_ body: String, _ param: String) async throws {
        try await TestGateway.run { gateway in
            let person = try await Operator(gateway)
            let refused = try await person.ask("POST", "/keys", body)
            #expect(refused.status == 400, "\(refused.text)")
            #expect(refused.json["error"]?["param"]?.string == param, "\(refused.text)")
            #expect(try await person.ask("GET", "/keys")["data"] == [])
        }
    }

    @Test func `budgets and limits come back as they were given`() async throws {
        try await TestGateway.run { gateway in
            let person = try await Operator(gateway)
            let body = #"{"name":"x","budget":{"usd":25.000000001,"per":"month"},"limits":{"requests_per_minute":6}}"#
            let made = try await person.ask("POST", "/keys", body)
            #expect(made["budget"] == [["usd": "25.000000001", "per": "month"]])
            #expect(made["limits"]?["requests_per_minute"] == 6 && made["limits"]?["concurrent"] == .null)
        }
    }

    @Test func `a list is told in pages`() async throws {
        try await TestGateway.run { gateway in
            let person = try await Operator(gateway)
            for number in 0..<5 { _ = try await person.make(#"{"name":"key \#(number)"}"#) }
            var names: [String] = []
            var after = ""
            while true {
                let page = try await person.ask("GET", "/keys?limit=2" + after)
                names += (page["data"]?.array ?? []).compactMap { $0["name"]?.string }
                guard page["has_more"] == true else { break }
                after = "&after=\(page["last_id"]?.string ?? "")"
            }
            #expect(names.count == 5 && Set(names).count == 5)
            #expect(try await person.ask("GET", "/keys?limit=0").status == 400)
            #expect(try await person.ask("GET", "/keys?after=key_none").status == 400)
            #expect(try await person.ask("GET", "/keys?page=2").status == 400)
        }
    }

    @Test func `every change is in the audit log, with who, whence and what`() async throws {
        try await TestGateway.run { gateway in
            let person = try await Operator(gateway)
            let other = try await person.make(#"{"name":"ops","role":"admin"}"#)
            let made = try await person.make(#"{"name":"web"}"#)
            try await person.ask("PATCH", "/keys/\(made.id)", #"{"team":"red"}"#, key: other.secret)
            try await person.ask("POST", "/keys/\(made.id)/rotate", "{}")
            try await person.ask("DELETE", "/keys/\(made.id)")
            try await person.ask("DELETE", "/keys/\(made.id)")
            let log = try await person.ask("GET", "/audit?limit=3")
            let entries = try #require(log["data"]?.array)
            #expect(entries.map { $0["action"]?.string } == ["key.delete", "key.rotate", "key.change"])
            let change = entries[2]
            #expect(
                change["actor"] == "ops" && change["address"] == "127.0.0.1" && change["subject"]?.string == made.id)
            #expect(change["before"]?["team"] == .null && change["after"]?["team"] == "red")
            #expect(change["request_id"]?.string?.count == 32 && change["time"] == 1_700_000_000)
            let last = try #require(entries.last?["number"]?.int)
            let older = try await person.ask("GET", "/audit?after=\(last)")
            #expect(older["data"]?.array?.map { $0["action"]?.string } == ["key.create", "key.create"])
        }
    }

    @Test func `what a batch or a file belongs to is found under a key made at run time`() async throws {
        try await TestGateway.run { gateway in
            let person = try await Operator(gateway)
            let made = try await person.make(#"{"name":"web"}"#)
            #expect(gateway.core.principal(ofOwner: "key:web")?.name == "web")
            try await person.ask("POST", "/keys/\(made.id)/revoke")
            #expect(gateway.core.principal(ofOwner: "key:web") == nil)
        }
    }
}
