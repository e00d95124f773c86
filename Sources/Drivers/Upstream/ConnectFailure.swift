package import Gateway
import NIOCore
import NIOPosix

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Why no connection came about, in words.
package enum ConnectFailure {
    private static let mark = "connecting: "

    static func cause(_ error: any Error) -> String { mark + words(error) }

    /// The reason, when it was the connection that failed; nil for every other failure.
    package static func reason(of error: GatewayError) -> String? {
        guard let cause = error.cause, cause.hasPrefix(mark) else { return nil }
        return String(cause.dropFirst(mark.count))
    }

    private static func words(_ error: any Error) -> String {
        if case .connectTimeout? = error as? ChannelError { return "the connection took too long" }
        guard let error = error as? NIOConnectionError else { return system(error) ?? "\(error)" }
        if error.dnsAError != nil, error.dnsAAAAError != nil { return "the name \(error.host) is not known" }
        guard let first = error.connectionErrors.first else { return "no connection to \(error.host):\(error.port)" }
        return system(first.error) ?? "\(first.error)"
    }

    private static func system(_ error: any Error) -> String? {
        (error as? IOError).map { String(cString: strerror($0.errnoCode)).lowercased() }
    }
}
