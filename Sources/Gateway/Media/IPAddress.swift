/// An address of the Internet Protocol, as a number.
package enum IPAddress: Sendable, Hashable {
    case v4(UInt32)
    case v6(UInt128)

    /// `192.0.2.1` in four decimal parts without leading zeros, or IPv6 in any of its forms (RFC 4291 §2.2) without a
    /// zone. nil for all else: `0177.0.0.1`, `2130706433` and `127.1` are addresses to some readers and names to others.
    package init?(_ text: String) {
        if text.contains(":") {
            guard let value = Self.v6(text) else { return nil }
            self = .v6(value)
        } else {
            guard let value = Self.v4(text[...]) else { return nil }
            self = .v4(value)
        }
    }

    private static func v4(_ text: Substring) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var value: UInt32 = 0
        for part in parts {
            guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                return nil
            }
            guard part == "0" || !part.hasPrefix("0"), let byte = UInt8(part) else { return nil }
            value = value << 8 | UInt32(byte)
        }
        return value
    }

    private static func v6(_ text: String) -> UInt128? {
        var head: [UInt16] = []
        var tail: [UInt16]?
        var rest = text[...]
        if rest.hasPrefix("::") {
            tail = []
            rest = rest.dropFirst(2)
        } else if rest.hasPrefix(":") {
            return nil
        }
        while !rest.isEmpty {
            let end = rest.firstIndex(of: ":") ?? rest.endIndex
            let part = rest[..<end]
            var groups: [UInt16] = []
            if end == rest.endIndex, part.contains(".") {
                guard let low = v4(part) else { return nil }
                groups = [UInt16(low >> 16), UInt16(low & 0xFFFF)]
            } else {
                guard (1...4).contains(part.utf8.count), let group = UInt16(part, radix: 16) else { return nil }
                guard part.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else { return nil }
                groups = [group]
            }
            if tail == nil { head += groups } else { tail? += groups }
            if end == rest.endIndex { break }
            rest = rest[rest.index(after: end)...]
            if rest.hasPrefix(":") {
                guard tail == nil else { return nil }
                tail = []
                rest = rest.dropFirst()
            } else if rest.isEmpty {
                return nil
            }
        }
        let given = head.count + (tail?.count ?? 0)
        guard tail == nil ? given == 8 : given <= 7 else { return nil }
        let all = head + Array(repeating: 0, count: 8 - given) + (tail ?? [])
        return all.reduce(UInt128(0)) { $0 << 16 | UInt128($1) }
    }

    /// As it is dialled: dotted, or eight groups of hex digits.
    package var text: String {
        switch self {
        case .v4(let value):
            (0..<4).map { String(value >> (24 - 8 * $0) & 0xFF) }.joined(separator: ".")
        case .v6(let value):
            (0..<8).map { String(UInt16(truncatingIfNeeded: value >> (112 - 16 * $0)), radix: 16) }
                .joined(separator: ":")
        }
    }
}

/// Addresses that begin with the same bits: `10.0.0.0/8`, `fd00::/8`.
package struct AddressRange: Sendable, Hashable {
    private let first: IPAddress
    private let bits: Int

    /// With or without a length; a single address without. nil where it is none, or where bits stand behind the length.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let address = IPAddress(String(parts[0])) else { return nil }
        let width = if case .v4 = address { 32 } else { 128 }
        var bits = width
        if parts.count == 2 {
            guard let given = Int(parts[1]), (0...width).contains(given) else { return nil }
            bits = given
        }
        guard Self.start(of: address, bits) == address else { return nil }
        self.first = address
        self.bits = bits
    }

    package func contains(_ address: IPAddress) -> Bool {
        switch (first, address) {
        case (.v4, .v4), (.v6, .v6): Self.start(of: address, bits) == first
        default: false
        }
    }

    private static func start(of address: IPAddress, _ bits: Int) -> IPAddress {
        switch address {
        case .v4(let value): .v4(bits == 0 ? 0 : (value >> (32 - bits)) << (32 - bits))
        case .v6(let value): .v6(bits == 0 ? 0 : (value >> (128 - bits)) << (128 - bits))
        }
    }
}
