package import NIOCore

extension NIOSynchronousChannelOptions {
    /// One read of one buffer a readiness, sized by what came before: what many idle connections keep is that buffer.
    ///
    /// For a channel's initializer: a bootstrap makes futures of each option.
    /// - Parameter initial: bytes of the first buffer.
    package func readOnce(initial: Int) throws {
        try setOption(.maxMessagesPerRead, value: 1)
        try setOption(
            .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 1_024, initial: initial, maximum: 65_536))
    }
}
