import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

@testable import Drivers

/// TLS to providers, and proxies on the way.
struct TLSAndProxyTests {
    private static let good: [SocketUpstream.Step] = [.request, .send(UpstreamText.answer("ok")), .again]

    private func trusting(_ change: (inout TransportConfiguration) -> Void = { _ in }) throws -> WayOut {
        let file = try TestCertificates.file(TestCertificates.authority)
        return try WayOut {
            $0.caFile = file
            change(&$0)
        }
    }

    @Test(arguments: ["localhost", "127.0.0.1"])
    func `a provider with a certificate for its name is trusted by ca_file`(_ host: String) async throws {
        let upstream = try await SocketUpstream.start(Self.good, tls: TestCertificates.server.serverContext())
        let way = try trusting()
        for _ in 0..<2 {
            #expect(await way.ask(WayOut.Request(upstream.port, host: host, isTLS: true)).text == "ok")
        }
        #expect(upstream.connections.count == 1)
        #expect(upstream.requests.first?.head.fields.first("host") == "\(host):\(upstream.port)")
    }

    @Test(arguments: ["localhost", "127.0.0.1"])
    func `a certificate for another name is refused before anything is sent`(_ host: String) async throws {
        let upstream = try await SocketUpstream.start(Self.good, tls: TestCertificates.stranger.serverContext())
        let outcome = await (try trusting()).ask(WayOut.Request(upstream.port, host: host, isTLS: true))
        #expect(outcome.failure?.code == .upstreamError)
        #expect(outcome.failure?.retry == .nextTarget)
        #expect(upstream.requests.isEmpty)
    }

    @Test func `a server that speaks no TLS is told from one that is not there`() async throws {
        let upstream = try await SocketUpstream.start([.bytes(5), .send("HTTP/1.1 400 Bad Request\r\n\r\n")])
        let outcome = await (try trusting()).ask(WayOut.Request(upstream.port, host: "localhost", isTLS: true))
        #expect(outcome.failure?.message == "The provider could not be reached: it does not speak TLS there.")
        #expect(outcome.failure?.hint?.contains("http://") == true)
        #expect(outcome.failure?.cause == "connecting: it does not speak TLS there")
    }

    @Test func `a certificate nobody vouches for is refused`() async throws {
        let upstream = try await SocketUpstream.start(Self.good, tls: TestCertificates.server.serverContext())
        let outcome = await (try WayOut.usual.get()).ask(WayOut.Request(upstream.port, host: "localhost", isTLS: true))
        #expect(outcome.failure?.code == .upstreamError)
        #expect(outcome.failure?.message == "The provider could not be reached: its certificate is not trusted.")
        #expect(outcome.failure?.hint?.contains("ca_file") == true)
        #expect(upstream.requests.isEmpty)
    }

    @Test func `a provider that speaks no TLS is a failure`() async throws {
        let upstream = try await SocketUpstream.start([.bytes(5), .send(UpstreamText.answer("plain"))])
        let outcome = await (try trusting()).ask(WayOut.Request(upstream.port, host: "localhost", isTLS: true))
        #expect(outcome.failure?.retry == .nextTarget)
    }

    private static let tunnel: [SocketUpstream.Step] = [
        .bytes(60), .send("HTTP/1.1 200 Connection established\r\nx: y\r\n\r\n"), .startTLS, .request,
        .send(UpstreamText.answer("ok")), .request, .send(UpstreamText.answer("ok")),
    ]

    @Test func `TLS goes through a proxy's tunnel, which sees no more than the name`() async throws {
        let proxy = try await SocketUpstream.start(Self.tunnel, tunnelTLS: TestCertificates.server.serverContext())
        let way = try trusting { $0.httpsProxy = "http://user:pass@127.0.0.1:\(proxy.port)/" }
        for _ in 0..<2 { #expect(await way.ask(WayOut.Request(4_443, host: "localhost", isTLS: true)).text == "ok") }
        #expect(proxy.connections.count == 1)
        let text = try #require(proxy.connections.first?.inbox.content.text)
        #expect(text.hasPrefix("CONNECT localhost:4443 HTTP/1.1\r\n"))
        #expect(text.contains("host: localhost:4443\r\nproxy-authorization: Basic dXNlcjpwYXNz\r\n"))
        #expect(proxy.requests.count == 2)
        #expect(proxy.requests.first?.head.target == "/v1/chat/completions")
        #expect(proxy.requests.first?.head.fields.contains("proxy-authorization") == false)
    }

    @Test(arguments: [
        "HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n", "HTTP/1.1 502 Bad\r\n\r\n",
        "nonsense\r\n",
        "HTTP/1.1 200 OK\r\n\r\nspeaks too early",
    ])
    func `a proxy that refuses, or talks nonsense, is a failure`(_ answer: String) async throws {
        let proxy = try await SocketUpstream.start([.bytes(20), .send(answer)])
        let way = try trusting { $0.httpsProxy = "127.0.0.1:\(proxy.port)" }
        let outcome = await way.ask(WayOut.Request(4_443, host: "localhost", isTLS: true))
        #expect(outcome.failure?.code == .upstreamError)
        #expect(outcome.failure?.retry == .nextTarget)
        #expect(await proxy.connection(0)?.inbox.wait { $0.ending != nil } == true)
    }

    @Test func `a proxy that hangs is a connect time-out`() async throws {
        let proxy = try await SocketUpstream.start([])
        let way = try trusting { $0.httpsProxy = "127.0.0.1:\(proxy.port)" }
        var request = WayOut.Request(4_443, host: "localhost", isTLS: true)
        request.timeouts.connect = .milliseconds(150)
        #expect(await way.ask(request).failure?.code == .upstreamTimeout)
    }

    @Test func `a plain request is handed to its proxy whole`() async throws {
        let proxy = try await SocketUpstream.start(Self.good)
        let way = try WayOut { $0.httpProxy = "http://user:pass@127.0.0.1:\(proxy.port)" }
        #expect(await way.ask(WayOut.Request(80, host: "provider.example")).text == "ok")
        let text = try #require(proxy.connections.first?.inbox.content.text)
        #expect(text.hasPrefix("POST http://provider.example/v1/chat/completions HTTP/1.1\r\n"))
        #expect(text.contains("host: provider.example\r\nproxy-authorization: Basic dXNlcjpwYXNz\r\n"))
    }

    /// Proxies that forward requests do not pass an upgrade on.
    @Test func `a WebSocket without TLS goes through a tunnel too`() async throws {
        let proxy = try await SocketUpstream.start([
            .bytes(60), .send("HTTP/1.1 200 OK\r\n\r\n"), .request, .openSocket(""), .send("frames"),
        ])
        let way = try WayOut { $0.httpProxy = "http://user:pass@127.0.0.1:\(proxy.port)" }
        var request = WayOut.Request(80, host: "provider.example")
        request.method = .get
        request.body = ByteBuffer()
        request.opensSocket = true
        request.fields.append("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
        let outcome = await way.ask(request, as: LeavingCaller(way.loop)) { answer, outcome throws(GatewayError) in
            outcome.fields.append("socket", answer.takeSocket() == nil ? "none" : "there")
            answer.takeSocket()?.close()
        }
        #expect(outcome.status == 101)
        #expect(outcome.fields.first("socket") == "there")
        let text = try #require(proxy.connections.first?.inbox.content.text)
        #expect(text.hasPrefix("CONNECT provider.example:80 HTTP/1.1\r\n"))
        #expect(text.contains("\r\n\r\nGET /v1/chat/completions HTTP/1.1\r\nhost: provider.example\r\n"))
        #expect(text.contains("connection: Upgrade\r\nupgrade: websocket\r\n"))
        #expect(await proxy.connection(0)?.inbox.wait { $0.ending != nil } == true)
    }

    @Test func `a proxy that wants TLS is sent no password in the clear, and is not gone round`() async throws {
        let proxy = try await SocketUpstream.start(Self.good)
        let upstream = try await SocketUpstream.start(Self.good)
        let address = "https://user:secret@127.0.0.1:\(proxy.port)"
        let way = try trusting {
            $0.httpProxy = address
            $0.httpsProxy = address
        }
        for isTLS in [false, true] {
            let outcome = await way.ask(WayOut.Request(upstream.port, isTLS: isTLS))
            #expect(outcome.failure?.code == .upstreamError)
            #expect(outcome.failure?.cause?.contains("http:// proxy") == true)
        }
        #expect(proxy.connections.isEmpty && upstream.connections.isEmpty)
        let warnings = TransportConfiguration(httpsProxy: address, httpProxy: address).warnings
        #expect(warnings.count == 2 && !warnings.joined().contains("secret"))
        #expect(TransportConfiguration(httpsProxy: "http://u:p@proxy").warnings.isEmpty)
    }

    @Test func `an exempt host is reached without the proxy`() async throws {
        let upstream = try await SocketUpstream.start(Self.good)
        let way = try WayOut {
            $0.httpProxy = "http://127.0.0.1:1"
            $0.noProxy = ["127.0.0.1"]
        }
        #expect(await way.ask(upstream.port).text == "ok")
    }

    @Test(arguments: [
        ("api.example.com", [], true), ("api.example.com", ["example.com"], false),
        ("api.example.com", [".example.com"], false),
        ("example.com", [".example.com"], false), ("example.com", ["EXAMPLE.com"], false),
        ("badexample.com", ["example.com"], true),
        ("example.com", ["api.example.com"], true), ("any.thing", ["*"], false), ("a", ["b", "", "a"], false),
        ("10.0.0.1", ["10.0.0.1"], false), ("Example.COM", ["example.com"], false),
    ])
    func `NO_PROXY is read as curl reads it`(_ host: String, _ exempt: [String], _ isProxied: Bool) throws {
        let rules = ProxyRules(TransportConfiguration(httpsProxy: "http://proxy:3128", noProxy: exempt))
        #expect(try (rules.proxy(for: Origin(isTLS: true, host: host, port: 443)) != nil) == isProxied)
        #expect(try rules.proxy(for: Origin(isTLS: false, host: host, port: 80)) == nil)
    }

    @Test(arguments: [
        ("http://proxy:3128", "proxy", 3_128, nil), ("proxy:3128", "proxy", 3_128, nil), ("proxy", "proxy", 80, nil),
        ("http://u:p@proxy:1/", "proxy", 1, "Basic dTpw"), ("http://u:p@w@[::1]:8080", "::1", 8_080, "Basic dTpwQHc="),
        ("http://[fe80::1]", "fe80::1", 80, nil), ("HTTP://a%40b:p%3A%2Fw@proxy", "proxy", 80, "Basic YUBiOnA6L3c="),
        ("http://u:50%@proxy", "proxy", 80, "Basic dTo1MCU="),
    ])
    func `a proxy's address is read`(_ text: String, _ host: String, _ port: Int, _ authorization: String?) {
        let proxy = Proxy(text)
        #expect(proxy?.host == host)
        #expect(proxy?.port == port)
        #expect(proxy?.authorization == authorization)
    }

    @Test(arguments: [
        "", "http://", "http://proxy:0", "http://proxy:70000", "proxy:x", "http://u@", "https://u:p@proxy:443",
        "socks5://proxy",
    ])
    func `what is no proxy's address is none`(_ text: String) { #expect(Proxy(text) == nil) }
}
