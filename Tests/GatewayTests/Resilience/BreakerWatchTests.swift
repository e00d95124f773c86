import Testing

@testable import Gateway

struct BreakerWatchTests {
    @Test func `each change is told once, and a target that was never closed counts as having been`() {
        var watch = BreakerWatch()
        #expect(watch.changes(in: [("a/m", "closed")]).isEmpty)
        let opened = watch.changes(in: [("a/m", "open"), ("b/n", "forced_open")])
        #expect(opened.map(\.target) == ["a/m", "b/n"] && opened.allSatisfy(\.isAiling))
        #expect(opened[0].text.contains("a/m is open, was closed"))
        #expect(watch.changes(in: [("a/m", "open"), ("b/n", "forced_open")]).isEmpty)
        let closed = watch.changes(in: [("a/m", "closed"), ("b/n", "forced_open")])
        #expect(closed == [.init(target: "a/m", before: "open", state: "closed")])
        #expect(closed.allSatisfy { !$0.isAiling })
    }
}
