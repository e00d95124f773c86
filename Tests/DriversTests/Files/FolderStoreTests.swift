import Foundation
import Gateway
import GatewayTesting
import Glibc
import NIOCore
import Synchronization
import Testing
import Wire

@testable import Drivers

/// Files and batches in the data folder.
@Suite struct `Stores in a folder` {
    /// Gone with the test.
    private final class Scratch: Sendable {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("llmgateway-\(UUID().uuidString)").path

        init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false) }

        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    private func batch(_ id: String) -> StoredBatch {
        StoredBatch(
            id: id, owner: "key:a", endpoint: .chat, inputFile: "file-in", window: "24h", created: 1, expires: 2,
            outputFile: "file-out", errorFile: "file-err", outputAge: 3)
    }

    @Test func `they hold to the contracts`() async throws {
        let scratch = try Scratch()
        let stores = try JobStores(inFolder: scratch.path)
        #expect(try await RecordStoreContract.problems(of: stores.files) == [])
        #expect(try await ContentStoreContract.problems(of: stores.contents) == [])
    }

    @Test func `what is known of experiments is there at the next start`() async throws {
        let scratch = try Scratch()
        let first = try ExperimentFolder.store(inFolder: scratch.path)
        let record = ExperimentRecord(id: "experiment:a b/\"c\"", content: ["phase": ["is": "running"], "n": [1, 2]])
        try await first.add(record)
        try await first.add(ExperimentRecord(id: "shadow:smart", content: [:]))
        let second = try ExperimentFolder.store(inFolder: scratch.path)
        #expect(try await second.find(record.id) == record)
        #expect(try await second.list().count == 2)
    }

    @Test func `what was kept is there at the next start, and what nobody names is not`() async throws {
        let scratch = try Scratch()
        let first = try JobStores(inFolder: scratch.path)
        let file = StoredFile(
            id: "file-1", owner: "key:a", created: 1, expires: 2, filename: "a", purpose: "batch", bytes: 4)
        try await first.files.add(file)
        var running = batch("batch_1")
        running.metadata = ["z": "1", "a": "2"]
        running.apply(.validated(lines: 3), at: 7)
        try await first.batches.add(running)
        let relayed = RelayedObject(
            owner: "key:a", provider: "up", theirs: "../../file-X", credential: "c", created: 5, isBatch: false,
            object: ["id": "../../file-X"])
        try await first.relayed.add(relayed)
        for id in ["file-1", "file-out", "file-lost"] {
            try await first.contents.append(ByteBuffer(string: "text"), to: id)
        }

        let second = try JobStores(inFolder: scratch.path)
        #expect(try await second.files.find("file-1") == file)
        #expect(try await second.batches.find("batch_1") == running)
        #expect(try await second.relayed.list() == [relayed])
        #expect(try await second.contents.size(of: "file-1") == 4)
        #expect(try await second.contents.size(of: "file-out") == 4)
        #expect(try await second.contents.size(of: "file-lost") == nil)
        let isRemoved = try await second.files.remove("file-1")
        #expect(isRemoved)
        #expect(try await JobStores(inFolder: scratch.path).files.list() == [])
    }

    @Test func `only we may read them, and a half-written record is none`() async throws {
        let scratch = try Scratch()
        let stores = try JobStores(inFolder: scratch.path)
        try await stores.batches.add(batch("batch_1"))
        try await stores.contents.append(ByteBuffer(string: "text"), to: "file-out")
        let modes = ["batches/batch_1.json", "contents/file-out"].map { name in
            try? FileManager.default.attributesOfItem(atPath: "\(scratch.path)/\(name)")[.posixPermissions] as? Int
        }
        #expect(modes == [0o600, 0o600])
        try #"{"id":"batch_2","#.write(
            toFile: "\(scratch.path)/batches/batch_2.json", atomically: true, encoding: .utf8)
        #expect(try await JobStores(inFolder: scratch.path).batches.list().map(\.id) == ["batch_1"])
    }

    @Test func `a folder that cannot be written is told without its path`() async throws {
        let scratch = try Scratch()
        let stores = try JobStores(inFolder: scratch.path)
        try FileManager.default.removeItem(atPath: "\(scratch.path)/contents")
        do {
            try await stores.contents.append(ByteBuffer(string: "x"), to: "a")
            Issue.record("it was written")
        } catch {
            #expect(error.code == .internalError && !error.message.contains(scratch.path))
            #expect(error.cause?.contains("contents/a") == true)
        }
        await #expect(throws: GatewayError.self) {
            try await stores.contents.append(ByteBuffer(string: "x"), to: "../a")
        }
    }

    @Test func `a piece that a full disk cut short is taken off again`() async throws {
        let scratch = try Scratch()
        let isFull = Atomic(false)
        let folder = try Folder(making: scratch.path) { descriptor, bytes, count in
            guard isFull.load(ordering: .relaxed) else { return Glibc.write(descriptor, bytes, count) }
            // Four bytes fit, and no more.
            if count > 4 { return Glibc.write(descriptor, bytes, 4) }
            errno = ENOSPC
            return -1
        }
        let store = FolderContentStore(folder, thread: FileThread())
        try await store.append(ByteBuffer(string: "first\n"), to: "a")
        isFull.store(true, ordering: .relaxed)
        await #expect(throws: GatewayError.self) { try await store.append(ByteBuffer(string: "second\n"), to: "a") }
        isFull.store(false, ordering: .relaxed)
        try await store.append(ByteBuffer(string: "third\n"), to: "a")
        #expect(String(buffer: try await store.read("a", 0..<Int.max)) == "first\nthird\n")
    }

    @Test func `a record that cannot be read does not cost what it names`() async throws {
        let scratch = try Scratch()
        for (folder, name) in [("files", "file-1"), ("batches", "batch_1")] {
            let stores = try JobStores(inFolder: scratch.path)
            try await stores.contents.append(ByteBuffer(string: "text"), to: name)
            let record = "\(scratch.path)/\(folder)/\(name).json"
            try #"{"id":"file-1","#.write(toFile: record, atomically: true, encoding: .utf8)
            #expect(try await JobStores(inFolder: scratch.path).contents.size(of: name) == 4, "\(folder)")
            try FileManager.default.removeItem(atPath: record)
            #expect(try await JobStores(inFolder: scratch.path).contents.size(of: name) == nil, "\(folder)")
        }
    }

    @Test func `a record that could not be written is not seen`() async throws {
        let scratch = try Scratch()
        let stores = try JobStores(inFolder: scratch.path)
        try await stores.batches.add(batch("batch_1"))
        try FileManager.default.removeItem(atPath: "\(scratch.path)/batches")
        await #expect(throws: GatewayError.self) { try await stores.batches.add(batch("batch_2")) }
        await #expect(throws: GatewayError.self) {
            try await stores.batches.update("batch_1") { $0.apply(.cancel, at: 9) }
        }
        #expect(try await stores.batches.list() == [batch("batch_1")])
    }
}
