package import NIOCore

/// Where and how the gateway listens.
package struct ListenerConfiguration: Sendable {
    /// PEM files of the listener's own certificate chain and key.
    package struct TLS: Sendable {
        package var certificateFile: String
        package var keyFile: String

        package init(certificateFile: String, keyFile: String) {
            self.certificateFile = certificateFile
            self.keyFile = keyFile
        }
    }

    package var host = "127.0.0.1"
    /// 0 lets the system choose.
    package var port = 8080
    package var tls: TLS?
    /// For a whole head, from its first byte; also for the first byte of a new connection.
    package var headerTimeout = TimeAmount.seconds(10)
    /// How long a body may come slower than `bodyRate`.
    package var bodyGrace = TimeAmount.seconds(10)
    /// Bytes a second a body must bring on average once the grace is over.
    package var bodyRate = 1_024
    /// How long a caller may take nothing of what is sent to it.
    package var writeStall = TimeAmount.seconds(30)
    /// How long a connection may wait for its next request.
    package var idleTimeout = TimeAmount.seconds(75)
    /// Connections at once; one more is answered 503 and closed.
    package var maxConnections = 16_384
    /// How long the listener stays open after the signal to end, so that balancers may notice.
    package var drainDelay = TimeAmount.zero
    /// How long calls under way may take after that.
    package var drainGrace = TimeAmount.seconds(30)
    /// How long, after the grace, calls may take to say that it is over; then their connections are closed.
    package var drainCutOff = TimeAmount.seconds(2)
    /// How long what a refused caller still sends is read and thrown away, once the reply has left.
    package var lingerTime = TimeAmount.seconds(2)
    /// How often deadlines are looked at.
    package var tick = TimeAmount.milliseconds(100)
    /// Part of a tick, in hundredths, that a loop has worked when it counts as being at its end: small writes then
    /// leave together. 0: always.
    package var fullLoad = 85

    package init(host: String = "127.0.0.1", port: Int = 8080) {
        self.host = host
        self.port = port
    }
}
