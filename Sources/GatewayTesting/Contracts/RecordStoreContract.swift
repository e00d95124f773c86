package import Gateway

/// What every store of records holds to.
package enum RecordStoreContract {
    /// What was found wrong; empty for a store that holds to all of it.
    /// - Parameter store: an empty one.
    package static func problems(of store: any RecordStore<StoredFile>) async throws -> [String] {
        var problems: [String] = []
        func expect(_ holds: Bool, _ wanted: String) { if !holds { problems.append(wanted) } }

        let first = file("file-1", owner: "key:a")
        expect(try await store.find("file-1") == nil, "an empty store finds nothing")
        expect(try await store.update("file-1") { $0.bytes = 9 } == nil, "what is not there is not changed")
        expect(try await store.list().isEmpty, "an update makes no record")
        expect(try await !store.remove("file-1"), "what is not there is not removed")
        try await store.add(first)
        expect(try await store.find("file-1") == first, "a record is found as it was added")
        var second = file("provider/an id, \"quoted\" ü", owner: "key:b")
        second.filename = "a\n\u{0}\"b"
        try await store.add(second)
        expect(try await store.find(second.id) == second, "any text may be an id")
        let ids = try await store.list().map(\.id)
        expect(Set(ids) == [first.id, second.id] && ids.count == 2, "all are listed, once")
        let changed = try await store.update("file-1") { $0.bytes += 1 }
        expect(changed?.bytes == first.bytes + 1, "an update returns what became of it")
        expect(try await store.find("file-1") == changed, "an update is kept")
        try await store.add(first)
        expect(try await store.find("file-1") == first, "one of the same id takes its place")
        expect(try await store.list().count == 2, "one of the same id is not one more")

        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 { group.addTask { _ = try? await store.update("file-1") { $0.bytes += 1 } } }
        }
        expect(try await store.find("file-1")?.bytes == first.bytes + 50, "no change is lost")
        expect(try await store.remove(second.id), "what is there is removed")
        expect(try await store.find(second.id) == nil, "what was removed is gone")
        expect(try await store.list().map(\.id) == ["file-1"], "the others stay")
        return problems
    }

    private static func file(_ id: String, owner: String) -> StoredFile {
        StoredFile(id: id, owner: owner, created: 1, expires: 2, filename: "f", purpose: "batch", bytes: 3)
    }
}
