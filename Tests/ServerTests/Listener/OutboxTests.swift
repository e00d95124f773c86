import Gateway
import NIOCore
import NIOEmbedded
import Testing

@testable import Server

struct OutboxTests {
    private final class Sender: HeldSender {
        var sent = 0
        var whileSending: () -> Void = {}

        func sendHeld() {
            sent += 1
            whileSending()
        }
    }

    @Test func `a loop with time to spare sends at once`() {
        let outbox = Outbox(EmbeddedEventLoop())
        let sender = Sender()
        outbox.add(sender)
        #expect(sender.sent == 1)
    }

    @Test func `at its end it sends what has gathered when the round is over, each once`() {
        let loop = EmbeddedEventLoop()
        let outbox = Outbox(loop)
        outbox.isHolding = true
        let senders = (0..<5).map { _ in Sender() }
        for sender in senders { outbox.add(sender) }
        #expect(senders.allSatisfy { $0.sent == 0 })
        loop.run()
        #expect(senders.allSatisfy { $0.sent == 1 })
        loop.run()
        #expect(senders.allSatisfy { $0.sent == 1 })
    }

    @Test func `pieces of streams leave together though there is time to spare`() {
        let loop = EmbeddedEventLoop()
        let outbox = Outbox(loop)
        let senders = (0..<3).map { _ in Sender() }
        for sender in senders { outbox.add(sender, isPaced: true) }
        #expect(senders.allSatisfy { $0.sent == 0 })
        loop.run()
        #expect(senders.allSatisfy { $0.sent == 1 })
    }

    @Test func `the sixteenth does not wait for a seventeenth`() {
        let outbox = Outbox(EmbeddedEventLoop())
        outbox.isHolding = true
        let senders = (0..<17).map { _ in Sender() }
        for sender in senders { outbox.add(sender) }
        #expect(senders.map(\.sent) == Array(repeating: 1, count: 16) + [0])
    }

    @Test func `what is added while others leave is not lost`() {
        let loop = EmbeddedEventLoop()
        let outbox = Outbox(loop)
        outbox.isHolding = true
        let (first, later) = (Sender(), Sender())
        first.whileSending = { outbox.add(later) }
        outbox.add(first)
        loop.run()
        #expect(first.sent == 1)
        #expect(later.sent == 1)
    }

    @Test func `the load is full from 85 hundredths of the time on, and unknown at first`() {
        let looks: [(cpu: Int64, time: UInt64)] = [(50, 1_000), (134, 1_100), (219, 1_200), (303, 1_300)]
        func full(from part: Int) -> [Bool] {
            var load = LoopLoad(full: part)
            return looks.map { load.isFull(busy: $0.cpu, at: .uptimeNanoseconds($0.time)) }
        }
        #expect(full(from: 85) == [false, false, true, false])
        #expect(full(from: 0) == [true, true, true, true])
    }
}
