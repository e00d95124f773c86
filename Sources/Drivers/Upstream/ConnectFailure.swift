package import Gateway
import NIOCore
import NIOPosix
import NIOSSL

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

    /// Whether the server was there, and it was its certificate that could not be trusted.
    package static func isOfCertificate(_ error: any Error) -> Bool {
        if error is NIOSSLExtraError { return true }
        guard case .handshakeFailed(let reason)? = error as? NIOSSLError else { return false }
        return "\(reason)".contains("CERTIFICATE_VERIFY_FAILED")
    }

    /// Whether the server was there, and answered a greeting of TLS with something else: mostly one that speaks HTTP.
    static func isWithoutTLS(_ error: any Error) -> Bool {
        guard case .handshakeFailed(let reason)? = error as? NIOSSLError else { return false }
        return ["WRONG_VERSION_NUMBER", "HTTP_REQUEST"].contains { "\(reason)".contains($0) }
    }

    /// Said of a server that was reached and does not, where its address says `https:`.
    package static let withoutTLS = "it does not speak TLS there"

    /// As callers may be told: without names and addresses.
    static func plain(_ error: any Error) -> String {
        if isOfCertificate(error) { return "its certificate is not trusted" }
        if isWithoutTLS(error) { return withoutTLS }
        var inner = error
        if let error = error as? NIOConnectionError {
            if error.dnsAError != nil, error.dnsAAAAError != nil { return "its name was not found" }
            inner = error.connectionErrors.first?.error ?? error
        }
        switch (inner as? IOError)?.errnoCode {
        case ECONNREFUSED: return "it refused the connection"
        case ETIMEDOUT: return "the connection timed out"
        case EHOSTUNREACH, ENETUNREACH: return "there is no way to it"
        case ECONNRESET: return "it reset the connection"
        default: return "no connection came about"
        }
    }

    private static func words(_ error: any Error) -> String {
        if case .connectTimeout? = error as? ChannelError { return "the connection took too long" }
        if isOfCertificate(error) { return "the certificate is not trusted (\(error))" }
        if isWithoutTLS(error) { return withoutTLS }
        guard let error = error as? NIOConnectionError else { return system(error) ?? "\(error)" }
        if error.dnsAError != nil, error.dnsAAAAError != nil { return "the name \(error.host) is not known" }
        guard let first = error.connectionErrors.first else { return "no connection to \(error.host):\(error.port)" }
        return system(first.error) ?? "\(first.error)"
    }

    private static func system(_ error: any Error) -> String? {
        (error as? IOError).map { String(cString: strerror($0.errnoCode)).lowercased() }
    }
}
