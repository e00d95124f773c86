package import NIOCore

/// How providers are reached.
package struct TransportConfiguration: Sendable {
    /// PEM file of certificates trusted besides the system's.
    package var caFile: String?
    /// Those of single origins (`Origin.roots`), read at once so that a wrong one is seen at the start.
    package var furtherCAFiles: [String] = []
    /// `http://[user:password@]host:port`, for origins with TLS (through CONNECT).
    package var httpsProxy: String?
    /// The same for origins without TLS.
    package var httpProxy: String?
    /// Hosts reached without a proxy: names, `.suffixes`, or `*`.
    package var noProxy: [String]
    /// Idle connections kept for each origin and event loop.
    package var maxIdlePerOrigin = 512
    /// How long an idle connection is kept. Below what servers usually allow, so that we close first.
    package var idleTimeout = TimeAmount.seconds(50)
    /// A kept connection that ends no later than this after it was used again, without a byte, has most likely ended
    /// before; of one that ends later the provider may have been at work.
    package var lostWithin = TimeAmount.seconds(1)
    /// How often deadlines are looked at.
    package var tick = TimeAmount.milliseconds(100)

    package init(
        caFile: String? = nil, httpsProxy: String? = nil, httpProxy: String? = nil, noProxy: [String] = []
    ) {
        self.caFile = caFile
        self.httpsProxy = httpsProxy
        self.httpProxy = httpProxy
        self.noProxy = noProxy
    }
}
