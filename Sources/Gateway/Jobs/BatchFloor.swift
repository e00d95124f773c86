/// What is known of all unfinished batches, and what is to be done next. Changed by the runner's one task only.
struct BatchFloor {
    enum Event: Sendable {
        case notice(JobBoard.Notice)
        case surveyed(String, BatchSurvey)
        /// Whether it was answered well; nil: it has no result.
        case lineEnded(String, Bool?)
        case finished(String)
        /// The stores failed; it is tried again with the next tick.
        case failed(String)
        case swept
    }

    enum Work: Sendable {
        case survey(StoredBatch)
        case line(StoredBatch, LinePool.Spot)
        case finish(StoredBatch)
        case sweep
    }

    /// Batches at once; others wait. Each holds the places of its lines in memory.
    private static let mostOpen = 32
    /// Seconds between two sweeps.
    private static let sweepPause = 3_600

    private let jobs: JobBoard
    private var known: [String: StoredBatch] = [:]
    private var waiting: [String] = []
    private var surveyed: Set<String> = []
    private var finishing: Set<String> = []
    private var stuck: Set<String> = []
    /// Some of whose lines were given up.
    private var abandoned: Set<String> = []
    private var pool = LinePool()
    private var lastSweep: Int?
    private var isStopping = false
    /// Works that have not ended.
    private var busy = 0

    init(jobs: JobBoard) { self.jobs = jobs }

    var isOver: Bool { isStopping && busy == 0 }

    /// Looks for what a process before this one has not finished.
    mutating func recover(at now: Int) async {
        let all = (try? await jobs.stores.batches.list()) ?? []
        for batch in all.filter({ !$0.status.isFinal }).sorted(by: { ($0.created, $0.id) < ($1.created, $1.id) }) {
            known[batch.id] = batch
            waiting.append(batch.id)
        }
    }

    mutating func handle(_ event: Event, snapshot: Snapshot, at now: Int) async -> [Work] {
        var works: [Work] = []
        switch event {
        case .notice(let notice): works = await handle(notice, at: now)
        case .surveyed(let id, let survey):
            busy -= 1
            surveyed.remove(id)
            works = await begin(id, survey, at: now)
        case .lineEnded(let id, let isGood):
            busy -= 1
            if let isGood {
                jobs.note(id, isCompleted: isGood)
            } else if isStopping || jobs.isStopping {
                // The board knows of the end before its notice is read here.
                abandoned.insert(id)
            }
            if pool.ended(id), !abandoned.contains(id) { works = await finish(id, at: now) }
        case .finished(let id):
            busy -= 1
            forget(id)
        case .failed(let id):
            busy -= 1
            surveyed.remove(id)
            finishing.remove(id)
            stuck.insert(id)
        case .swept: busy -= 1
        }
        if !isStopping { works += next(snapshot) }
        busy += works.count
        return works
    }

    private mutating func handle(_ notice: JobBoard.Notice, at now: Int) async -> [Work] {
        switch notice {
        case .created(let id):
            guard known[id] == nil, let batch = try? await jobs.stores.batches.find(id), !batch.status.isFinal else {
                return []
            }
            known[id] = batch
            waiting.append(id)
            return []
        case .cancelled(let id): return await settle(id, at: now)
        case .tick: return await tick(now)
        case .stop: isStopping = true
        case .expire: isStopping = true
        }
        return []
    }

    private mutating func tick(_ now: Int) async -> [Work] {
        for id in stuck {
            pool.remove(id)
            waiting.append(id)
        }
        stuck = []
        var works: [Work] = []
        for batch in known.values where batch.expires <= now && !finishing.contains(batch.id) {
            let changed = try? await jobs.stores.batches.update(batch.id) { $0.apply(.overdue, at: now) }
            if changed?.isOverdue == true { works += await settle(batch.id, at: now) }
        }
        if !isStopping, lastSweep.map({ $0 + Self.sweepPause <= now }) ?? true {
            lastSweep = now
            works.append(.sweep)
        }
        return works
    }

    /// No more lines of a batch are to be begun.
    private mutating func settle(_ id: String, at now: Int) async -> [Work] {
        if let place = waiting.firstIndex(of: id) {
            waiting.remove(at: place)
            return await finish(id, at: now)
        }
        // One that is being read is looked at when that is done.
        return pool.stop(id) ? await finish(id, at: now) : []
    }

    private mutating func begin(_ id: String, _ survey: BatchSurvey, at now: Int) async -> [Work] {
        let event =
            survey.problems.isEmpty ? BatchEvent.validated(lines: survey.counts.total) : .refused(survey.problems)
        guard let batch = try? await jobs.stores.batches.update(id, { $0.apply(event, at: now) }) else {
            stuck.insert(id)
            return []
        }
        known[id] = batch
        switch batch.status {
        case .inProgress:
            jobs.count(survey.counts, of: id)
            return pool.add(id, owner: batch.owner, survey.open) ? await finish(id, at: now) : []
        case .finalizing, .cancelling: return await finish(id, at: now)
        default:
            forget(id)
            return []
        }
    }

    private mutating func finish(_ id: String, at now: Int) async -> [Work] {
        guard !finishing.contains(id) else { return [] }
        guard let batch = try? await jobs.stores.batches.update(id, { $0.apply(.drained, at: now) }) else {
            stuck.insert(id)
            return []
        }
        known[id] = batch
        finishing.insert(id)
        return [.finish(batch)]
    }

    private mutating func forget(_ id: String) {
        pool.remove(id)
        finishing.remove(id)
        known[id] = nil
        jobs.count(nil, of: id)
    }

    /// Batches to be read, and lines to be run, as far as there is room.
    private mutating func next(_ snapshot: Snapshot) -> [Work] {
        var works: [Work] = []
        while pool.count + surveyed.count < Self.mostOpen, let batch = nextWaiting() {
            surveyed.insert(batch.id)
            works.append(.survey(batch))
        }
        var running = pool.running
        while running < snapshot.batches.concurrency, let line = pool.next() {
            running += 1
            guard let batch = known[line.id] else { continue }
            works.append(.line(batch, line.spot))
        }
        return works
    }

    /// Of the owner with the fewest open ones.
    private mutating func nextWaiting() -> StoredBatch? {
        let opened = waiting.map { pool.opened(by: known[$0]?.owner ?? "") }
        guard let place = opened.indices.min(by: { opened[$0] < opened[$1] }) else { return nil }
        return known[waiting.remove(at: place)]
    }
}
