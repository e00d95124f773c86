import Gateway
import Wire

/// A proxy of the environment.
struct Proxy: Sendable, Equatable {
    var host: String
    var port: Int
    /// Value of `proxy-authorization`.
    var authorization: String?

    /// Reads `[http://][user:password@]host[:port][/]`.
    init?(_ text: String) {
        var rest = Substring(text)
        if let scheme = rest.range(of: "://") { rest = rest[scheme.upperBound...] }
        if let slash = rest.firstIndex(of: "/") { rest = rest[..<slash] }
        if let at = rest.lastIndex(of: "@") {
            authorization = "Basic " + Base64.encode(String(rest[..<at]))
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

/// Which proxy an origin is reached through.
struct ProxyRules: Sendable {
    private let plain: Proxy?
    private let tls: Proxy?
    private let exempt: [String]

    init(_ configuration: TransportConfiguration) {
        plain = configuration.httpProxy.flatMap { Proxy($0) }
        tls = configuration.httpsProxy.flatMap { Proxy($0) }
        exempt = configuration.noProxy.map { $0.lowercased() }.filter { !$0.isEmpty }
    }

    func proxy(for origin: Origin) -> Proxy? {
        guard let proxy = origin.isTLS ? tls : plain, !isExempt(origin.host.lowercased()) else { return nil }
        return proxy
    }

    /// `example.com` and `.example.com` both cover the name itself and everything under it, as curl reads them.
    private func isExempt(_ host: String) -> Bool {
        exempt.contains { rule in
            let name = rule.hasPrefix(".") ? String(rule.dropFirst()) : rule
            return rule == "*" || host == name || host.hasSuffix("." + name)
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
