package import NIOCore

/// One end of a connection that has left HTTP: bytes in and out by callbacks, on the loop of its call.
package protocol DuplexSocket: AnyObject, Sendable {
    /// From now on `receiver` is told what comes; what has come already, at once.
    func deliver(to receiver: any SocketReceiver)
    /// Sends. False: the other side takes it slowly, and `SocketReceiver.socketTakesMore` tells when it has gone.
    func send(_ bytes: ByteBuffer) -> Bool
    func setReading(_ isReading: Bool)
    /// Closes when what was sent has left. May be called more than once.
    func close()
}

/// Is told what comes over a socket. Called on the event loop.
package protocol SocketReceiver: AnyObject, Sendable {
    func socketReceived(_ bytes: ByteBuffer)
    func socketTakesMore()
    /// A limit of time is reached: nothing went either way for too long, or the call as a whole took too long. The
    /// receiver has a moment to say so before the socket closes.
    func socketOverdue(_ error: GatewayError)
    /// Called once, after the last bytes.
    func socketEnded()
}
