package import NIOCore

/// Turns names into addresses, once: what is checked is what is dialled.
package protocol NameResolver: Sendable {
    /// All addresses of a name, of both families, as the system knows them; empty where there is none.
    /// - Parameter loop: where the caller's task runs.
    func addresses(of name: String, within: TimeAmount, on loop: any EventLoop) async -> [IPAddress]
}
