package import Gateway
import Glibc
package import NIOCore
package import NIOPosix

/// Names as the system resolves them, on a thread of its own: `getaddrinfo` blocks.
package struct SystemNameResolver: NameResolver {
    private let threads: NIOThreadPool

    package init(threads: NIOThreadPool = .singleton) { self.threads = threads }

    package func addresses(of name: String, within: TimeAmount, on loop: any EventLoop) async -> [IPAddress] {
        let found = loop.makePromise(of: [IPAddress].self)
        let limit = loop.scheduleTask(in: within) { found.succeed([]) }
        threads.submit { state in
            found.succeed(state == .active ? Self.lookUp(name) : [])
        }
        found.futureResult.whenComplete { _ in limit.cancel() }
        return (try? await found.futureResult.get()) ?? []
    }

    private static func lookUp(_ name: String) -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var addresses: [IPAddress] = []
        var entry = list
        while let current = entry?.pointee {
            if let address = read(current), !addresses.contains(address) { addresses.append(address) }
            entry = current.ai_next
        }
        return addresses
    }

    private static func read(_ entry: addrinfo) -> IPAddress? {
        switch entry.ai_family {
        case AF_INET:
            entry.ai_addr.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                .v4(UInt32(bigEndian: $0.pointee.sin_addr.s_addr))
            }
        case AF_INET6:
            entry.ai_addr.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { address in
                withUnsafeBytes(of: address.pointee.sin6_addr) { bytes in
                    .v6(bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) })
                }
            }
        default: nil
        }
    }
}
