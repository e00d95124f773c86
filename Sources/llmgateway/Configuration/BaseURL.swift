import Gateway

/// A provider's `base_url`, taken apart. The version at its end may be there or not.
struct BaseURL: Equatable {
    var origin: Origin
    /// Without a slash at its end.
    var path: String

    enum Failure: Error, Equatable {
        case scheme, host, name, port, credentials, query

        var message: String {
            switch self {
            case .scheme: "must start with http:// or https://"
            case .host: "names no host"
            case .name: "has a host that is neither a name nor an address"
            case .port: "has a port that is not a number from 1 to 65535"
            case .credentials: "must not hold a user or a password; use \"api_key\""
            case .query: "must not have a query or a fragment"
            }
        }
    }

    /// An address as messages show it, whether it holds or not: a user, a password and a query may be secrets.
    static func shown(_ text: String) -> String {
        let end = text.firstIndex { $0 == "?" || $0 == "#" }
        var shown = String(end.map { text[..<$0] } ?? text[...])
        if let mark = shown.lastIndex(of: "@") {
            let start = shown.firstRange(of: "://")?.upperBound ?? shown.startIndex
            if start <= mark { shown.replaceSubrange(start..<mark, with: "…") }
        }
        return end == nil ? shown : shown + "?…"
    }

    init(_ text: String) throws(Failure) {
        let lowered = text.lowercased()
        let isTLS = lowered.hasPrefix("https://")
        guard isTLS || lowered.hasPrefix("http://") else { throw .scheme }
        let rest = text.dropFirst(isTLS ? 8 : 7)
        guard !rest.contains(where: { $0 == "?" || $0 == "#" }) else { throw .query }
        let authority = rest.prefix { $0 != "/" }
        guard !authority.contains("@") else { throw .credentials }
        var path = rest.dropFirst(authority.count)
        while path.hasSuffix("/") { path.removeLast() }
        self.path = String(path)
        let (host, port) = try Self.hostAndPort(authority)
        let isClean =
            host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && self.path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        guard !host.isEmpty, isClean else { throw .host }
        guard Self.isHost(host) else { throw .name }
        origin = Origin(isTLS: isTLS, host: host.lowercased(), port: port ?? (isTLS ? 443 : 80))
    }

    /// Whether it looks like a name or an address; whether it exists is found out when it is called.
    static func isHost(_ host: String) -> Bool {
        if host.contains(":") { return host.utf8.allSatisfy { $0 != UInt8(ascii: "/") && $0 > 0x20 && $0 < 0x7F } }
        return !host.isEmpty
            && host.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || "._-".utf8.contains(byte)
            }
    }

    private static func hostAndPort(_ authority: Substring) throws(Failure) -> (String, Int?) {
        var host = authority
        var port: Substring?
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { throw .host }
            host = authority[authority.index(after: authority.startIndex)..<end]
            let after = authority[authority.index(after: end)...]
            guard after.isEmpty || after.hasPrefix(":") else { throw .host }
            port = after.isEmpty ? nil : after.dropFirst()
        } else if let colon = authority.lastIndex(of: ":") {
            host = authority[..<colon]
            port = authority[authority.index(after: colon)...]
        }
        guard let port else { return (String(host), nil) }
        guard let number = SettingText.number(String(port)), (1...65_535).contains(number) else { throw .port }
        return (String(host), number)
    }

    /// With `version` at the end of the path if the kind has one there, without any if its endpoints bring their own.
    func fitted(to version: String?) -> BaseURL {
        var fitted = self
        let last = path.split(separator: "/").last.map(String.init) ?? ""
        if let version {
            let hasVersion = path.split(separator: "/").contains { Self.isVersion(String($0)) }
            if !hasVersion { fitted.path += version }
        } else if Self.isVersion(last) {
            fitted.path.removeLast(last.count + 1)
        }
        return fitted
    }

    /// `v1`, `v1beta`, `v4`.
    private static func isVersion(_ part: String) -> Bool {
        guard part.hasPrefix("v") else { return false }
        let digits = part.dropFirst().prefix { ("0"..."9").contains($0) }
        let tail = part.dropFirst(1 + digits.count)
        return !digits.isEmpty && tail.allSatisfy(\.isLetter)
    }
}
