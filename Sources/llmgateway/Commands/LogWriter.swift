import Foundation
import NIOCore
import Synchronization

/// Writes lines to a descriptor from a thread of its own, so that no event loop waits for a disk or a pipe.
///
/// Holds at most `capacity` bytes; what comes when it is full is dropped and counted.
final class LogWriter: Sendable {
    private struct Pending {
        var bytes = ByteBuffer()
        var dropped = 0
        var isClosed = false
        /// The thread waits to be woken.
        var isAsleep = true
    }

    /// A buffer that is larger is not used again.
    private static let kept = 262_144

    /// A moment's lines become one write. Microseconds: the least while many lines come, the most while few do, so
    /// that a quiet gateway is not woken two hundred times a second.
    private static let pauses: ClosedRange<UInt32> = 5_000...40_000
    /// Bytes of a moment up to which the next pause is longer.
    private static let few = 16_384
    /// After so many microseconds without a line the thread goes to sleep. While calls come it looks by itself: to wake
    /// it costs the loop a system call, and the two may share a core.
    private static let patience: UInt32 = 1_000_000

    private let pending = Mutex(Pending())
    private let descriptor: CInt
    /// Bytes.
    let capacity: Int
    private let wake = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    init(descriptor: CInt, capacity: Int = 4 << 20) {
        self.descriptor = descriptor
        self.capacity = capacity
        let thread = Thread { [self] in drain() }
        thread.name = "log"
        thread.start()
    }

    /// `line` with its end.
    func write(_ line: UnsafeRawBufferPointer) {
        let wasAsleep = pending.withLock { pending in
            guard pending.bytes.readableBytes + line.count < capacity else {
                pending.dropped += 1
                return false
            }
            pending.bytes.writeBytes(line)
            defer { pending.isAsleep = false }
            return pending.isAsleep
        }
        if wasAsleep { wake.signal() }
    }

    /// Counts a line that could not be made.
    func lose() { pending.withLock { $0.dropped += 1 } }

    /// Returns when everything is written; later lines are lost.
    func close() {
        let wasAsleep = pending.withLock { pending in
            pending.isClosed = true
            defer { pending.isAsleep = false }
            return pending.isAsleep
        }
        if wasAsleep { wake.signal() }
        ended.wait()
    }

    private func drain() {
        var isClosed = false
        // Two buffers in turn: one that is filled need not grow again.
        var bytes = ByteBuffer()
        var quiet = Self.patience
        var pause = Self.pauses.lowerBound
        while !isClosed {
            if quiet >= Self.patience {
                wake.wait()
                pause = Self.pauses.lowerBound
            }
            usleep(pause)
            if bytes.storageCapacity > Self.kept { bytes = ByteBuffer() } else { bytes.clear() }
            let dropped = pending.withLock { pending in
                isClosed = pending.isClosed
                quiet = pending.bytes.readableBytes == 0 && !isClosed ? quiet + pause : 0
                pending.isAsleep = quiet >= Self.patience
                swap(&pending.bytes, &bytes)
                defer { pending.dropped = 0 }
                return pending.dropped
            }
            pause = bytes.readableBytes > Self.few ? Self.pauses.lowerBound : min(pause * 2, Self.pauses.upperBound)
            write(whole: bytes)
            if dropped > 0 {
                write(whole: ByteBuffer(string: "{\"level\":\"warning\",\"message\":\"\(dropped) log lines lost\"}\n"))
            }
        }
        ended.signal()
    }

    private func write(whole bytes: ByteBuffer) {
        bytes.withUnsafeReadableBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                if count < 0, errno == EAGAIN {
                    usleep(1_000)
                    continue
                }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }
}
