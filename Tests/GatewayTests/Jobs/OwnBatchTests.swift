import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Synchronization
import Testing
import Wire

/// Batches that the gateway runs itself, over a scripted provider.
@Suite struct `Own batches` {
    private func begun(_ house: JobHouse, lines: String, window: String = "24h") async throws -> String {
        let file = await house.upload(lines)
        let batch = await house.begin(file.id, window: window)
        try #require(batch.status == 200, "\(batch.text)")
        return batch.id
    }

    @Test func `every line is a call of its own, and its answer stands in the output`() async throws {
        let upstream = ScriptedUpstream(.json(JobHouse.answer))
        let house = JobHouse(upstream)
        let file = await house.upload(JobHouse.lines(20))
        let begun = await house.begin(file.id, more: #","metadata":{"z":"1","a":"2"}"#)
        #expect(begun.json["status"] == "validating" && begun.json["metadata"] == ["z": "1", "a": "2"])
        #expect(begun.json["output_file_id"] == .null && begun.json["expires_at"] == .int(1_700_086_400))
        try await house.running { try await house.wait(begun.id) }
        let ended = await house.call(.get, .batch(begun.id))
        #expect(ended.json["status"] == "completed" && ended.json["error_file_id"] == .null)
        #expect(ended.json["request_counts"] == ["total": 20, "completed": 20, "failed": 0])
        let results = await house.results(ended.json["output_file_id"]?.string)
        #expect(Set(results.keys) == Set((0..<20).map { "line-\($0)" }))
        let one = try #require(results["line-7"])
        #expect(one["response"]?["status_code"] == 200 && one["error"] == .null)
        #expect(one["response"]?["body"]?["choices"]?.array?.first?["message"]?["content"] == "Hello.")
        #expect(upstream.requests.count == 20)
        let calls = house.log.recent.filter { $0.path == "/v1/chat/completions" }
        #expect(calls.count == 20 && calls.allSatisfy { $0.principal == "one" && $0.usage?.input == 3 })
        #expect(Set(calls.map(\.id)).contains(one["response"]?["request_id"]?.string ?? ""))
        let output = await house.call(.get, .file(ended.json["output_file_id"]?.string ?? ""))
        #expect(output.json["purpose"] == "batch_output")
        #expect(await house.call(.get, .batches).json["data"] == [ended.json])
    }

    @Test func `lines that fail stand in the error file, in the form a caller gets`() async throws {
        let house = JobHouse(ScriptedUpstream(.json(JobHouse.answer)), keys: [("one", ["up/m"])])
        let id = try await begun(
            house, lines: JobHouse.lines(2) + JobHouse.lines(1, model: "up/other").replacing("line-0", with: "bad"))
        try await house.running { try await house.wait(id) }
        let ended = await house.call(.get, .batch(id)).json
        #expect(ended["request_counts"] == ["total": 3, "completed": 2, "failed": 1])
        let errors = await house.results(ended["error_file_id"]?.string)
        #expect(Array(errors.keys) == ["bad"] && errors["bad"]?["response"]?["status_code"] == 403)
        #expect(errors["bad"]?["response"]?["body"]?["error"]?["code"] == "model_not_allowed")
    }

    @Test func `a file that cannot be run names its lines`() async throws {
        let upstream = ScriptedUpstream(.json(JobHouse.answer))
        let house = JobHouse(upstream)
        let id = try await begun(house, lines: JobHouse.lines(1) + "nonsense\n" + JobHouse.lines(1))
        try await house.running { try await house.wait(id) }
        let ended = await house.call(.get, .batch(id)).json
        #expect(ended["status"] == "failed" && ended["output_file_id"] == .null)
        let problems = ended["errors"]?["data"]?.array ?? []
        #expect(problems.map { $0["line"]?.int } == [2, 3])
        #expect(problems.map { $0["code"] } == ["invalid_json_line", "duplicate_custom_id"])
        #expect(upstream.requests.isEmpty)
    }

    @Test func `a wrong order is refused at once`() async throws {
        let house = JobHouse(ScriptedUpstream(.json("{}")))
        let file = await house.upload("x").id
        #expect(await house.begin("file-no").code == "file_not_found")
        #expect(
            await house.begin(await house.upload("x", purpose: "user_data").id).json["error"]?["param"]
                == "input_file_id")
        #expect(await house.begin(file, endpoint: "/v1/audio/speech").json["error"]?["param"] == "endpoint")
        for window in ["", "24", "0h", "31d", "h"] {
            #expect(await house.begin(file, window: window).json["error"]?["param"] == "completion_window")
        }
        #expect(await house.begin(file, more: #","metadata":{"a":1}"#).json["error"]?["param"] == "metadata")
        #expect(await house.begin(file, more: #","input_file_id":"file-2""#).status == 400)
        #expect(await house.call(.post, .batches, "{").code == "invalid_json")
        #expect(try await house.stores.batches.list() == [])
    }

    @Test func `a batch is its owner's alone`() async throws {
        let house = JobHouse(ScriptedUpstream(.json(JobHouse.answer)))
        let id = try await begun(house, lines: JobHouse.lines(1))
        #expect(await house.call(.get, .batch(id), who: "two").code == "batch_not_found")
        #expect(await house.call(.post, .cancel(id), who: "two").status == 404)
        #expect(await house.call(.get, .batches, who: "two").json["data"] == [])
        try await house.running { try await house.wait(id) }
        let output = try #require(await house.call(.get, .batch(id)).json["output_file_id"]?.string)
        #expect(await house.call(.get, .content(output), who: "two").status == 404)
        #expect(await house.call(.get, .content(output)).status == 200)
    }

    @Test func `no more run at once than may, and the file stays while they do`() async throws {
        let upstream = HoldingUpstream(.json(JobHouse.answer), answering: 0)
        let house = JobHouse(upstream) { batches, _ in batches.concurrency = 3 }
        let id = try await begun(house, lines: JobHouse.lines(10))
        try await house.running {
            try await upstream.wait(for: 3)
            let input = try #require(try await house.stores.batches.find(id)?.inputFile)
            #expect(await house.call(.delete, .file(input)).status == 400)
            #expect(upstream.requests.count == 3)
            upstream.open()
            _ = try await house.wait(id)
            #expect(upstream.requests.count == 10)
            #expect(await house.call(.delete, .file(input)).status == 200)
        }
    }

    @Test func `a restart goes on where no result stands, and runs no line that has one`() async throws {
        let stores = JobStores()
        let first = HoldingUpstream(.json(JobHouse.answer), answering: 5)
        let house = JobHouse(first, stores: stores) { batches, _ in batches.concurrency = 2 }
        let id = try await begun(house, lines: JobHouse.lines(12))
        try await house.running {
            // Five have an answer; two are under way when the process ends.
            try await first.wait(for: 7)
            let output = try #require(try await stores.batches.find(id)?.outputFile)
            try await house.bell.wait {
                let text = String(buffer: try await stores.contents.read(output, 0..<Int.max))
                return text.count { $0 == "\n" } == 5
            }
        }
        var kept = try #require(try await stores.batches.find(id))
        #expect(kept.status == .inProgress)
        // What a crash leaves of a line.
        try await stores.contents.append(
            ByteBuffer(string: #"{"id":"batch_req_1","custom_id":"line-1"#), to: kept.outputFile)

        let second = ScriptedUpstream(.json(JobHouse.answer))
        let again = JobHouse(second, stores: stores)
        try await again.running { kept = try await again.wait(id) }
        #expect(kept.status == .completed && kept.counts == StoredBatch.Counts(total: 12, completed: 12, failed: 0))
        #expect(second.requests.count == 7)
        #expect(await again.results(kept.outputFile).count == 12)
        #expect(await again.call(.get, .content(kept.outputFile)).text.split(separator: "\n").count == 12)
    }

    @Test func `a bad line among the results does not cost those behind it`() async throws {
        let stores = JobStores()
        let upstream = ScriptedUpstream(.json(JobHouse.answer))
        let house = JobHouse(upstream, stores: stores)
        let id = try await begun(house, lines: JobHouse.lines(6))
        let output = try #require(try await stores.batches.find(id)?.outputFile)
        let result = { (number: Int) in
            let made = BatchResult.answered(
                "line-\(number)", id: "r\(number)", requestID: "q\(number)", status: 200,
                body: ByteBuffer(string: "{}"))
            return String(buffer: made)
        }
        // The second was glued to a piece of the first.
        let text = result(0) + result(1).prefix(30) + result(2) + result(3) + result(4)
        try await stores.contents.append(ByteBuffer(string: text), to: output)
        var ended = try #require(try await stores.batches.find(id))
        try await house.running { ended = try await house.wait(id) }
        #expect(ended.status == .completed && ended.counts == StoredBatch.Counts(total: 6, completed: 6, failed: 0))
        // Lines 1, 2 and 5: for these no result stands.
        #expect(upstream.requests.count == 3)
        #expect(await house.results(ended.outputFile).count == 6)
    }

    @Test func `cancelling lets running lines end and begins no more`() async throws {
        let upstream = HoldingUpstream(.json(JobHouse.answer), answering: 1)
        let house = JobHouse(upstream) { batches, _ in batches.concurrency = 2 }
        let id = try await begun(house, lines: JobHouse.lines(9))
        try await house.running {
            try await upstream.wait(for: 3)
            #expect(await house.call(.post, .cancel(id)).json["status"] == "cancelling")
            upstream.open()
            let ended = try await house.wait(id)
            #expect(ended.status == .cancelled && ended.counts == StoredBatch.Counts(total: 9, completed: 3, failed: 0))
            #expect(upstream.requests.count == 3)
        }
        #expect(await house.call(.post, .cancel(id)).json["status"] == "cancelled")
        let done = try await begun(house, lines: "nonsense")
        try await house.running { try await house.wait(done) }
        #expect(await house.call(.post, .cancel(done)).status == 400)
    }

    @Test func `one that is cancelled before it begins runs nothing`() async throws {
        let upstream = ScriptedUpstream(.json(JobHouse.answer))
        let house = JobHouse(upstream)
        let id = try await begun(house, lines: JobHouse.lines(4))
        #expect(await house.call(.post, .cancel(id)).json["status"] == "cancelling")
        try await house.running { try await house.wait(id) }
        #expect(await house.call(.get, .batch(id)).json["status"] == "cancelled")
        #expect(upstream.requests.isEmpty)
    }

    @Test func `when the window is over what is left is told as expired`() async throws {
        let upstream = HoldingUpstream(.json(JobHouse.answer), answering: 1)
        let house = JobHouse(upstream) { batches, _ in batches.concurrency = 1 }
        let id = try await begun(house, lines: JobHouse.lines(4), window: "1h")
        try await house.running {
            try await upstream.wait(for: 2)
            house.clock.pass(3_600)
            house.core.jobs.post(.tick)
            _ = try await house.wait(id) { $0.status == .finalizing }
            upstream.open()
            let ended = try await house.wait(id)
            #expect(ended.status == .expired && ended.counts == StoredBatch.Counts(total: 4, completed: 2, failed: 2))
            let errors = await house.results(ended.errorFile)
            #expect(errors.count == 2 && errors.values.allSatisfy { $0["error"]?["code"] == "batch_expired" })
        }
    }

    @Test func `a key that is gone answers no more lines`() async throws {
        let upstream = ScriptedUpstream(.json(JobHouse.answer))
        let house = JobHouse(upstream)
        let id = try await begun(house, lines: JobHouse.lines(2))
        house.core.replace(JobHouse.snapshot(keys: [("two", nil)]))
        try await house.running { try await house.wait(id) }
        let ended = try #require(try await house.stores.batches.find(id))
        #expect(ended.counts.failed == 2 && upstream.requests.isEmpty)
        let errors = await house.results(ended.errorFile)
        #expect(errors["line-0"]?["error"]?["code"] == "invalid_api_key")
    }

    /// Contents that take nothing any more, like a full disk.
    private struct FullContents: ContentStore {
        let contents: any ContentStore
        let isFull: @Sendable () -> Bool

        func append(_ bytes: ByteBuffer, to id: String) async throws(GatewayError) {
            guard !isFull() else { throw GatewayError(.internalError, "Full.", origin: .gateway, cause: "disk full") }
            try await contents.append(bytes, to: id)
        }
        func read(_ id: String, _ range: Range<Int>) async throws(GatewayError) -> ByteBuffer {
            try await contents.read(id, range)
        }
        func size(of id: String) async throws(GatewayError) -> Int? { try await contents.size(of: id) }
        func cut(_ id: String, to size: Int) async throws(GatewayError) { try await contents.cut(id, to: size) }
        func remove(_ id: String) async throws(GatewayError) { try await contents.remove(id) }
    }

    @Test func `a store that fails is told in the log, and tried again`() async throws {
        let upstream = ScriptedUpstream(.json(JobHouse.answer))
        let isFull = Atomic(false)
        let full = FullContents(contents: InMemoryContentStore()) { isFull.load(ordering: .relaxed) }
        let house = JobHouse(upstream, stores: JobStores(contents: full))
        let id = try await begun(house, lines: JobHouse.lines(1))
        isFull.store(true, ordering: .relaxed)
        try await house.running {
            try await house.bell.wait { house.log.recent.count { $0.cause == "disk full" } >= 2 }
            isFull.store(false, ordering: .relaxed)
            house.core.jobs.post(.tick)
            let ended = try await house.wait(id)
            #expect(ended.status == .completed && ended.counts == StoredBatch.Counts(total: 1, completed: 0, failed: 1))
            #expect(await house.results(ended.errorFile)["line-0"]?["error"]?["code"] == "internal_error")
        }
        #expect(upstream.requests.count == 1)
    }

    @Test func `a limit that passes is waited for, some times`() async throws {
        let refusal = #"{"error":{"message":"slow down","type":"rate_limit_error"}}"#
        let upstream = ScriptedUpstream(.json(refusal, status: 429))
        let house = JobHouse(upstream)
        let id = try await begun(house, lines: JobHouse.lines(1))
        try await house.running { try await house.wait(id) }
        #expect(upstream.requests.count == 6)
        let ended = try #require(try await house.stores.batches.find(id))
        let error = await house.results(ended.errorFile)["line-0"]
        #expect(error?["response"]?["status_code"] == 429 && ended.counts.failed == 1)
    }

    /// A batch may have more lines than its key has room for.
    @Test func `a limit of the gateway's own is waited for until it lets the line in`() async throws {
        let upstream = HoldingUpstream(.json(JobHouse.answer), answering: 0)
        let house = JobHouse(upstream)
        let id = try await begun(house, lines: JobHouse.lines(2))
        house.core.replace(JobHouse.snapshot(keys: [("one", nil)], limits: RateLimits(concurrent: 1)))
        try await house.running {
            try await upstream.wait(for: 1)
            try await house.bell.wait { house.log.recent.count { $0.code == .rateLimited } > 20 }
            upstream.open()
            let ended = try await house.wait(id)
            #expect(ended.counts == StoredBatch.Counts(total: 2, completed: 2, failed: 0))
        }
        #expect(upstream.requests.count == 2)
    }
}
