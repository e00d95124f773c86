package import NIOCore

/// Whose call goes first where several wait.
package enum CallPriority: Int, Sendable, CaseIterable, Comparable {
    case low, normal, high

    /// As it stands in the configuration.
    package var name: String { "\(self)" }

    package static func < (one: CallPriority, other: CallPriority) -> Bool { one.rawValue < other.rawValue }
}

/// The calls that run at once, and the line of those that wait for a place: who goes next, and who goes away.
///
/// A pure value. The higher priority goes first; within one the keys take turns, whatever each has waiting, and the calls
/// of a key go in the order they came. A line that is full takes a call only in place of one that matters less: the
/// latest of a lower priority, or of the key that has most in line.
package struct WaitingLine: Sendable {
    /// A call in line; never used for another.
    package typealias ID = UInt64

    /// A call that asks for a place.
    package struct Waiter: Sendable {
        package var key: String
        package var priority: CallPriority
        /// Until when it may wait.
        package var deadline: NIODeadline

        package init(key: String, priority: CallPriority, deadline: NIODeadline) {
            self.key = key
            self.priority = priority
            self.deadline = deadline
        }
    }

    /// What became of it.
    package enum Entry: Sendable, Equatable {
        case admitted
        /// It waits; another one may have had to go for it.
        case waits(pushedOut: ID?)
        case full
    }

    /// Who is told what, once a place is free.
    package enum Call: Sendable, Equatable {
        case admitted(ID)
        /// Its turn came too late.
        case late(ID)
    }

    /// Calls that run.
    package private(set) var running = 0
    /// As many may.
    private var places = 0
    private var waiters: [ID: Waiter] = [:]
    private var lanes = CallPriority.allCases.map { _ in Lane() }

    package init() {}

    package var waiting: Int { waiters.count }

    /// Takes a place if one is free and nobody waits for it.
    package mutating func enterAtOnce(places: Int) -> Bool {
        self.places = places
        guard running < places, waiters.isEmpty else { return false }
        running += 1
        return true
    }

    /// Takes a place, or waits for one.
    /// - Parameters:
    ///   - length: as many may wait.
    package mutating func enter(_ id: ID, _ waiter: Waiter, places: Int, length: Int) -> Entry {
        if enterAtOnce(places: places) { return .admitted }
        var pushedOut: ID?
        if waiters.count >= length {
            guard let other = lesser(than: waiter) else { return .full }
            remove(other)
            pushedOut = other
        }
        waiters[id] = waiter
        lanes[waiter.priority.rawValue].append(id, of: waiter.key)
        return .waits(pushedOut: pushedOut)
    }

    /// A call that ran has ended.
    package mutating func leave() { running -= 1 }

    /// The next to be told, while there is a place; to be asked for again until it is nil.
    package mutating func next(now: NIODeadline) -> Call? {
        guard running < places, !waiters.isEmpty else { return nil }
        for index in lanes.indices.reversed() {
            guard let id = lanes[index].popFirst() else { continue }
            guard let waiter = waiters.removeValue(forKey: id), now <= waiter.deadline else { return .late(id) }
            running += 1
            return .admitted(id)
        }
        return nil
    }

    /// Takes it out of the line: its caller has left, or its time is over. False: it does not wait any more.
    @discardableResult
    package mutating func remove(_ id: ID) -> Bool {
        guard let waiter = waiters.removeValue(forKey: id) else { return false }
        lanes[waiter.priority.rawValue].remove(id, of: waiter.key)
        return true
    }

    private func lesser(than waiter: Waiter) -> ID? {
        for lane in lanes[..<waiter.priority.rawValue] where !lane.isEmpty {
            return lane.latestOfLongest(longerThan: 0)
        }
        let own = lanes[waiter.priority.rawValue]
        // The newcomer counted: two keys that have as many must not push each other out.
        return own.latestOfLongest(longerThan: own.count(of: waiter.key) + 1)
    }
}

/// The calls of one priority that wait.
private struct Lane: Sendable {
    /// In the order they came. A key stays, with nothing in line, until its turn comes.
    private var lines: [String: CircularBuffer<WaitingLine.ID>] = [:]
    /// Exactly the keys of `lines`, the next one first.
    private var turns = CircularBuffer<String>()
    private var count = 0
    /// Keys that have nothing in line.
    private var spent = 0

    var isEmpty: Bool { count == 0 }

    func count(of key: String) -> Int { lines[key]?.count ?? 0 }

    mutating func append(_ id: WaitingLine.ID, of key: String) {
        if let line = lines[key] {
            if line.isEmpty { spent -= 1 }
        } else {
            turns.append(key)
        }
        lines[key, default: CircularBuffer()].append(id)
        count += 1
    }

    /// The first of the key whose turn it is.
    mutating func popFirst() -> WaitingLine.ID? {
        while let key = turns.popFirst() {
            guard var line = lines.removeValue(forKey: key), let id = line.popFirst() else {
                spent -= 1
                continue
            }
            count -= 1
            if !line.isEmpty {
                lines[key] = line
                turns.append(key)
            }
            return id
        }
        return nil
    }

    mutating func remove(_ id: WaitingLine.ID, of key: String) {
        guard var line = lines.removeValue(forKey: key) else { return }
        if let index = line.firstIndex(of: id) {
            line.remove(at: index)
            count -= 1
            if line.isEmpty { spent += 1 }
        }
        lines[key] = line
        // Keys that come and go while no place is free must not add up.
        guard spent > 32, spent > lines.count / 2 else { return }
        lines = lines.filter { !$0.value.isEmpty }
        turns = CircularBuffer(turns.filter { lines[$0] != nil })
        spent = 0
    }

    /// The call that came last, of the key that has most in line; nil: none has more than `length`.
    func latestOfLongest(longerThan length: Int) -> WaitingLine.ID? {
        // With one call a key there is nothing to look for.
        guard count > lines.count - spent || length == 0 else { return nil }
        let longest = lines.values.max { ($0.count, $0.last ?? 0) < ($1.count, $1.last ?? 0) }
        return longest.flatMap { $0.count > length ? $0.last : nil }
    }
}
