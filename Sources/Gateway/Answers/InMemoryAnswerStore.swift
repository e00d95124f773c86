import NIOCore
import Synchronization

/// Answers of this process, gone with it. The oldest make room for new ones.
package final class InMemoryAnswerStore: AnswerStore {
    private let shelf = Mutex(AnswerShelf())

    package init() {}

    package func keep(_ answer: StoredAnswer, within bounds: AnswerKeeping, now: Int) {
        // Slices would hold on to the whole of what they were cut from.
        var answer = answer
        answer.answer = ByteBuffer(bytes: answer.answer.readableBytesView)
        answer.input = ByteBuffer(bytes: answer.input.readableBytesView)
        shelf.withLock { [answer] in $0.keep(answer, within: bounds, now: now) }
    }

    package func find(_ id: String, of owner: String, within bounds: AnswerKeeping, now: Int) -> StoredAnswer? {
        shelf.withLock { $0.find(id, of: owner, within: bounds, now: now) }
    }

    package func isKept(_ id: String) -> Bool { shelf.withLock { $0.owners[id] != nil } }

    package func update(_ answer: StoredAnswer, within bounds: AnswerKeeping, now: Int) -> StoredAnswer? {
        shelf.withLock { shelf in
            guard let before = shelf.find(answer.id, of: answer.owner, within: bounds, now: now) else { return nil }
            shelf.keep(answer, within: bounds, now: now)
            return before
        }
    }

    package func remove(_ id: String, of owner: String) -> Bool {
        shelf.withLock { $0.remove(id, of: owner) }
    }

    package func remove(where fits: @Sendable (StoredAnswer) -> Bool) -> Int {
        shelf.withLock { $0.remove(where: fits) }
    }
}

/// What the store holds, and in which order it came.
struct AnswerShelf: Sendable {
    private struct Key: Hashable {
        var owner: String
        var id: String
    }

    private var answers: [Key: (answer: StoredAnswer, turn: Int)] = [:]
    /// Keys by the turn they were kept in; those of removed answers are passed over.
    private var order: [(key: Key, turn: Int)] = []
    private var first = 0
    private var turn = 0
    private(set) var bytes = 0
    /// How many have an answer of each id.
    private(set) var owners: [String: Int] = [:]

    mutating func keep(_ answer: StoredAnswer, within bounds: AnswerKeeping, now: Int) {
        _ = remove(answer.id, of: answer.owner)
        guard bounds.isOn, answer.size <= bounds.maxBytes else { return }
        let key = Key(owner: answer.owner, id: answer.id)
        answers[key] = (answer, turn)
        order.append((key, turn))
        turn += 1
        bytes += answer.size
        owners[answer.id, default: 0] += 1
        makeRoom(within: bounds, now: now)
    }

    mutating func find(_ id: String, of owner: String, within bounds: AnswerKeeping, now: Int) -> StoredAnswer? {
        guard let found = answers[Key(owner: owner, id: id)]?.answer else { return nil }
        guard found.created + bounds.maxAge > now else {
            _ = remove(id, of: owner)
            return nil
        }
        return found
    }

    mutating func remove(_ id: String, of owner: String) -> Bool {
        guard let removed = answers.removeValue(forKey: Key(owner: owner, id: id)) else { return false }
        bytes -= removed.answer.size
        let left = (owners[id] ?? 1) - 1
        owners[id] = left > 0 ? left : nil
        return true
    }

    mutating func remove(where fits: (StoredAnswer) -> Bool) -> Int {
        let gone = answers.values.filter { fits($0.answer) }.map(\.answer)
        return gone.count { remove($0.id, of: $0.owner) }
    }

    private mutating func makeRoom(within bounds: AnswerKeeping, now: Int) {
        while first < order.count {
            let (key, turn) = order[first]
            let kept = answers[key]
            let isHere = kept?.turn == turn
            let isOld = kept.map { $0.answer.created + bounds.maxAge <= now } ?? true
            guard !isHere || isOld || bytes > bounds.maxBytes else { break }
            if isHere { _ = remove(key.id, of: key.owner) }
            first += 1
        }
        guard order.count > 2 * answers.count + 1_024 else { return }
        order.removeFirst(first)
        order.removeAll { answers[$0.key]?.turn != $0.turn }
        first = 0
    }
}
