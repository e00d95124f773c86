import Gateway
import GatewayTesting
import NIOCore
import Synchronization
import Testing
import Wire

/// Files that the gateway keeps itself.
@Suite struct `Own files` {
    private let house = JobHouse(ScriptedUpstream(.json("{}")))

    @Test func `a file is kept, told, sent back byte for byte, and deleted`() async throws {
        let content = "{\"a\":1}\r\nü\u{0}\n--B-is-no-boundary"
        let made = await house.upload(content)
        #expect(made.status == 200 && made.json["object"] == "file" && made.json["filename"] == "in.jsonl")
        #expect(made.id.hasPrefix("file-") && made.id.utf8.count == 37)
        #expect(made.json["bytes"] == .int(content.utf8.count) && made.json["status"] == "processed")
        #expect(await house.call(.get, .file(made.id)).json == made.json)
        #expect(await house.call(.get, .content(made.id)).text == content)
        let gone = await house.call(.delete, .file(made.id))
        #expect(gone.json == ["id": .string(made.id), "object": "file", "deleted": true])
        #expect(await house.call(.get, .file(made.id)).code == "file_not_found")
        #expect(try await house.stores.contents.size(of: made.id) == nil)
    }

    @Test func `another key sees nothing of it`() async throws {
        let made = await house.upload("x")
        for path in [JobPath.file(made.id), .content(made.id)] {
            let reply = await house.call(.get, path, who: "two")
            #expect(reply.status == 404 && reply.code == "file_not_found")
        }
        #expect(await house.call(.delete, .file(made.id), who: "two").status == 404)
        #expect(await house.call(.get, .files, who: "two").json["data"] == [])
        let batch = await house.begin(made.id, who: "two")
        #expect(batch.status == 404 && batch.json["error"]?["param"] == "input_file_id")
        #expect(await house.call(.get, .content(made.id)).text == "x")
    }

    @Test func `files are listed in pages`() async throws {
        var ids: [String] = []
        for purpose in ["batch", "user_data", "batch"] {
            ids.append(await house.upload("x", purpose: purpose).id)
            house.clock.pass(1)
        }
        let listed = { (query: String) in
            await house.call(.get, .files, query: query).json
        }
        func names(_ query: String) async -> [String] {
            await listed(query)["data"]?.array?.compactMap { $0["id"]?.string } ?? []
        }
        #expect(await names("") == ids.reversed())
        #expect(await names("?order=asc") == ids)
        #expect(await names("?purpose=batch&order=asc") == [ids[0], ids[2]])
        #expect(await names("?order=asc&limit=1&after=\(ids[0])") == [ids[1]])
        #expect(await listed("?limit=2")["has_more"] == true)
        #expect(await listed("?limit=3")["has_more"] == false)
        for query in ["?limit=0", "?order=up", "?after=file-no"] {
            #expect(await house.call(.get, .files, query: query).status == 400, "\(query)")
        }
    }

    @Test func `a file has an end`() async throws {
        let expiry = { (seconds: String) in
            "--B\r\ncontent-disposition: form-data; name=\"expires_after[anchor]\"\r\n\r\ncreated_at\r\n"
                + "--B\r\ncontent-disposition: form-data; name=\"expires_after[seconds]\"\r\n\r\n\(seconds)\r\n"
        }
        let short = await house.upload("x", more: expiry("3600"))
        let long = await house.upload("x")
        #expect(short.json["expires_at"] == .int(1_700_003_600))
        #expect(long.json["expires_at"] == .int(1_700_000_000 + 30 * 86_400))
        for wrong in ["60", "x", "99999999"] { #expect(await house.upload("x", more: expiry(wrong)).status == 400) }
        house.clock.pass(3_600)
        #expect(await house.call(.get, .file(short.id)).status == 404)
        #expect(await house.call(.get, .file(long.id)).status == 200)
        try await house.running {
            try await house.bell.wait {
                let isKept = try await house.stores.files.find(short.id) != nil
                let size = try await house.stores.contents.size(of: short.id)
                return !isKept && size == nil
            }
        }
        #expect(try await house.stores.contents.size(of: long.id) == 1)
    }

    @Test func `what is too large, or no file, is refused`() async throws {
        let small = JobHouse(ScriptedUpstream(.json("{}"))) { _, files in
            files.maxBytes = 4
            // Each takes a little besides what it holds.
            files.maxTotalBytes = 2_048 + 6
        }
        let tooLarge = await small.upload("12345")
        #expect(tooLarge.status == 413 && tooLarge.json["error"]?["hint"]?.string?.contains("files.max_bytes") == true)
        #expect(await small.upload("1234").status == 200)
        let full = await small.upload("123")
        #expect(full.status == 413 && full.json["error"]?["hint"]?.string?.contains("files.max_total_bytes") == true)
        #expect(await house.upload("x", purpose: "").json["error"]?["param"] == "purpose")
        #expect(await house.upload("").json["error"]?["param"] == "file")
        #expect(await house.call(.post, .files, "{}", type: "application/json").status == 415)
    }

    @Test func `two uploads at once do not pass the bound together`() async throws {
        let contents = WaitingContents()
        let house = JobHouse(ScriptedUpstream(.json("{}")), stores: JobStores(contents: contents)) { _, files in
            // Room for one of them.
            files.maxTotalBytes = 1_024 + 6
        }
        async let first = house.upload("12345")
        try await contents.bell.wait { contents.hasBegun }
        #expect(await house.upload("12345").status == 413)
        contents.open()
        #expect(await first.status == 200)
        #expect(try await house.stores.files.list().map(\.bytes) == [5])
    }

    @Test func `an upload that fails takes no room`() async throws {
        let records = FailingRecords()
        var stores = JobStores()
        stores.files = records
        let house = JobHouse(ScriptedUpstream(.json("{}")), stores: stores) { _, files in
            files.maxTotalBytes = 1_024 + 6
        }
        #expect(await house.upload("12345").status == 500)
        let id = try #require(records.refused.withLock { $0 })
        #expect(try await stores.contents.size(of: id) == nil)
        #expect(await house.upload("12345").status == 200)
    }

    @Test(arguments: [1, (1 << 20) + 1])
    func `a file whose content is gone is not answered as an empty one`(size: Int) async throws {
        let made = await house.upload(String(repeating: "x", count: size))
        try await house.stores.contents.cut(made.id, to: size - 1)
        #expect(await house.call(.get, .content(made.id)).status == 500)
        try await house.stores.contents.remove(made.id)
        let reply = await house.call(.get, .content(made.id))
        #expect(reply.status == 500 && reply.code == "internal_error")
        #expect(reply.json["error"]?["message"]?.string?.contains(made.id) == true)
        #expect(await house.call(.delete, .file(made.id)).status == 200)
    }
}

/// Contents that write the first piece down only when a test lets them.
private final class WaitingContents: ContentStore {
    private let contents = InMemoryContentStore()
    let bell = Bell()
    private let state = Mutex((hasBegun: false, isOpen: false))

    var hasBegun: Bool { state.withLock { $0.hasBegun } }

    func open() {
        state.withLock { $0.isOpen = true }
        bell.ring()
    }

    func append(_ bytes: ByteBuffer, to id: String) async throws(GatewayError) {
        let isFirst = state.withLock { state in
            defer { state.hasBegun = true }
            return !state.hasBegun
        }
        bell.ring()
        if isFirst { try? await bell.wait { state.withLock { $0.isOpen } } }
        contents.append(bytes, to: id)
    }

    func read(_ id: String, _ range: Range<Int>) -> ByteBuffer { contents.read(id, range) }

    func size(of id: String) -> Int? { contents.size(of: id) }

    func cut(_ id: String, to size: Int) { contents.cut(id, to: size) }

    func remove(_ id: String) { contents.remove(id) }
}

/// Records that do not take the first one.
private final class FailingRecords: RecordStore {
    private let records = InMemoryRecordStore<StoredFile>()
    let refused = Mutex<String?>(nil)

    func add(_ record: StoredFile) throws(GatewayError) {
        let isFirst = refused.withLock { refused in
            defer { refused = refused ?? record.id }
            return refused == nil
        }
        if isFirst { throw GatewayError(.internalError, "Full.", origin: .gateway) }
        records.add(record)
    }

    func find(_ id: String) -> StoredFile? { records.find(id) }

    func list() -> [StoredFile] { records.list() }

    func update(_ id: String, _ change: @escaping @Sendable (inout StoredFile) -> Void) -> StoredFile? {
        records.update(id, change)
    }

    func remove(_ id: String) -> Bool { records.remove(id) }
}
