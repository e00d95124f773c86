import Gateway
import NIOSSL
import Synchronization

/// The TLS contexts of the way out: one with the system's roots and the installation's, and one for each further file
/// of roots, made when it is first needed.
final class TrustedRoots: Sendable {
    private let installation: String?
    private let contexts: Mutex<[String: NIOSSLContext]>
    /// What most origins are reached with.
    let standard: NIOSSLContext

    /// Throws when one of the files cannot be read.
    init(_ installation: String?, further: [String]) throws {
        self.installation = installation
        standard = try Self.context([installation])
        var contexts: [String: NIOSSLContext] = [:]
        for file in further { contexts[file] = try Self.context([installation, file]) }
        self.contexts = Mutex(contexts)
    }

    func context(for origin: Origin) throws -> NIOSSLContext {
        guard let file = origin.roots else { return standard }
        return try contexts.withLock { contexts in
            if let context = contexts[file] { return context }
            let made = try Self.context([installation, file])
            contexts[file] = made
            return made
        }
    }

    private static func context(_ files: [String?]) throws -> NIOSSLContext {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        tls.applicationProtocols = ["http/1.1"]
        tls.additionalTrustRoots = try files.compactMap(\.self).map { file in
            do {
                return .certificates(try NIOSSLCertificate.fromPEMFile(file))
            } catch {
                throw UnreadableRoots(file: file)
            }
        }
        return try NIOSSLContext(configuration: tls)
    }
}

/// A file of roots that is not there, or holds no certificate.
package struct UnreadableRoots: Error, CustomStringConvertible {
    package var file: String

    package var description: String { "the file of roots \(file) is not there or holds no certificate in PEM" }
}
