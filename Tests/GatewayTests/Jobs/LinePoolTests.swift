import Gateway
import Testing

/// Which line is run next.
@Suite struct `The pool of lines` {
    private func spots(_ count: Int) -> [LinePool.Spot] {
        (0..<count).map { LinePool.Spot(number: $0 + 1, range: 0..<1) }
    }

    @Test func `each line is handed out once, and a batch is drained with its last one`() {
        var pool = LinePool()
        #expect(!pool.add("a", owner: "o", spots(3)) && !pool.add("a", owner: "o", spots(9)))
        #expect((0..<3).map { _ in pool.next()?.spot.number } == [1, 2, 3])
        #expect(pool.next() == nil && pool.running == 3)
        #expect(!pool.ended("a") && !pool.ended("a") && pool.ended("a"))
        pool.remove("a")
        #expect(pool.count == 0 && !pool.ended("a") && !pool.stop("a"))
        let isEmpty = pool.add("b", owner: "o", [])
        #expect(isEmpty)
    }

    @Test func `owners take turns, however many batches one has`() {
        var pool = LinePool()
        _ = pool.add("a1", owner: "a", spots(50))
        _ = pool.add("a2", owner: "a", spots(50))
        _ = pool.add("b1", owner: "b", spots(50))
        let first = (0..<8).compactMap { _ in pool.next()?.id }
        #expect(first.count { $0 == "b1" } == 4 && first.count { $0 == "a1" } == 2 && first.count { $0 == "a2" } == 2)
    }

    @Test func `one that is stopped begins no more, and is drained when its lines have ended`() {
        var pool = LinePool()
        _ = pool.add("a", owner: "o", spots(5))
        _ = pool.next()
        #expect(!pool.stop("a") && pool.next() == nil && pool.ended("a"))
        _ = pool.add("b", owner: "o", spots(5))
        #expect(pool.stop("b") && !pool.stop("b"))
    }
}
