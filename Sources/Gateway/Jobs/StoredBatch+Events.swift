/// What may happen to a batch.
package enum BatchEvent: Sendable, Equatable {
    /// Its file holds that many lines, and all can be run.
    case validated(lines: Int)
    case refused([BatchProblem])
    /// Its owner wants no more of it.
    case cancel
    /// Its window is over.
    case overdue
    /// No line is running, and none will be.
    case drained
    /// Its results are files now.
    case ended(StoredBatch.Counts, hasOutput: Bool, hasErrors: Bool)
}

extension StoredBatch {
    /// Whether the event meant anything in this status; else nothing has changed.
    @discardableResult
    package mutating func apply(_ event: BatchEvent, at now: Int) -> Bool {
        switch (status, event) {
        case (.validating, .validated(let lines)):
            counts.total = lines
            enter(.inProgress, now)
        case (.validating, .refused(let problems)):
            self.problems = problems
            enter(.failed, now)
        case (.validating, .cancel), (.inProgress, .cancel):
            enter(.cancelling, now)
        case (.validating, .overdue), (.inProgress, .overdue):
            isOverdue = true
            enter(.finalizing, now)
        case (.inProgress, .drained):
            enter(.finalizing, now)
        case (.finalizing, .ended(let counts, let hasOutput, let hasErrors)),
            (.cancelling, .ended(let counts, let hasOutput, let hasErrors)):
            self.counts = counts
            self.hasOutput = hasOutput
            self.hasErrors = hasErrors
            enter(status == .cancelling ? .cancelled : isOverdue ? .expired : .completed, now)
        default: return false
        }
        return true
    }

    private mutating func enter(_ status: Status, _ now: Int) {
        self.status = status
        times[status] = now
    }
}
