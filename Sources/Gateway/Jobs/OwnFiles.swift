import NIOCore
import Wire

/// `/v1/files` over the gateway's own store.
struct OwnFiles {
    private static let pieceBytes = 1 << 20
    /// What a file takes besides what it holds.
    private static let recordBytes = 1 << 10

    let call: Call
    let jobs: JobBoard
    let effects: Effects
    let makeID: () -> String

    private var stores: JobStores { jobs.stores }
    private var owner: String { call.principal.owner }
    private var keeping: FileKeeping { call.snapshot.files }

    func run(_ path: JobPath, _ reply: any ReplyWriter) async throws(GatewayError) {
        switch (path, call.head.method.kind) {
        case (.files, .post): try json(try await create().told, reply)
        case (.files, _): try json(try await list(), reply)
        case (.file(let id), .delete): try await remove(id, path, reply)
        case (.content(let id), _): try await send(try await find(id, path), reply)
        case (.file(let id), _): try json(try await find(id, path).told, reply)
        default: throw path.notFound()
        }
    }

    private func json(_ value: JSONValue, _ reply: any ReplyWriter) throws(GatewayError) {
        try reply.reply(
            ReplyHead(status: 200, fields: ReplyFields.make(call, contentType: "application/json", answer: nil)),
            body: value.bytes)
    }

    /// The caller's own, unless it has expired.
    func find(_ id: String, _ path: JobPath, param: String? = nil) async throws(GatewayError) -> StoredFile {
        guard let file = try await stores.files.find(id), file.owner == owner, file.expires > effects.now() else {
            throw path.notFound(param: param)
        }
        return file
    }

    private func create() async throws(GatewayError) -> StoredFile {
        let upload = try FileUpload(try FormFacts.form(of: call), maxBytes: keeping.maxBytes)
        let now = effects.now()
        let file = StoredFile(
            id: "file-\(makeID())", owner: owner, created: now,
            expires: now + min(upload.age ?? keeping.maxAge, keeping.maxAge), filename: upload.filename,
            purpose: upload.purpose, bytes: upload.content.readableBytes)
        let before = jobs.incoming.enter(file.id, bytes: file.bytes)
        defer { jobs.incoming.leave(file.id) }
        try await checkRoom(for: file, behind: before)
        do throws(GatewayError) {
            try await stores.contents.append(upload.content, to: file.id)
            try await stores.files.add(file)
        } catch {
            // Nobody would find it, and it would take room until the next start.
            try? await stores.contents.remove(file.id)
            throw error
        }
        return file
    }

    /// - Parameter before: files that came earlier, and may have a record by now.
    private func checkRoom(for file: StoredFile, behind before: [String: Int]) async throws(GatewayError) {
        var sizes = before
        for kept in try await stores.files.list() { sizes[kept.id] = kept.bytes }
        sizes[file.id] = file.bytes
        guard sizes.values.reduce(0, { $0 + $1 + Self.recordBytes }) <= keeping.maxTotalBytes else {
            throw GatewayError(
                .bodyTooLarge, "The gateway's store of files is full.",
                hint: "Delete files that are not needed any more, or raise `files.max_total_bytes`.", param: "file")
        }
    }

    private func list() async throws(GatewayError) -> JSONValue {
        let query = QueryItems.read(call.head.target)
        let now = effects.now()
        let own = try await stores.files.list().filter { file in
            file.owner == owner && file.expires > now && query["purpose"].map { $0 == file.purpose } ?? true
        }
        let page = try ListPage(
            own, query: query, mostPerPage: 10_000, usualPage: 10_000, created: \.created, id: \.id)
        return page.json(page.items.map(\.told))
    }

    private func remove(_ id: String, _ path: JobPath, _ reply: any ReplyWriter) async throws(GatewayError) {
        let file = try await find(id, path)
        if let user = try await stores.batches.list().first(where: { $0.inputFile == id && !$0.status.isFinal }) {
            throw GatewayError(
                .invalidRequest, "The file is the input of the batch \"\(user.id)\", which has not ended.",
                hint: "Cancel the batch first, or wait for its end.", param: "file_id")
        }
        _ = try await stores.files.remove(file.id)
        try await stores.contents.remove(file.id)
        try json(["id": .string(id), "object": "file", "deleted": true], reply)
    }

    private func send(_ file: StoredFile, _ reply: any ReplyWriter) async throws(GatewayError) {
        // Looked at before the first byte goes out, while there is a status to tell it with.
        guard let size = try await stores.contents.size(of: file.id), size >= file.bytes else {
            throw GatewayError(
                .internalError, "What the file \"\(file.id)\" holds is not there any more, or not all of it.",
                origin: .gateway,
                hint:
                    "Delete the file and upload it again. Whoever runs the gateway: is `contents` in `data_dir` whole?")
        }
        let fields = ReplyFields.make(call, contentType: "application/octet-stream", answer: nil)
        let head = ReplyHead(status: 200, fields: fields)
        guard file.bytes > Self.pieceBytes else {
            return try reply.reply(head, body: try await stores.contents.read(file.id, 0..<file.bytes))
        }
        try await reply.begin(head)
        var position = 0
        while call.head.method.kind == .get, position < file.bytes {
            let end = min(file.bytes, position + Self.pieceBytes)
            let piece = try await stores.contents.read(file.id, position..<end)
            guard piece.readableBytes > 0 else {
                throw GatewayError(.internalError, "The file is not whole.", origin: .gateway)
            }
            try await reply.write(piece)
            position += piece.readableBytes
        }
        try await reply.finish()
    }
}
