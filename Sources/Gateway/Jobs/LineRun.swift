import Dialects
import NIOCore
import Wire

/// One line of a batch: a call of its own through the whole pipeline, and its result written down.
struct LineRun: Sendable {
    private static let mostTries = 6
    private static let longestPause = 60

    let batch: StoredBatch
    let spot: LinePool.Spot
    let core: GatewayCore
    let seat: BatchSeat
    let pause: @Sendable (TimeAmount) async -> Void

    private var stores: JobStores { core.jobs.stores }

    /// Whether the line was answered well; nil: it has no result, and is to be run again.
    func run() async -> Bool? {
        do throws(GatewayError) {
            let bytes = try await stores.contents.read(batch.inputFile, spot.range)
            let line: BatchLine
            do throws(BatchProblem) {
                line = try BatchLine.read(
                    bytes, number: spot.number, for: batch.endpoint, maxDepth: core.snapshot.limits.jsonDepth)
            } catch {
                return nil
            }
            return try await run(line)
        } catch {
            core.report(error, of: batch)
            return nil
        }
    }

    private func run(_ line: BatchLine) async throws(GatewayError) -> Bool? {
        var tries = 0
        while true {
            guard let principal = core.principal(ofOwner: batch.owner) else {
                return try await write(
                    BatchResult.failed(
                        line.customID, id: resultID, code: ErrorCode.invalidAPIKey.rawValue,
                        message: "The key that made the batch is not known any more."), isGood: false)
            }
            let (call, reply) = await answer(to: line, principal)
            // An answer that has come whole is paid for, and written down.
            if Task.isCancelled, reply.whole == nil || call.record.code != nil { return nil }
            // The gateway's own limits pass, be it late: a batch may have more lines than a minute has room for.
            if call.record.attemptCount > 0 { tries += 1 }
            if Self.passes(call.record.code), tries < Self.mostTries, await isStillWanted {
                guard await rest(wait(after: reply, tries)) else { return nil }
                if await isStillWanted { continue }
            }
            guard let whole = reply.whole else {
                return try await write(
                    BatchResult.failed(
                        line.customID, id: resultID, code: ErrorCode.upstreamError.rawValue,
                        message: "The provider's answer broke off, or was too large."), isGood: false)
            }
            let isGood = (200..<300).contains(whole.status)
            return try await write(
                BatchResult.answered(
                    line.customID, id: resultID, requestID: call.id, status: whole.status, body: whole.body),
                isGood: isGood)
        }
    }

    private var resultID: String { "batch_req_\(core.makeRequestID())" }

    private func write(_ result: ByteBuffer, isGood: Bool) async throws(GatewayError) -> Bool {
        try await stores.contents.append(result, to: isGood ? batch.outputFile : batch.errorFile)
        return isGood
    }

    private func answer(to line: BatchLine, _ principal: Principal) async -> (Call, HeldReply) {
        let caller = LineCaller(seat.loop)
        var fields = HeaderFields()
        fields.append("content-type", "application/json")
        let call = Call(
            id: core.makeRequestID(), snapshot: core.snapshot, dialect: batch.endpoint.dialect,
            operation: batch.endpoint.operation,
            head: RequestHead(method: .post, target: batch.endpoint.rawValue, fields: fields), body: line.body,
            principal: principal, caller: caller, arrived: core.effects.monotonic())
        let reply = HeldReply()
        await withTaskCancellationHandler {
            await core.run(call, reply: reply)
        } onCancel: {
            seat.loop.execute { caller.leave() }
        }
        return (call, reply)
    }

    /// Second by second, so that the end of the process need not wait for it. False: it has come.
    private func rest(_ seconds: Int) async -> Bool {
        for _ in 0..<seconds {
            await pause(.seconds(1))
            if Task.isCancelled || core.jobs.isStopping { return false }
            guard await isStillWanted else { return true }
        }
        return true
    }

    /// Whether the refusal may be over in a while: a limit, or no room.
    private static func passes(_ code: ErrorCode?) -> Bool {
        switch code {
        case .rateLimited, .overloaded, .upstreamOverloaded, .upstreamUnavailable: true
        default: false
        }
    }

    private func wait(after reply: HeldReply, _ tries: Int) -> Int {
        let said = reply.retryAfter.flatMap { Int($0) }
        return min(max(said ?? 1 << tries, 1), Self.longestPause)
    }

    private var isStillWanted: Bool {
        get async {
            let now = try? await stores.batches.find(batch.id)
            return now?.status == .inProgress
        }
    }
}
