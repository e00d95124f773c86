import Gateway
import Testing

struct AddressGuardTests {
    private func isOpen(_ text: String, port: Int = 443, _ allowed: String...) throws -> Bool {
        let guarding = AddressGuard(allowed: try allowed.map { try #require(AddressRange($0)) })
        return guarding.allows(try #require(IPAddress(text), "\(text)"), port: port)
    }

    @Test(
        arguments: [
            "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254",
            "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.1.1",
            "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1",
            "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1",
            "64:ff9b::808:808", "64:ff9b:1::a00:1", "2002:7f00:1::", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
            "2001:20::1", "2001:db8::1", "3fff::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1",
            "100::1", "fd00:ec2::254", "::ffff:0:127.0.0.1",
        ])
    func `is closed`(_ address: String) throws { #expect(try !isOpen(address)) }

    @Test(
        arguments: [
            "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
            "128.0.0.1", "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.0.1.0", "198.17.255.255",
            "198.20.0.0", "223.255.255.255", "2606:4700::1111", "2a00:1450:4001:80b::200e", "2001:200::1",
            "2400:cb00::1",
        ])
    func `is open`(_ address: String) throws { #expect(try isOpen(address)) }

    @Test func `ports that do not speak HTTP are closed`() throws {
        #expect(try isOpen("1.1.1.1", port: 80))
        for port in [1, 22, 25, 6_379, 11_211] { #expect(try !isOpen("1.1.1.1", port: port)) }
    }

    @Test func `the configuration opens what it names, and no more`() throws {
        #expect(try isOpen("10.1.2.3", port: 9_000, "10.1.0.0/16"))
        #expect(try !isOpen("10.2.0.1", port: 443, "10.1.0.0/16"))
        #expect(try isOpen("fd00::5", port: 9_000, "fd00::/8"))
        #expect(try isOpen("127.0.0.1", port: 1, "127.0.0.1"))
        // The same machine in another form is not what was named.
        #expect(try !isOpen("::ffff:127.0.0.1", "127.0.0.1"))
    }

    @Test(
        arguments: [
            "", "1", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "0177.0.0.1", "0x7f.0.0.1", "1.2.3.4 ", "a.b.c.d",
            "1..2.3", "-1.2.3.4", "+1.2.3.4", "1.2.3.٤", ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3",
            "12345::", "g::1", "::1%eth0", "1:2:3:4:5:6:7::8", "::1.2.3", "1:", ":1", "+1::", "1.2.3.4::",
        ])
    func `no address`(_ text: String) { #expect(IPAddress(text) == nil) }

    @Test(
        arguments: [
            ("1.2.3.4", "1.2.3.4"), ("::", "0:0:0:0:0:0:0:0"), ("1::", "1:0:0:0:0:0:0:0"), ("::1", "0:0:0:0:0:0:0:1"),
            ("::ffff:1.2.3.4", "0:0:0:0:0:ffff:102:304"), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"),
            ("FE80::ABCD", "fe80:0:0:0:0:0:0:abcd"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
        ])
    func `an address is dialled in one form`(_ text: String, _ form: String) throws {
        #expect(try #require(IPAddress(text)).text == form)
    }

    @Test(arguments: ["10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/-1", "10.0.0.0/8/8", "fd00::/129", "example.com", "/8"])
    func `no range`(_ text: String) { #expect(AddressRange(text) == nil) }

    @Test(
        arguments: [
            "", "example.com/a.png", "ftp://example.com/a", "file:///etc/passwd", "gopher://x/", "https:/example.com",
            "https://", "https://user@example.com/", "http://user@127.0.0.1/", "http://0177.0.0.1/",
            "http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://0x7f000001/", "http://1.2.3.256/",
            "http://[::1", "http://[1.2.3.4]/", "http://[fe80::1%25eth0]/", "https://exa mple.com/",
            "https://example.com:0/", "https://example.com:99999/", "https://example.com:/", "https://example.com:+80/",
            "https://exam\u{0}ple.com/", "https://example.com/\r\nhost: x", "https://ex\\ample.com/",
            "https://münchen/",
            "https://a..b/", "https://%31/", "https://[::1]x/", "data:image/png;base64,AAAA",
        ])
    func `no address to fetch from`(_ text: String) {
        #expect(throws: MediaURL.Refusal.self) { try MediaURL(text) }
    }

    @Test func `a URL is taken apart`() throws {
        let url = try MediaURL("HTTPS://Example.COM.:8443/a/b.png?x=1#frag")
        #expect(url.isTLS && url.host == "example.com" && url.port == 8_443 && url.target == "/a/b.png?x=1")
        #expect(try MediaURL("http://[::FFFF:7f00:1]").host == "0:0:0:0:0:ffff:7f00:1")
        #expect(try MediaURL("http://example.com?q").target == "/?q")
        #expect(try MediaURL("http://127.0.0.1.nip.io/").host == "127.0.0.1.nip.io")
    }

    @Test(
        arguments: [
            ("/c.png", "https://example.com/c.png"), ("c.png?y", "https://example.com/a/c.png?y"),
            ("//other.example/x", "https://other.example/x"), ("http://169.254.169.254/", "http://169.254.169.254/"),
            ("?z", "https://example.com/a/b.png?z"),
        ])
    func `a redirect starts where it was given`(_ location: String, _ target: String) throws {
        #expect(try MediaURL("https://example.com/a/b.png?x=1").following(location) == MediaURL(target))
    }
}
