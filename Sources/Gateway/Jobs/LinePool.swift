/// Which lines are to be run next. Owners take turns, so that a large batch does not keep a small one waiting; a line
/// is handed out once.
package struct LinePool: Sendable {
    /// Where a line stands in its file.
    package struct Spot: Sendable, Equatable {
        package var number: Int
        package var range: Range<Int>

        package init(number: Int, range: Range<Int>) {
            self.number = number
            self.range = range
        }
    }

    private struct Open: Sendable {
        var id: String
        var owner: String
        var spots: [Spot]
        var position = 0
        var running = 0
        /// When it was last asked, in turns.
        var turn = 0
        /// No more of its lines are to be begun.
        var isStopped = false

        var hasMore: Bool { !isStopped && position < spots.count }
        var isDrained: Bool { running == 0 && !hasMore }
    }

    private var open: [Open] = []
    private var turn = 0

    package init() {}

    /// Batches whose lines are known.
    package var count: Int { open.count }
    package var running: Int { open.reduce(0) { $0 + $1.running } }

    package func holds(_ id: String) -> Bool { open.contains { $0.id == id } }
    package func opened(by owner: String) -> Int { open.count { $0.owner == owner } }

    /// Whether there is nothing to run of it.
    package mutating func add(_ id: String, owner: String, _ spots: [Spot]) -> Bool {
        guard !holds(id) else { return false }
        open.append(Open(id: id, owner: owner, spots: spots))
        return spots.isEmpty
    }

    /// A line of the owner with the fewest under way; among equals, of the batch that has waited longest.
    package mutating func next() -> (id: String, spot: Spot)? {
        var running: [String: Int] = [:]
        for batch in open { running[batch.owner, default: 0] += batch.running }
        let order = { (batch: Open) in (running[batch.owner] ?? 0, batch.turn) }
        let ready = open.indices.filter { open[$0].hasMore }
        guard let place = ready.min(by: { order(open[$0]) < order(open[$1]) }) else { return nil }
        turn += 1
        open[place].turn = turn
        open[place].running += 1
        defer { open[place].position += 1 }
        return (open[place].id, open[place].spots[open[place].position])
    }

    /// A line has come to its end. Whether that was the batch's last one.
    package mutating func ended(_ id: String) -> Bool {
        guard let place = open.firstIndex(where: { $0.id == id }) else { return false }
        open[place].running -= 1
        return open[place].isDrained
    }

    /// Begins no more of its lines. Whether none is running.
    package mutating func stop(_ id: String) -> Bool {
        guard let place = open.firstIndex(where: { $0.id == id }), !open[place].isStopped else { return false }
        open[place].isStopped = true
        return open[place].running == 0
    }

    package mutating func remove(_ id: String) { open.removeAll { $0.id == id } }
}
