import NIOCore

/// Ends batches, and clears away what has had its time.
struct BatchEnding: Sendable {
    let jobs: JobBoard
    let effects: Effects

    private var stores: JobStores { jobs.stores }

    /// Makes files of the results. May be begun anew at any point.
    func finish(
        _ batch: StoredBatch, snapshot: Snapshot, makeID: @Sendable () -> String
    ) async throws(GatewayError) {
        var survey = try await BatchSurvey.take(of: batch, in: stores, snapshot: snapshot)
        if batch.status != .cancelling, !survey.open.isEmpty {
            for spot in survey.open { try await tell(spot, of: batch, snapshot, id: "batch_req_\(makeID())") }
            survey = try await BatchSurvey.take(of: batch, in: stores, snapshot: snapshot)
        }
        let now = effects.now()
        try await keep(batch.outputFile, "output", survey.outputBytes, of: batch, now)
        try await keep(batch.errorFile, "error", survey.errorBytes, of: batch, now)
        var counts = survey.counts
        counts.total = max(counts.total, batch.counts.total, counts.completed + counts.failed)
        let ended = BatchEvent.ended(
            counts, hasOutput: survey.outputBytes > 0, hasErrors: survey.errorBytes > 0)
        _ = try await stores.batches.update(batch.id) { $0.apply(ended, at: now) }
    }

    /// A line that has no result, and will have none.
    private func tell(
        _ spot: LinePool.Spot, of batch: StoredBatch, _ snapshot: Snapshot, id: String
    ) async throws(GatewayError) {
        let bytes = try await stores.contents.read(batch.inputFile, spot.range)
        guard
            let line = try? BatchLine.read(
                bytes, number: spot.number, for: batch.endpoint, maxDepth: snapshot.limits.jsonDepth)
        else { return }
        let result =
            batch.isOverdue
            ? BatchResult.failed(
                line.customID, id: id, code: "batch_expired",
                message: "This request could not be executed before the completion window expired.")
            : BatchResult.failed(
                line.customID, id: id, code: ErrorCode.internalError.rawValue,
                message: "The gateway could not write the result of this request down.")
        try await stores.contents.append(result, to: batch.errorFile)
    }

    private func keep(
        _ id: String, _ name: String, _ bytes: Int, of batch: StoredBatch, _ now: Int
    ) async throws(GatewayError) {
        guard bytes > 0 else { return }
        try await stores.files.add(
            StoredFile(
                id: id, owner: batch.owner, created: now, expires: now + batch.outputAge,
                filename: "\(batch.id)_\(name).jsonl", purpose: "batch_output", bytes: bytes))
    }

    /// Forgets files that have expired, unless a batch still needs them, and batches that ended as long ago as files are
    /// kept. What fails is tried again the next time.
    func sweep(snapshot: Snapshot) async {
        let now = effects.now()
        let batches = (try? await stores.batches.list()) ?? []
        let needed = Set(batches.filter { !$0.status.isFinal }.map(\.inputFile))
        for file in (try? await stores.files.list()) ?? [] where file.expires <= now && !needed.contains(file.id) {
            guard (try? await stores.files.remove(file.id)) != nil else { continue }
            try? await stores.contents.remove(file.id)
        }
        for batch in batches {
            guard batch.status.isFinal, let ended = batch.times[batch.status],
                ended + snapshot.files.maxAge <= now
            else { continue }
            _ = try? await stores.batches.remove(batch.id)
        }
    }
}
