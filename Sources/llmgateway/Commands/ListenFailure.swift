import Drivers
import Foundation
import NIOCore

/// What kept a listener from its address.
enum ListenFailure {
    /// - Parameter settings: where a port is chosen, as the message says it.
    static func reason(
        _ error: any Error, host: String, port: Int, settings: String, tls: InstallSettings.TLS? = nil
    ) -> String {
        if let roots = error as? UnreadableRoots { return "The way out could not be made: \(roots)." }
        if let tls, !(error is IOError) {
            return
                "The certificate \(tls.certificate) and the key \(tls.key) cannot be used: both must be PEM, and belong "
                + "together."
        }
        return switch (error as? IOError)?.errnoCode {
        case EADDRINUSE:
            "Port \(port) on \(host) is in use. Stop what uses it, or choose another with \(settings)."
        case EACCES:
            "The system does not let this user listen on \(host):\(port). Choose a port above 1023."
        case EADDRNOTAVAIL:
            "This machine has no address \(host). Choose another with --host or `server.host`."
        default:
            "Listening on \(host):\(port) is not possible: \(error)"
        }
    }
}
