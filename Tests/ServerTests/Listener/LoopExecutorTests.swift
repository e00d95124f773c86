import NIOCore
import NIOPosix
import Testing

@testable import Server

struct LoopExecutorTests {
    /// What ran, and what waits. Confined to the loop, hence unchecked.
    private final class Trace: @unchecked Sendable {
        var marks: [String] = []
        var waiters: [Int: UnsafeContinuation<Void, Never>] = [:]
    }

    private static func play(_ number: Int, _ trace: Trace, _ executor: LoopExecutor) async {
        await withUnsafeContinuation { trace.waiters[number] = $0 }
        trace.marks.append("\(number) begins")
        if number == 0 {
            trace.waiters[3]?.resume()
            executor.runResumed()
        }
        trace.marks.append("\(number) ends")
    }

    @Test func `what a read resumed runs in its order, none within another, and what it resumes itself later`() async {
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let executor = LoopExecutor(loop)
        let trace = Trace()
        let ordered = (0..<3).flatMap { ["\($0) begins", "\($0) ends"] }
        await withTaskExecutorPreference(executor) {
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<4 { group.addTask { await Self.play(number, trace, executor) } }
                while trace.waiters.count < 4 { await Task.yield() }
                let marks = try? await loop.submit {
                    for number in 0..<3 { trace.waiters[number]?.resume() }
                    #expect(trace.marks.isEmpty)
                    executor.runResumed()
                    return trace.marks
                }.get()
                #expect(marks == ordered)
            }
            #expect(loop.inEventLoop)
            #expect(trace.marks == ordered + ["3 begins", "3 ends"])
        }
    }

    private static func answer(_ number: Int, _ trace: Trace, _ executor: LoopExecutor) async {
        await withUnsafeContinuation { trace.waiters[number] = $0 }
        trace.marks.append("\(number) replies")
        await withUnsafeContinuation { executor.resumeAfterRound($0) }
        trace.marks.append("\(number) is logged")
    }

    @Test func `what can wait until the end of a round runs behind what its other reads resumed`() async {
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let executor = LoopExecutor(loop)
        let trace = Trace()
        await withTaskExecutorPreference(executor) {
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<3 { group.addTask { await Self.answer(number, trace, executor) } }
                while trace.waiters.count < 3 { await Task.yield() }
                let marks = try? await loop.submit {
                    for number in 0..<3 {
                        trace.waiters[number]?.resume()
                        executor.runResumed()
                    }
                    return trace.marks
                }.get()
                #expect(marks == ["0 replies", "1 replies", "2 replies"])
            }
            #expect(trace.marks.suffix(3) == ["0 is logged", "1 is logged", "2 is logged"])
        }
    }
}
