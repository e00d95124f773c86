import GatewayTesting
import NIOCore
import NIOPosix
import Testing
import Wire

@testable import Gateway

/// How the mock's answers are played to a caller whose socket is full. Everything runs on one loop and nothing waits for
/// time: what has not ended when the loop comes round again would never have.
struct MockUpstreamTests {
    private static let loop: any EventLoop = MultiThreadedEventLoopGroup.singleton.any()

    /// What came of a drain.
    private struct Outcome {
        /// nil: the proper end.
        var error: GatewayError?
        /// What had arrived, and whether the loop had come round, as the drain returned.
        var text = ""
        var hasComeRound = false
    }

    /// Plays a script of two pieces.
    private func play(whenFull: FullCaller.Step...) async throws -> Outcome {
        let caller = FullCaller(Self.loop, whenFull)
        return try await withTaskExecutorPreference(LoopTasks(Self.loop)) { try await play(to: caller) }
    }

    @concurrent private func play(to caller: FullCaller) async throws -> Outcome {
        var script = MockScript(status: 200, contentType: "text/plain")
        script.pieces = [ByteBuffer(string: "one"), ByteBuffer(string: "two")]
        let answer = try await MockUpstream.play(script, for: caller, within: MockBounds(patience: .seconds(60)))
        var outcome = Outcome()
        do throws(GatewayError) { try await answer.drain(into: caller) } catch { outcome.error = error }
        outcome.text = caller.text
        outcome.hasComeRound = caller.hasComeRound
        return outcome
    }

    @Test func `an answer whose write filled the socket and closed it does not wait for ever`() async throws {
        let outcome = try await play(whenFull: .leave, .comeRound)
        #expect(outcome.error?.code == .callerGone)
        #expect(outcome.text == "one")
        #expect(!outcome.hasComeRound, "the answer waited for a caller that had gone")
    }

    @Test func `an answer that waits for its caller goes on when that takes more`() async throws {
        let outcome = try await play(whenFull: .comeRound)
        #expect(outcome.error == nil)
        #expect(outcome.text == "onetwo")
        #expect(outcome.hasComeRound)
    }

    @Test func `an answer that waits for its caller ends when that leaves`() async throws {
        let outcome = try await play(whenFull: .comeRoundAndLeave)
        #expect(outcome.error?.code == .callerGone)
        #expect(outcome.text == "one")
    }
}

/// A caller whose socket is full after the first piece. Confined to its loop, hence unchecked.
private final class FullCaller: CallerLink, PieceSink, @unchecked Sendable {
    /// What happens as soon as it is full.
    enum Step {
        case leave
        /// The socket takes more when the loop comes round again.
        case comeRound
        case comeRoundAndLeave
    }

    let loop: any EventLoop
    private(set) var isGone = false
    private(set) var hasComeRound = false
    private(set) var text = ""
    private var whenFull: [Step]
    private var running: (any CancellableExchange)?

    init(_ loop: any EventLoop, _ whenFull: [Step]) {
        self.loop = loop
        self.whenFull = whenFull
    }

    func attach(_ running: (any CancellableExchange)?) { self.running = running }

    func receive(_ piece: ByteBuffer) { text += String(buffer: piece) }

    func flush() -> Bool {
        guard !whenFull.isEmpty else { return true }
        for step in whenFull {
            switch step {
            case .leave: leave()
            case .comeRound: loop.execute { self.comeRound() }
            case .comeRoundAndLeave: loop.execute { self.leave() }
            }
        }
        whenFull = []
        return false
    }

    private func comeRound() {
        hasComeRound = true
        (running as? any UpstreamAnswer)?.resumeReading()
    }

    private func leave() {
        isGone = true
        running?.cancel()
    }
}
