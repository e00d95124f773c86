import NIOCore

/// How far a batch has come, as its files say: read when it begins, goes on after a restart, and ends.
struct BatchSurvey: Sendable {
    private static let pieceBytes = 1 << 20

    /// Lines without a result, in their order.
    var open: [LinePool.Spot] = []
    var counts = StoredBatch.Counts()
    /// Why the input cannot be run.
    var problems: [BatchProblem] = []
    var outputBytes = 0
    var errorBytes = 0

    static func take(
        of batch: StoredBatch, in stores: JobStores, snapshot: Snapshot
    ) async throws(GatewayError) -> BatchSurvey {
        var survey = BatchSurvey()
        var done: Set<String> = []
        survey.outputBytes = try await survey.readResults(batch.outputFile, stores, into: &done)
        survey.counts.completed = done.count
        survey.errorBytes = try await survey.readResults(batch.errorFile, stores, into: &done)
        survey.counts.failed = done.count - survey.counts.completed
        try await survey.readInput(of: batch, stores, snapshot, done)
        return survey
    }

    /// The bytes of whole lines; what was written behind them when the process ended is cut off. A line among them that
    /// is no result is passed over: those behind it are paid for.
    private func readResults(
        _ id: String, _ stores: JobStores, into done: inout Set<String>
    ) async throws(GatewayError) -> Int {
        guard let size = try await stores.contents.size(of: id) else { return 0 }
        var whole = 0
        var splitter = LineSplitter()
        var position = 0
        while position < size {
            let piece = try await stores.contents.read(id, position..<min(size, position + Self.pieceBytes))
            guard piece.readableBytes > 0 else { break }
            position += piece.readableBytes
            splitter.feed(piece)
            while let line = splitter.next() {
                guard let customID = BatchResult.customID(of: line) else { continue }
                done.insert(customID)
                whole = line.range.upperBound + 1
            }
        }
        if whole < size { try await stores.contents.cut(id, to: whole) }
        return whole
    }

    private mutating func readInput(
        of batch: StoredBatch, _ stores: JobStores, _ snapshot: Snapshot, _ done: Set<String>
    ) async throws(GatewayError) {
        var check = BatchCheck(
            endpoint: batch.endpoint, maxLines: snapshot.batches.maxLines, maxDepth: snapshot.limits.jsonDepth)
        guard let size = try await stores.contents.size(of: batch.inputFile) else {
            problems = [BatchProblem("file_not_found", "The input file is not there any more.", param: "input_file_id")]
            return
        }
        var splitter = LineSplitter()
        var position = 0
        while position < size, !check.isSettled {
            let piece = try await stores.contents.read(
                batch.inputFile, position..<min(size, position + Self.pieceBytes))
            guard piece.readableBytes > 0 else { break }
            position += piece.readableBytes
            splitter.feed(piece)
            while !check.isSettled, let line = splitter.next() { take(line, &check, done) }
            if splitter.openBytes > snapshot.limits.body {
                check.note(
                    BatchProblem(
                        "line_too_long", "A line may have \(snapshot.limits.body) bytes.",
                        line: splitter.openNumber))
                break
            }
        }
        if !check.isSettled, let line = splitter.finish() { take(line, &check, done) }
        check.finish()
        problems = check.problems
    }

    private mutating func take(_ line: LineSplitter.Line, _ check: inout BatchCheck, _ done: Set<String>) {
        guard let id = check.take(line) else { return }
        counts.total += 1
        if !done.contains(id) { open.append(LinePool.Spot(number: line.number, range: line.range)) }
    }
}
