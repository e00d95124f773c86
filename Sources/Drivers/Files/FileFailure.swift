package import Gateway
import Glibc

/// What the system said when a file could not be read or written.
package struct FileFailure: Error, Sendable, Equatable {
    package var path: String
    package var reason: String

    /// With the reason of the call that failed just now.
    static func now(_ path: String) -> FileFailure {
        FileFailure(path: path, reason: String(cString: strerror(errno)))
    }

    /// For a caller, who is told no path.
    package var told: GatewayError {
        GatewayError(
            .internalError, "The gateway could not use its store of files.", origin: .gateway,
            hint: "Whoever runs the gateway: the log has the reason; is the disk of `data_dir` full?",
            cause: "\(path): \(reason)")
    }
}
