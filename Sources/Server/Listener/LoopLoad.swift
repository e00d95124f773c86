import NIOCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Whether an event loop has time to spare, told from the CPU time of its thread.
struct LoopLoad {
    /// Part of the time, in hundredths, from which on the loop counts as being at its end.
    private let full: Int
    private var last: (cpu: Int64, time: NIODeadline)?

    init(full: Int) { self.full = full }

    /// - Parameter cpu: the thread's, in nanoseconds.
    /// - Returns: whether the loop was at its end since it was last looked at. Not the first time: nothing is known yet.
    mutating func isFull(cpu: Int64, at time: NIODeadline) -> Bool {
        defer { last = (cpu, time) }
        guard let last else { return full == 0 }
        let passed = (time - last.time).nanoseconds
        return (cpu - last.cpu) * 100 >= passed * Int64(full)
    }

    /// Nanoseconds of CPU time that the calling thread has used.
    static var threadTime: Int64 {
        var time = timespec()
        guard clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0 else { return 0 }
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
