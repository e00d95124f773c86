import Foundation

/// A port on the loopback address that refuses connections for as long as this lives: bound, so that nobody else is
/// given it, and not listened on.
package final class ClosedPort: Sendable {
    package let number: Int
    private let descriptor: Int32

    /// Throws the system's error number when no port is to be had.
    package init() throws {
        #if canImport(Glibc)
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
        let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
            }
        }
        self.descriptor = descriptor
        number = Int(UInt16(bigEndian: address.sin_port))
        guard isBound else { throw Failure(number: errno) }
    }

    deinit { close(descriptor) }

    /// No port is to be had.
    package struct Failure: Error {
        /// The system's.
        package let number: Int32
    }
}
