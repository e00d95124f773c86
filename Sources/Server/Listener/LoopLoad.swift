import NIOCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Whether an event loop has time to spare, told from the time in which its thread ran or waited to run: where another
/// thread takes a part of its CPU, a loop at its end does not run all the time.
struct LoopLoad {
    /// Part of the time, in hundredths, from which on the loop counts as being at its end.
    private let full: Int
    private var last: (busy: Int64, time: NIODeadline)?

    init(full: Int) { self.full = full }

    /// - Parameter busy: the thread's, see `threadTime`.
    /// - Returns: whether the loop was at its end since it was last looked at. Not the first time: nothing is known yet.
    mutating func isFull(busy: Int64, at time: NIODeadline) -> Bool {
        defer { last = (busy, time) }
        guard let last else { return full == 0 }
        let passed = (time - last.time).nanoseconds
        return (busy - last.busy) * 100 >= passed * Int64(full)
    }

    /// Nanoseconds in which the calling thread ran, or was ready to and had to wait for a CPU. Where the system does not
    /// tell the latter, it is left out.
    static var threadTime: Int64 { scheduled ?? cpuTime }

    /// From Linux' statistics of the scheduler (Documentation/scheduler/sched-stats.rst): time on a CPU, time in line.
    private static var scheduled: Int64? {
        let file = open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { bytes in
            let count = read(file, bytes.baseAddress, bytes.count)
            guard count > 0 else { return nil }
            var numbers: [Int64] = []
            for part in bytes[..<count].split(separator: UInt8(ascii: " ")).prefix(2) {
                guard let number = Int64(String(decoding: part, as: UTF8.self)) else { return nil }
                numbers.append(number)
            }
            return numbers.count == 2 ? numbers[0] + numbers[1] : nil
        }
    }

    private static var cpuTime: Int64 {
        var time = timespec()
        guard clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0 else { return 0 }
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
