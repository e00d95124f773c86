import Gateway
import NIOCore
import Testing

/// Who goes next, and who goes away.
struct WaitingLineTests {
    /// A line with one place.
    private final class Line {
        private var line = WaitingLine()
        private var lastID: WaitingLine.ID = 0

        var running: Int { line.running }
        var waiting: Int { line.waiting }

        func enter(
            _ key: String, _ priority: CallPriority = .normal, length: Int = 100,
            until deadline: NIODeadline = .distantFuture
        ) -> (id: WaitingLine.ID, entry: WaitingLine.Entry) {
            lastID += 1
            let waiter = WaitingLine.Waiter(key: key, priority: priority, deadline: deadline)
            return (lastID, line.enter(lastID, waiter, places: 1, length: length))
        }

        func enterAtOnce(places: Int) -> Bool { line.enterAtOnce(places: places) }

        func remove(_ id: WaitingLine.ID) -> Bool { line.remove(id) }

        func leave() { line.leave() }

        func next() -> WaitingLine.Call? { line.next(now: .uptimeNanoseconds(100)) }

        /// Ends the call that runs, again and again: who runs next.
        func order() -> [WaitingLine.ID] {
            var ids: [WaitingLine.ID] = []
            while line.waiting > 0 {
                leave()
                while let call = next() {
                    if case .admitted(let id) = call { ids.append(id) }
                }
            }
            return ids
        }
    }

    private let line = Line()

    @Test func `a free place is taken at once, and nobody overtakes those who wait`() {
        #expect(line.enter("a").entry == .admitted)
        let second = line.enter("a")
        #expect(second.entry == .waits(pushedOut: nil))
        line.leave()
        let late = line.enter("b")
        #expect(late.entry == .waits(pushedOut: nil))
        #expect(line.next() == .admitted(second.id))
        #expect(line.next() == nil)
        #expect(line.running == 1 && line.waiting == 1)
    }

    @Test func `the higher priority goes first, and a key's calls in the order they came`() {
        _ = line.enter("a")
        let low = line.enter("a", .low).id
        let normal = [line.enter("b").id, line.enter("b").id]
        let high = [line.enter("c", .high).id, line.enter("c", .high).id]
        #expect(line.order() == high + normal + [low])
    }

    @Test func `a flood of one key makes another wait for one call, not for all`() {
        _ = line.enter("a")
        let flood = (0..<50).map { _ in line.enter("flood").id }
        let others = [line.enter("b").id, line.enter("c").id, line.enter("b").id]
        let order = line.order()
        #expect(Array(order.prefix(6)) == [flood[0], others[0], others[1], flood[1], others[2], flood[2]])
        #expect(order.count == 53)
    }

    @Test func `a full line refuses one more, but for one that matters more`() {
        _ = line.enter("a")
        let waiting = (0..<4).map { _ in line.enter("flood", length: 4).id }
        #expect(line.enter("flood", length: 4).entry == .full)
        #expect(line.enter("flood", .low, length: 4).entry == .full)
        // The latest of the key that has most in line goes.
        let other = line.enter("b", length: 4)
        #expect(other.entry == .waits(pushedOut: waiting[3]))
        // Two and two are even.
        let again = line.enter("b", length: 4)
        #expect(again.entry == .waits(pushedOut: waiting[2]))
        #expect(line.enter("b", length: 4).entry == .full)
        let high = line.enter("c", .high, length: 4)
        #expect(high.entry == .waits(pushedOut: again.id))
        #expect(line.order() == [high.id, waiting[0], other.id, waiting[1]])
    }

    @Test func `keys with one call each do not push one another out`() {
        _ = line.enter("a")
        for number in 0..<4 { #expect(line.enter("key \(number)", length: 4).entry == .waits(pushedOut: nil)) }
        #expect(line.enter("key 5", length: 4).entry == .full)
    }

    @Test func `who leaves the line is passed over, and a turn that comes too late is told`() {
        _ = line.enter("a")
        let gone = line.enter("b").id
        let late = line.enter("c", until: .uptimeNanoseconds(99)).id
        let stays = line.enter("d", until: .uptimeNanoseconds(100)).id
        #expect(line.remove(gone))
        #expect(!line.remove(gone))
        line.leave()
        #expect(line.next() == .late(late))
        #expect(line.next() == .admitted(stays))
        #expect(!line.remove(stays))
    }

    @Test func `more places let more run, fewer let none in`() {
        _ = line.enter("a")
        let waiting = (0..<3).map { _ in line.enter("b").id }
        #expect(!line.enterAtOnce(places: 3))
        #expect(line.next() == .admitted(waiting[0]))
        #expect(line.next() == .admitted(waiting[1]))
        #expect(line.next() == nil)
        #expect(!line.enterAtOnce(places: 1))
        line.leave()
        #expect(line.next() == nil)
    }

    /// A thousand keys in turn, with no place that comes free: what has left must leave nothing behind.
    @Test func `callers that come and go leave the turns right`() {
        _ = line.enter("a")
        let first = line.enter("first").id
        for number in 0..<1_000 {
            let id = line.enter("key \(number)").id
            #expect(line.remove(id))
        }
        let last = line.enter("last").id
        let second = line.enter("first").id
        #expect(line.waiting == 3)
        #expect(line.order() == [first, last, second])
    }
}
