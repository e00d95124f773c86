package import Gateway
import Wire

/// What every store of keys, with its audit log, holds to.
package enum KeyStoreContract {
    /// What was found wrong; empty for a store that holds to all of it.
    /// - Parameters:
    ///   - store: an empty one.
    ///   - log: where its changes are noted; empty too.
    package static func problems(of store: any KeyStore, _ log: any AuditLog) async throws -> [String] {
        var problems = try await keeping(store)
        problems += try await noting(store, log)
        problems += try await racing(store)
        return problems
    }

    private static func keeping(_ store: any KeyStore) async throws -> [String] {
        var problems: [String] = []
        func expect(_ holds: Bool, _ wanted: String) { if !holds { problems.append(wanted) } }
        let first = full("key_1", name: "app")
        expect(try await store.list().isEmpty, "an empty store lists nothing")
        expect(try await store.find("key_1") == nil, "an empty store finds nothing")
        expect(
            try await store.save(first, replacing: 1, noting: entry("a")) == .stale, "what is not there is not changed")
        expect(try await store.save(first, replacing: nil, noting: entry("a")) == .saved, "a new key is kept")
        expect(try await store.find("key_1") == first, "a key is found as it was kept")
        expect(try await store.save(first, replacing: nil, noting: entry("a")) == .stale, "a key is made once")
        let namesake = plain("key_2", name: "app")
        expect(try await store.save(namesake, replacing: nil, noting: entry("a")) == .nameTaken, "names are unique")
        expect(try await store.find("key_2") == nil, "what was refused is not kept")
        var second = plain("key_2", name: "'; DROP TABLE virtual_key; -- ü \"")
        expect(try await store.save(second, replacing: nil, noting: entry("a")) == .saved, "any text may be a name")
        expect(try await store.find("key_2") == second, "any text is kept as it is")
        second.name = "app"
        second.version = 2
        expect(
            try await store.save(second, replacing: 1, noting: entry("a")) == .nameTaken, "nor may one be renamed to it"
        )
        var changed = first
        (changed.former, changed.role, changed.expires, changed.policy) = (nil, nil, nil, .open)
        (changed.revoked, changed.version) = (99, 2)
        expect(try await store.save(changed, replacing: 1, noting: entry("a")) == .saved, "a change is kept")
        expect(
            try await store.save(first, replacing: 1, noting: entry("a")) == .stale, "a change of an old version is not"
        )
        expect(try await store.find("key_1") == changed, "a change takes everything along")
        try await store.note(uses: ["key_1": 500, "key_9": 1])
        try await store.note(uses: ["key_1": 400])
        expect(try await store.find("key_1")?.lastUsed == 500, "the later use stays")
        expect(try await store.find("key_1")?.version == 2, "a use is no change")
        expect(try await Set(store.list().map(\.id)) == ["key_1", "key_2"], "all are listed")
        return problems
    }

    private static func noting(_ store: any KeyStore, _ log: any AuditLog) async throws -> [String] {
        var problems: [String] = []
        func expect(_ holds: Bool, _ wanted: String) { if !holds { problems.append(wanted) } }
        let before = try await log.list(before: nil, limit: 100)
        expect(before.count == 3, "what was refused is not noted")
        expect(try await store.remove("key_2", noting: entry("gone")), "what is there is removed")
        expect(try await !store.remove("key_2", noting: entry("twice")), "once")
        try await log.append(entry("other"))
        let newest = try await log.list(before: nil, limit: 2)
        expect(newest.map(\.action) == ["other", "gone"], "the newest come first, up to the limit")
        expect(newest.allSatisfy { $0.before == ["n": 1] && $0.after == nil && $0.number > 0 }, "entries stay as noted")
        let older = try await log.list(before: newest.last?.number, limit: 100)
        expect(older == before, "a page goes on behind the one before")
        return problems
    }

    /// Of changes made at the same time to one version, one is kept.
    private static func racing(_ store: any KeyStore) async throws -> [String] {
        var problems: [String] = []
        let outcomes = await withTaskGroup(of: KeySaving?.self) { group in
            for number in 0..<20 {
                group.addTask {
                    var key = plain("key_1", name: "racer \(number)")
                    key.version = 3
                    return try? await store.save(key, replacing: 2, noting: entry("race"))
                }
            }
            return await group.reduce(into: [KeySaving?]()) { $0.append($1) }
        }
        if outcomes.filter({ $0 == .saved }).count != 1 {
            problems.append("one change of a version is kept: \(outcomes)")
        }
        if outcomes.filter({ $0 == .stale }).count != 19 { problems.append("the others are told: \(outcomes)") }
        return problems
    }

    private static func entry(_ action: String) -> AuditEntry {
        AuditEntry(
            time: 7, actor: "admin", action: action, subject: "key_1", address: "10.0.0.1", requestID: "r",
            before: ["n": 1])
    }

    private static func digest(_ text: String) -> KeyDigest { pepper.digest(of: Secret(text)) }

    private static let pepper = KeyPepper()

    private static func plain(_ id: String, name: String) -> VirtualKey {
        VirtualKey(id: id, name: name, digest: digest(id), lastFour: "wxyz", created: 5)
    }

    private static func full(_ id: String, name: String) -> VirtualKey {
        var policy = KeyPolicy(
            models: ["smart", "openai/*"],
            budgets: [
                Budget(most: Money(nanoUSD: 25_000_000_001), period: .month),
                Budget(most: Money(nanoUSD: 1), period: .total),
            ], limits: RateLimits(requestsPerMinute: 6, tokensPerMinute: 7, concurrent: 8))
        policy.operations = [.generate, .embed]
        policy.priority = .high
        (policy.team, policy.owner, policy.tags) = ("red", "ann@example.com", ["one", "two"])
        return VirtualKey(
            id: id, name: name, digest: digest(id), lastFour: "abcd", role: .viewer, policy: policy, created: 5,
            expires: 100, former: .init(digest: digest("former"), lastFour: "efgh", ends: 50), lastUsed: 6)
    }
}
