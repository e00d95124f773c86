import NIOCore
import Testing

@testable import Drivers

/// When a session is over, by times that no test has to wait for.
struct SessionClockTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

    private func clock() -> SessionClock { SessionClock(idle: .seconds(300), now: start) }

    @Test func `silence is told once, and then closes`() {
        var clock = clock()
        let end = start + .hours(1)
        #expect(clock.due(start + .seconds(300), end: end) == .nothing)
        #expect(clock.due(start + .seconds(301), end: end) == .silent)
        #expect(clock.due(start + .seconds(302), end: end) == .nothing)
        // Saying so is no life.
        clock.touch(start + .seconds(302))
        #expect(clock.due(start + .seconds(307), end: end) == .close)
    }

    @Test func `whatever goes either way begins the silence anew`() {
        var clock = clock()
        for minute in 1..<50 {
            clock.touch(start + .minutes(Int64(minute)))
            #expect(clock.due(start + .minutes(Int64(minute)) + .seconds(300), end: start + .hours(1)) == .nothing)
        }
    }

    @Test func `the whole time ends however busy it is`() {
        var clock = clock()
        clock.touch(start + .minutes(60))
        #expect(clock.due(start + .minutes(60), end: start + .hours(1)) == .nothing)
        #expect(clock.due(start + .minutes(60) + .seconds(1), end: start + .hours(1)) == .tooLong)
    }

    @Test func `a close that does not come about is forced`() {
        var clock = clock()
        clock.end(start)
        #expect(clock.due(start + .seconds(5), end: start) == .nothing)
        #expect(clock.due(start + .seconds(6), end: start) == .close)
    }
}
