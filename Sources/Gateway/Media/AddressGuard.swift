/// Which addresses the gateway may be sent to by a caller (rule S-8): those of the public Internet alone.
///
/// Of IPv6 only global unicast is public, less what embeds an IPv4 address behind a translator: a private address
/// would hide in there.
package struct AddressGuard: Sendable {
    private static let privateV4 = ranges(
        // This network, private use, shared address space, loopback, link-local (metadata services), protocol
        // assignments, documentation, the 6to4 relay, benchmarking, multicast, reserved and broadcast.
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4")

    /// Outside of it: loopback, IPv4-mapped and -compatible, NAT64, ULA, link-local, multicast.
    private static let globalV6 = ranges("2000::/3")

    private static let privateV6 = ranges(
        // Protocol assignments with Teredo, ORCHID and benchmarking; documentation, 6to4.
        "2001::/23", "2001:db8::/32", "3fff::/20", "2002::/16")

    /// Ports that speak HTTP on the public Internet.
    private static let ports: Set<Int> = [80, 443, 8080, 8443]

    /// Opened by the configuration for what it names, at any port.
    private let allowed: [AddressRange]

    package init(allowed: [AddressRange] = []) { self.allowed = allowed }

    package func allows(_ address: IPAddress, port: Int) -> Bool {
        if allowed.contains(where: { $0.contains(address) }) { return true }
        guard Self.ports.contains(port) else { return false }
        switch address {
        case .v4: return !Self.privateV4.contains { $0.contains(address) }
        case .v6:
            return Self.globalV6.contains { $0.contains(address) } && !Self.privateV6.contains { $0.contains(address) }
        }
    }

    private static func ranges(_ texts: String...) -> [AddressRange] { texts.compactMap { AddressRange($0) } }
}
