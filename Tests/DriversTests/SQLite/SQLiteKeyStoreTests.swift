import Drivers
import Foundation
import GRDB
import Gateway
import GatewayTesting
import Testing
import Wire

/// Keys in the embedded database.
@Suite struct `The store of keys` {
    private func path() -> String {
        FileManager.default.temporaryDirectory.appendingPathComponent("keys-\(UUID().uuidString).sqlite").path
    }

    @Test func `in SQLite and in memory it holds to the contract`() async throws {
        let file = try SQLiteFile(path: path())
        #expect(try await KeyStoreContract.problems(of: SQLiteKeyStore(file), SQLiteAuditLog(file)) == [])
        let log = InMemoryAuditLog()
        #expect(try await KeyStoreContract.problems(of: InMemoryKeyStore(log: log), log) == [])
    }

    @Test func `when keys were last used is written in a task that has been cancelled too`() async throws {
        let file = try SQLiteFile(path: path())
        let effects = Effects(now: { 1_700_000_000 })
        let registry = KeyRegistry(
            store: SQLiteKeyStore(file), audit: SQLiteAuditLog(file), pepper: KeyPepper(), effects: effects)
        let actor = AdminActor(name: "admin", address: "10.0.0.1", requestID: "r")
        let given = try AdminMembers(["name": "web"], known: VirtualKey.members)
        let id = try await registry.create(given, by: actor, isFixed: { _ in false }).key.id
        let store = SQLiteKeyStore(file)
        await withTaskGroup(of: Void.self) { group in
            group.cancelAll()
            group.addTask {
                #expect(Task.isCancelled)
                await #expect(throws: Never.self) { try await store.note(uses: [id: 1_700_000_000]) }
            }
        }
        #expect(try await store.list().first?.lastUsed == 1_700_000_000)
    }

    @Test func `what was kept is there at the next start, and no secret is in the files`() async throws {
        let path = path()
        let (pepper, effects) = (KeyPepper(), Effects(now: { 1_700_000_000 }))
        let actor = AdminActor(name: "admin", address: "10.0.0.1", requestID: "r")
        func registry() throws -> KeyRegistry {
            let file = try SQLiteFile(path: path)
            return KeyRegistry(
                store: SQLiteKeyStore(file), audit: SQLiteAuditLog(file), pepper: pepper, effects: effects)
        }
        let first = try registry()
        let given = try AdminMembers(["name": "web", "team": "red"], known: VirtualKey.members)
        let made = try await first.create(given, by: actor, isFixed: { _ in false })
        let second = try registry()
        #expect(second.directory.isEmpty)
        try await second.refresh()
        guard case .known(let principal)? = second.directory.find(made.secret, at: 1_700_000_000) else {
            Issue.record("the key is not known")
            return
        }
        #expect(principal.name == "web" && principal.policy.team == "red")
        for ending in ["", "-wal"] {
            let bytes = FileManager.default.contents(atPath: path + ending) ?? Data()
            #expect(bytes.range(of: Data(made.secret.reveal().dropFirst(9).utf8)) == nil)
        }
    }

    @Test func `rows of the audit log are neither changed nor removed`() async throws {
        let file = try SQLiteFile(path: path())
        let entry = AuditEntry(time: 1, actor: "a", action: "b", subject: "c", address: "d", requestID: "e")
        try await SQLiteAuditLog(file).append(entry)
        for sql in ["UPDATE audit SET actor = 'x'", "DELETE FROM audit"] {
            await #expect(throws: StoreFailure.self) {
                try await file.writing { try $0.execute(sql: sql) }
            }
        }
        #expect(try await SQLiteAuditLog(file).list(before: nil, limit: 9).map(\.actor) == ["a"])
    }
}
