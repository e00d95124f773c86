import Gateway

/// What the embedded ledger guards with one lock: the budgets and the journal change together, so that the journal
/// tells the order in which budgets were decided.
struct LedgerState: ~Copyable {
    var book = BudgetBook()
    var ring: JournalRing
    private var last: UInt64
    /// Attempts that are not settled; each has room in the journal for its end.
    private var open = 0

    /// Room kept for the end of an attempt: its mark and its settlement.
    private static let ending = JournalRing.taken(192) + JournalRing.taken(JournalCoding.sizeOfSent)

    /// - Parameters:
    ///   - last: the highest number given so far.
    ///   - time: of that attempt; what is held now is no earlier.
    init(ring: consuming JournalRing, last: UInt64, time: Int) {
        _ = book.time(time)
        self.ring = ring
        self.last = last
    }

    enum Answer {
        case held(AttemptNumber)
        case unopened([BudgetBook.AccountName])
        case short(BudgetBook.Shortage)
        /// The journal has to be written away first.
        case full
    }

    mutating func hold(_ intent: AttemptIntent, within claims: [BudgetClaim]) -> Answer {
        let size = JournalCoding.size(of: intent)
        guard ring.room >= JournalRing.taken(size) + (open + 1) * Self.ending else { return .full }
        let number = AttemptNumber(last + 1)
        let intent = intent.at(book.time(intent.time))
        switch book.hold(number, intent, within: claims) {
        case .held: break
        case .unopened(let names): return .unopened(names)
        case .short(let shortage): return .short(shortage)
        }
        last += 1
        open += 1
        _ = ring.append(size) { JournalCoding.write(number, intent, to: &$0) }
        return .held(number)
    }

    /// - Parameters:
    ///   - written: what the database said of the accounts.
    ///   - position: up to where the database had the journal then; what was held since stands behind it.
    mutating func finishOpening(
        _ names: [BudgetBook.AccountName], _ written: [BudgetBook.Written], from position: UInt64
    ) {
        var written = written
        var at = position
        while at < ring.end {
            var chunk = ring.copy(from: at, upTo: ring.end, most: 64 << 10)
            while let bytes = chunk.next() {
                guard case .held(let number, let intent)? = JournalCoding.read(bytes) else { continue }
                for index in names.indices
                where names[index].period.bounds(at: written[index].began).contains(intent.time)
                    && intent.scopes.contains(names[index].scope)
                {
                    written[index].open.append((number, intent.ceiling ?? .zero, intent.time))
                }
            }
            guard chunk.position > at else { break }
            at = chunk.position
        }
        for (name, written) in zip(names, written) { book.finishOpening(name, written) }
    }

    /// What stands before `position` is in the database. Room for the ends of all that is open stays.
    mutating func free(upTo position: UInt64) {
        ring.free(upTo: position)
        guard let room = ring.roomAfterTurn, room >= open * Self.ending + ring.capacity / 8 else { return }
        ring.turn()
    }

    mutating func markSent(_ number: AttemptNumber) {
        _ = ring.append(JournalCoding.sizeOfSent) { JournalCoding.writeSent(number, to: &$0) }
    }

    mutating func settle(_ number: AttemptNumber, _ settlement: Settlement) {
        open -= 1
        book.settle(number, cost: settlement.cost)
        _ = ring.append(JournalCoding.size(of: settlement)) { JournalCoding.write(number, settlement, to: &$0) }
    }
}
