import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Synchronization
import Testing
import Wire

/// A call through the whole core to a target that takes bytes only, with the web played by scripts.
struct MediaFetchTests {
    /// Answers by host and path; what it has no script for is Gemini.
    final class Web: Upstream, NameResolver {
        private let scripts: [String: ScriptedUpstream.Script]
        private let names: [String: [String]]
        private let sent = Mutex<[UpstreamRequest]>([])

        init(_ scripts: [String: ScriptedUpstream.Script], names: [String: [String]] = [:]) {
            self.scripts = scripts
            self.names = names
        }

        var requests: [UpstreamRequest] { sent.withLock { $0 } }

        func send(
            _ request: UpstreamRequest, for caller: any CallerLink
        ) async throws(GatewayError) -> any UpstreamAnswer {
            sent.withLock { $0.append(request) }
            let script = scripts[request.origin.host + request.path] ?? Self.gemini
            return try await ScriptedUpstream(script).send(request, for: caller)
        }

        func addresses(of name: String, within: TimeAmount, on loop: any EventLoop) async -> [IPAddress] {
            (names[name] ?? ["93.184.216.34"]).compactMap { IPAddress($0) }
        }

        private static let gemini = script(
            #"{"candidates":[{"content":{"parts":[{"text":"ok"}]},"finishReason":"STOP"}]}"#, type: "application/json")
    }

    private static func script(
        _ body: String, status: Int = 200, type: String? = "image/png", location: String? = nil
    ) -> ScriptedUpstream.Script {
        var fields = HeaderFields()
        if let type { fields.append("content-type", type) }
        if let location { fields.append("location", location) }
        return ScriptedUpstream.Script(status: status, fields: fields, pieces: [ByteBuffer(string: body)])
    }

    private static func file(_ url: String) -> String {
        #"{"model":"gemini/gemini-2.5-flash","messages":[{"role":"user","content":["#
            + #"{"type":"text","text":"?"},{"type":"image_url","image_url":{"url":"\#(url)"}}]}]}"#
    }

    private func run(
        _ body: String, on web: Web, _ media: (inout MediaFetching) -> Void = { _ in }
    ) async -> CollectingReply {
        let kind = ProviderKind.gemini
        let gemini = Provider(
            id: "gemini", kind: kind, origin: Origin(isTLS: true, host: "gemini.test", port: 443), basePath: "",
            authorization: kind.authorization, credential: Secret("provider-secret"), endpoints: kind.endpoints)
        var fetching = MediaFetching()
        fetching.isOn = true
        media(&fetching)
        let snapshot = Snapshot(
            auth: .init(mode: .none, keys: []), providers: [gemini], media: fetching, catalog: .standard)
        let core = GatewayCore(
            snapshot: snapshot,
            parts: .init(
                network: web, mock: web, log: InMemoryRequestLog(), effects: Effects(now: { 1_700_000_000 }),
                resolver: web))
        let call = Call(
            id: "r", snapshot: snapshot, dialect: .openAIChat, operation: .generate,
            head: RequestHead(method: .post, target: "/v1/chat/completions", fields: HeaderFields()),
            body: ByteBuffer(string: body), principal: Principal(name: "app"), caller: TestCaller(),
            arrived: .now(), record: CallRecord())
        let reply = CollectingReply()
        await core.run(call, reply: reply)
        return reply
    }

    private func expectRefusal(_ reply: CollectingReply, _ web: Web, requests: Int, _ message: String) throws {
        let error = try #require(try JSONValue(parsing: reply.body)["error"])
        #expect(reply.status == 400)
        #expect(error["param"] == "messages[0].content[1]")
        #expect(error["message"]?.string?.contains(message) == true, "\(error.text)")
        #expect(error["hint"]?.string?.contains("base64") == true)
        #expect(web.requests.count == requests)
    }

    @Test func `a picture is fetched from the checked address and sent as bytes`() async throws {
        let web = Web(["pic.example/a.png?x=1": Self.script("PNG")])
        let reply = await run(Self.file("https://pic.example/a.png?x=1"), on: web)
        #expect(reply.status == 200, "\(String(buffer: reply.body))")
        #expect(web.requests.count == 2)
        let fetch = try #require(web.requests.first)
        #expect(fetch.origin.address == IPAddress("93.184.216.34"))
        #expect(fetch.origin.host == "pic.example" && fetch.method == .get && fetch.body.readableBytes == 0)
        var names: [String] = []
        fetch.fields.forEach { name, _ in names.append(name) }
        #expect(names == ["accept", "accept-encoding", "user-agent"])
        let sent = try JSONValue(parsing: try #require(web.requests.last).body)
        let blob = sent["contents"]?.array?.first?["parts"]?.array?.last?["inlineData"]
        #expect(blob?["data"] == "UE5H" && blob?["mimeType"] == "image/png")
    }

    @Test func `without the setting a URL is a 400 that names it`() async throws {
        let web = Web([:])
        let reply = await run(Self.file("https://pic.example/a.png"), on: web) { $0.isOn = false }
        let error = try JSONValue(parsing: reply.body)["error"]
        #expect(reply.status == 400)
        #expect(error?["hint"]?.string?.contains("`media.fetch: true`") == true)
        #expect(error?["param"] == "messages[0].content[1]")
        #expect(web.requests.isEmpty)
    }

    @Test(
        arguments: [
            "http://127.0.0.1/a", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://[fd00::1]/",
            "http://[::ffff:7f00:1]/", "http://[64:ff9b::a9fe:a9fe]/", "http://private.example/a",
            "http://mixed.example/a", "https://pic.example:22/a",
        ])
    func `a closed address gets no packet`(_ url: String) async throws {
        let web = Web(
            [:], names: ["private.example": ["10.0.0.7"], "mixed.example": ["93.184.216.34", "fd00::1"]])
        try expectRefusal(await run(Self.file(url), on: web), web, requests: 0, "public Internet")
    }

    @Test(arguments: ["http://0177.0.0.1/", "http://2130706433/", "http://user@pic.example/", "ftp://pic.example/a"])
    func `an ambiguous address gets no packet`(_ url: String) async throws {
        let web = Web([:])
        try expectRefusal(await run(Self.file(url), on: web), web, requests: 0, "The address")
    }

    @Test func `a redirect is checked again`() async throws {
        let web = Web(
            ["pic.example/a": Self.script("", status: 302, location: "http://inner.example/secret")],
            names: ["inner.example": ["169.254.169.254"]])
        try expectRefusal(await run(Self.file("https://pic.example/a"), on: web), web, requests: 1, "public Internet")
    }

    @Test func `redirects are followed, three at the most`() async throws {
        func chain(_ length: Int) -> Web {
            var scripts = ["pic.example/\(length)": Self.script("PNG")]
            for step in 0..<length {
                scripts["pic.example/\(step)"] = Self.script("", status: 301, location: "\(step + 1)")
            }
            return Web(scripts)
        }
        #expect(await run(Self.file("https://pic.example/0"), on: chain(3)).status == 200)
        let long = chain(4)
        try expectRefusal(await run(Self.file("https://pic.example/0"), on: long), long, requests: 4, "more than 3")
    }

    @Test func `what is no picture is not passed on as one`() async throws {
        let scripts = [
            "pic.example/html": Self.script("<html>", type: "text/html; charset=utf-8"),
            "pic.example/none": Self.script("no signature", type: nil), "pic.example/empty": Self.script(""),
            "pic.example/404": Self.script("gone", status: 404),
        ]
        for (path, message) in [("html", "no image"), ("none", "no image"), ("empty", "empty"), ("404", "status 404")] {
            let web = Web(scripts)
            try expectRefusal(await run(Self.file("https://pic.example/\(path)"), on: web), web, requests: 1, message)
        }
    }

    @Test func `an untold type is read from the first bytes`() async throws {
        let web = Web(["pic.example/a": Self.script("GIF89a", type: "application/octet-stream")])
        #expect(await run(Self.file("https://pic.example/a"), on: web).status == 200)
        #expect(String(buffer: try #require(web.requests.last).body).contains("image/gif"))
    }

    @Test func `what is fetched is bounded in all`() async throws {
        let web = Web(["pic.example/a": Self.script("0123456789")])
        let reply = await run(Self.file("https://pic.example/a"), on: web) { $0.maxBytes = 9 }
        try expectRefusal(reply, web, requests: 1, "larger")
    }

    @Test func `a file that breaks off is the address's fault, not the provider's`() async throws {
        var broken = Self.script("PN")
        broken.isWhole = false
        let web = Web(["pic.example/a": broken])
        try expectRefusal(
            await run(Self.file("https://pic.example/a"), on: web), web, requests: 1, "could not be fetched")
    }
}
