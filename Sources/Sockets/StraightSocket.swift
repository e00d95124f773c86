package import NIOCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The socket of a connection without TLS, for writes past the channel's queue while that is empty.
///
/// A channel's way of a write (pipeline, queue of pending writes, their marks and counts) costs as many instructions as
/// all that the gateway itself does for a relayed event; the kernel needs none of it for bytes that it takes at once.
/// What it does not take goes the channel's way, and so does any error.
package struct StraightSocket {
    private let descriptor: NIOBSDSocket.Handle
    /// Whether bytes may wait in the channel, which a write here would overtake.
    private var mayHaveQueued = false

    /// nil for a channel that is no socket. Not for one with TLS: what leaves must pass through it to be encrypted.
    package init?(of context: ChannelHandlerContext) {
        let operations = context.pipeline.syncOperations
        guard
            let descriptor = try? operations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self, { $0 })
        else { return nil }
        self.descriptor = descriptor
    }

    /// To be told before anything is written the channel's way.
    package mutating func willQueue() { mayHaveQueued = true }

    /// Sends what the kernel takes at once off the front of `buffer`; nothing while bytes wait in the channel.
    /// - Returns: whether all has gone, and nothing waits in the channel: it need not be flushed.
    package mutating func send(_ buffer: inout ByteBuffer, past context: ChannelHandlerContext) -> Bool {
        if mayHaveQueued {
            guard (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) == 0 else { return false }
            mayHaveQueued = false
        }
        let sent = buffer.withUnsafeReadableBytes { bytes in
            #if canImport(Glibc)
            Glibc.send(descriptor, bytes.baseAddress, bytes.count, CInt(MSG_NOSIGNAL | MSG_DONTWAIT))
            #else
            Darwin.send(descriptor, bytes.baseAddress, bytes.count, MSG_DONTWAIT)
            #endif
        }
        if sent > 0 { buffer.moveReaderIndex(forwardBy: sent) }
        return buffer.readableBytes == 0
    }
}
