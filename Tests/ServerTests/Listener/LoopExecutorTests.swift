import NIOCore
import NIOEmbedded
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

    /// Puts off as many works, and returns what has run by the end of that round.
    private static func putOff(_ count: Int, _ trace: Trace, _ executor: LoopExecutor) async -> [String]? {
        try? await executor.loop.submit {
            for number in 0..<count { executor.putOff { trace.marks.append("\(number)") } }
        }.flatMap { executor.loop.submit { trace.marks } }.get()
    }

    @Test func `what nobody waits for is done once its time has come, in its order`() async throws {
        let loop = NIOAsyncTestingEventLoop()
        let executor = LoopExecutor(loop)
        let trace = Trace()
        #expect(await Self.putOff(3, trace, executor) == [])
        await loop.advanceTime(by: .milliseconds(2))
        #expect(trace.marks == ["0", "1", "2"])
        await loop.advanceTime(by: .milliseconds(2))
        #expect(trace.marks.count == 3)
        await loop.shutdownGracefully()
    }

    @Test func `much of it is not kept waiting, and none is lost when the loop ends`() async throws {
        let loop = NIOAsyncTestingEventLoop()
        let executor = LoopExecutor(loop)
        let trace = Trace()
        #expect(await Self.putOff(64, trace, executor)?.count == 64)
        #expect(await Self.putOff(1, trace, executor)?.count == 64)
        await loop.shutdownGracefully()
        #expect(trace.marks.count == 65)
    }

    @Test func `of a loop that is settled nothing is put off any more`() async {
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let context = LoopContext(loop: loop, configuration: ListenerConfiguration(), drainState: DrainState())
        let trace = Trace()
        _ = await Self.putOff(3, trace, context.executor)
        await context.settle()
        #expect(trace.marks == ["0", "1", "2"])
    }
}
