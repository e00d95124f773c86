/// An address a caller gave for a picture or a file, taken apart strictly: what two readers could read in two ways is
/// refused.
package struct MediaURL: Sendable, Equatable {
    package var isTLS: Bool
    /// A name in small letters, or an address without brackets.
    package var host: String
    package var port: Int
    /// Path and query, as given; never empty.
    package var target: String

    /// Why a text is none.
    package struct Refusal: Error, Equatable {
        package var reason: String
    }

    package init(_ text: String) throws(Refusal) {
        guard text.utf8.count <= 8_192 else { throw Refusal(reason: "is too long") }
        // What is not visible ASCII must come percent-encoded; a backslash is a slash to browsers.
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }) else {
            throw Refusal(reason: "holds characters that no URL has")
        }
        guard let mark = text.utf8.firstIndex(of: UInt8(ascii: ":")), text[mark...].hasPrefix("://") else {
            throw Refusal(reason: "is no absolute URL")
        }
        switch text[..<mark].lowercased() {
        case "https": isTLS = true
        case "http": isTLS = false
        default: throw Refusal(reason: "is neither https nor http")
        }
        let rest = text[text.index(mark, offsetBy: 3)...]
        let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
        let authority = rest[..<end]
        guard !authority.contains("@") else { throw Refusal(reason: "holds credentials") }
        (host, port) = try Self.hostAndPort(authority, isTLS: isTLS)
        let target = rest[end...].prefix { $0 != "#" }
        self.target = target.hasPrefix("/") ? String(target) : "/" + target
    }

    private static func hostAndPort(_ authority: Substring, isTLS: Bool) throws(Refusal) -> (String, Int) {
        var name = authority
        var port = isTLS ? 443 : 80
        let bracket = authority.hasPrefix("[") ? authority.firstIndex(of: "]") : nil
        let afterHost =
            bracket.map { authority.index(after: $0) } ?? authority.firstIndex(of: ":") ?? authority.endIndex
        if afterHost != authority.endIndex {
            let digits = authority[afterHost...].dropFirst()
            guard authority[afterHost] == ":", digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let given = Int(digits), (1...65_535).contains(given)
            else { throw Refusal(reason: "has no valid port") }
            port = given
            name = authority[..<afterHost]
        }
        if bracket != nil {
            let inner = String(name.dropFirst().dropLast())
            guard inner.contains(":"), let address = IPAddress(inner) else {
                throw Refusal(reason: "has no valid IPv6 address")
            }
            return (address.text, port)
        }
        return (try host(name), port)
    }

    private static func host(_ name: Substring) throws(Refusal) -> String {
        let host = (name.hasSuffix(".") ? name.dropLast() : name).lowercased()
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        let isName = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count)
                && label.utf8.allSatisfy { byte in
                    switch byte {
                    case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
                    default: false
                    }
                }
        }
        guard isName, host.utf8.count <= 253, let last = labels.last else {
            throw Refusal(reason: "has no valid host name")
        }
        // `127.1`, `0x7f.1`, `2130706433`: addresses to the C library, names to others.
        if last.utf8.allSatisfy({ (0x30...0x39).contains($0) }) || last.hasPrefix("0x") {
            guard IPAddress(host) != nil else { throw Refusal(reason: "has an address that is not in its usual form") }
        }
        return host
    }

    /// Where a redirect leads; relative ones start here.
    package func following(_ location: String) throws(Refusal) -> MediaURL {
        if location.hasPrefix("//") { return try MediaURL("\(isTLS ? "https" : "http"):\(location)") }
        let firstMark = location.firstIndex { ":/?#".contains($0) }
        if let firstMark, location[firstMark] == ":" { return try MediaURL(location) }
        let base = "\(isTLS ? "https" : "http")://\(authority)"
        if location.hasPrefix("/") { return try MediaURL(base + location) }
        let path = target.prefix { $0 != "?" }
        if location.hasPrefix("?") || location.isEmpty { return try MediaURL(base + path + location) }
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
        return try MediaURL(base + folder + location)
    }

    private var authority: String {
        Origin(isTLS: isTLS, host: host, port: port).authority
    }
}
