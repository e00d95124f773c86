import Gateway
import Testing
import Wire

/// What may happen to a batch, and when.
@Suite struct `A batch's course` {
    private static let events: [(name: String, event: BatchEvent)] = [
        ("validated", .validated(lines: 2)), ("refused", .refused([BatchProblem("x", "y")])), ("cancel", .cancel),
        ("overdue", .overdue), ("drained", .drained),
        ("ended", .ended(StoredBatch.Counts(total: 2, completed: 1, failed: 1), hasOutput: true, hasErrors: false)),
    ]

    /// Everything else changes nothing.
    private static let moves: [String: StoredBatch.Status] = [
        "validating validated": .inProgress, "validating refused": .failed, "validating cancel": .cancelling,
        "validating overdue": .finalizing, "in_progress cancel": .cancelling, "in_progress overdue": .finalizing,
        "in_progress drained": .finalizing, "finalizing ended": .completed, "cancelling ended": .cancelled,
    ]

    private func batch(_ status: StoredBatch.Status) -> StoredBatch {
        var batch = StoredBatch(
            id: "b", owner: "key:a", endpoint: .chat, inputFile: "i", window: "24h", created: 1, expires: 2,
            outputFile: "o", errorFile: "e", outputAge: 3)
        batch.status = status
        return batch
    }

    @Test(arguments: StoredBatch.Status.allCases)
    func `every event in every status`(_ status: StoredBatch.Status) {
        for (name, event) in Self.events {
            let before = batch(status)
            var after = before
            let hasChanged = after.apply(event, at: 9)
            if let next = Self.moves["\(status.rawValue) \(name)"] {
                #expect(hasChanged && after.status == next && after.times[next] == 9, "\(status) \(name)")
            } else {
                #expect(!hasChanged && after == before, "\(status) \(name)")
            }
        }
    }

    @Test func `one that is overdue expires with what it has`() {
        var late = batch(.inProgress)
        late.apply(.overdue, at: 5)
        late.apply(
            .ended(StoredBatch.Counts(total: 2, completed: 1, failed: 1), hasOutput: true, hasErrors: true), at: 6)
        #expect(late.status == .expired && late.times == [.finalizing: 5, .expired: 6] && late.counts.completed == 1)
        #expect(late.hasOutput && late.hasErrors)
    }

    @Test func `all of it is kept and read again`() {
        for status in StoredBatch.Status.allCases {
            var kept = batch(status)
            kept.metadata = ["a": "b"]
            // When it was made stands there as such.
            kept.times = status == .validating ? [:] : [status: 4]
            kept.problems = [BatchProblem("code", "text", param: "p", line: 3), BatchProblem("code", "text")]
            kept.counts = StoredBatch.Counts(total: 3, completed: 1, failed: 2)
            (kept.isOverdue, kept.hasOutput, kept.hasErrors) = (true, true, false)
            #expect(StoredBatch(json: kept.json) == kept)
        }
    }
}
