import Gateway
import Wire

/// A proxy of the environment.
struct Proxy: Sendable, Equatable {
    var host: String
    var port: Int
    /// Value of `proxy-authorization`.
    var authorization: String?

    /// Reads `[http://][user:password@]host[:port][/]`, user and password percent-encoded. nil for other schemes too: a
    /// proxy that wants TLS must not be told the password without.
    init?(_ text: String) {
        var rest = Substring(text)
        if let scheme = rest.range(of: "://") {
            guard rest[..<scheme.lowerBound].lowercased() == "http" else { return nil }
            rest = rest[scheme.upperBound...]
        }
        if let slash = rest.firstIndex(of: "/") { rest = rest[..<slash] }
        if let at = rest.lastIndex(of: "@") {
            let credentials = rest[..<at]
            authorization = "Basic " + Base64.encode(PercentCoding.decode(credentials) ?? String(credentials))
            rest = rest[rest.index(after: at)...]
        }
        port = 80
        if let colon = rest.lastIndex(of: ":"), !rest.hasSuffix("]") {
            guard let number = Int(rest[rest.index(after: colon)...]), (1...65_535).contains(number) else { return nil }
            port = number
            rest = rest[..<colon]
        }
        if rest.hasPrefix("["), rest.hasSuffix("]") { rest = rest.dropFirst().dropLast() }
        guard !rest.isEmpty else { return nil }
        host = String(rest)
    }
}

/// A proxy is named that cannot be spoken to. Going round it is not what the operator wants.
struct UnusableProxy: Error {}

/// Which proxy an origin is reached through.
struct ProxyRules: Sendable {
    private typealias Named = Result<Proxy, UnusableProxy>

    private let plain: Named?
    private let tls: Named?
    private let exempt: [String]

    init(_ configuration: TransportConfiguration) {
        plain = configuration.httpProxy.map(Self.read)
        tls = configuration.httpsProxy.map(Self.read)
        exempt = configuration.noProxy.map { $0.lowercased() }.filter { !$0.isEmpty }
    }

    private static func read(_ text: String) -> Named { Proxy(text).map { .success($0) } ?? .failure(UnusableProxy()) }

    /// nil: straight.
    func proxy(for origin: Origin) throws(UnusableProxy) -> Proxy? {
        guard let proxy = origin.isTLS ? tls : plain, !isExempt(origin.host.lowercased()) else { return nil }
        return try proxy.get()
    }

    /// `example.com` and `.example.com` both cover the name itself and everything under it, as curl reads them.
    private func isExempt(_ host: String) -> Bool {
        exempt.contains { rule in
            let name = rule.hasPrefix(".") ? String(rule.dropFirst()) : rule
            return rule == "*" || host == name || host.hasSuffix("." + name)
        }
    }
}

extension TransportConfiguration {
    /// What the operator should know of the proxies; their addresses may hold passwords and are not shown.
    package var warnings: [String] {
        [("HTTPS_PROXY", httpsProxy), ("http_proxy", httpProxy)].compactMap { name, text in
            guard let text, Proxy(text) == nil else { return nil }
            return "\(name) cannot be used, and what is behind it is not reached: it must be "
                + "http://[user:password@]host[:port]; https:// and other proxies are not spoken to"
        }
    }
}

extension Substring {
    /// The first place of `text`; Foundation's method of that name is not linked for this.
    fileprivate func range(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}
