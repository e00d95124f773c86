package import NIOCore
import Synchronization

/// All keys made at run time, in memory: what a call's key is looked up in. Whoever changes a key in the store changes
/// it here too, and the next call feels it.
package final class KeyDirectory: Sendable {
    /// What is known of a credential.
    package enum Finding: Sendable {
        case known(Principal)
        case revoked
        case expired
    }

    private struct Entry {
        var key: VirtualKey
        let principal: Principal
        /// Whoever still uses the secret before the last rotation.
        let former: Principal?

        init(_ key: VirtualKey) {
            self.key = key
            principal = Principal(key, ends: key.expires)
            former = key.former.map { former in
                Principal(key, ends: key.expires.map { min($0, former.ends) } ?? former.ends)
            }
        }

        func end() {
            principal.standing?.end()
            former?.standing?.end()
        }

        /// When the key was last used, be it with either secret.
        var lastUse: NIODeadline? {
            let uses = [principal.standing?.lastUse, former?.standing?.lastUse].compactMap(\.self)
            return uses.max()
        }
    }

    private struct State {
        var entries: [String: Entry] = [:]
        /// Ids by the digests of both secrets.
        var ids: [KeyDigest: String] = [:]
        var idsByName: [String: String] = [:]
        /// Ids that never come back.
        var removed: Set<String> = []

        /// What was read before a later change, and comes after it, changes nothing.
        mutating func put(_ key: VirtualKey) {
            guard !removed.contains(key.id), entries[key.id]?.key.version ?? .min <= key.version else { return }
            remove(key.id)
            entries[key.id] = Entry(key)
            ids[key.digest] = key.id
            if let former = key.former { ids[former.digest] = key.id }
            idsByName[key.name] = key.id
        }

        mutating func remove(_ id: String) {
            guard let entry = entries.removeValue(forKey: id) else { return }
            entry.end()
            ids[entry.key.digest] = nil
            if let former = entry.key.former { ids[former.digest] = nil }
            if idsByName[entry.key.name] == id { idsByName[entry.key.name] = nil }
        }
    }

    private let pepper: KeyPepper
    private let state = Mutex(State())

    package init(pepper: KeyPepper = KeyPepper()) { self.pepper = pepper }

    package func digest(of secret: Secret) -> KeyDigest { pepper.digest(of: secret) }

    /// nil: no key of ours.
    /// - Parameter now: seconds since 1970.
    package func find(_ credential: Secret, at now: Int) -> Finding? {
        let digest = pepper.digest(of: credential)
        let found = state.withLock { state in state.ids[digest].flatMap { state.entries[$0] } }
        guard let found else { return nil }
        if found.key.revoked != nil { return .revoked }
        let principal = found.key.digest == digest ? found.principal : found.former
        guard let principal, principal.standing?.holds(at: { now }) ?? true else { return .expired }
        return .known(principal)
    }

    /// The key of that name, if it may be used.
    package func principal(named name: String, at now: Int) -> Principal? {
        let entry = state.withLock { state in state.idsByName[name].flatMap { state.entries[$0] } }
        guard let entry, entry.key.status(at: now) == .active else { return nil }
        return entry.principal
    }

    package func put(_ key: VirtualKey) { state.withLock { $0.put(key) } }

    package func remove(_ id: String) {
        state.withLock { state in
            state.remove(id)
            state.removed.insert(id)
        }
    }

    /// Takes over what the store holds. Entries that did not change stay, with all that connections keep of them.
    package func replace(with keys: [VirtualKey]) {
        state.withLock { state in
            let kept = Set(keys.map(\.id))
            for id in state.entries.keys where !kept.contains(id) { state.remove(id) }
            for key in keys where state.entries[key.id]?.key.version != key.version { state.put(key) }
        }
    }

    package var isEmpty: Bool { state.withLock { $0.entries.isEmpty } }

    /// - Parameters:
    ///   - now, instant: the same moment on both clocks.
    package func key(_ id: String, now: Int, instant: NIODeadline) -> VirtualKey? {
        state.withLock { $0.entries[id] }.map { Self.told($0, now, instant) }
    }

    /// All of them, in no order, each with its last use as far as it is known.
    package func keys(now: Int, instant: NIODeadline) -> [VirtualKey] {
        state.withLock { Array($0.entries.values) }.map { Self.told($0, now, instant) }
    }

    private static func told(_ entry: Entry, _ now: Int, _ instant: NIODeadline) -> VirtualKey {
        var key = entry.key
        if let use = entry.lastUse {
            let seconds = Int((instant - use).nanoseconds / 1_000_000_000)
            key.lastUsed = max(key.lastUsed ?? 0, now - max(0, seconds))
        }
        return key
    }

    /// The uses that the store does not know yet; they count as written from now on.
    package func takeUses(now: Int, instant: NIODeadline) -> [String: Int] {
        state.withLock { state in
            var uses: [String: Int] = [:]
            for (id, entry) in state.entries {
                let used = Self.told(entry, now, instant).lastUsed
                guard let used, used > (entry.key.lastUsed ?? 0) else { continue }
                uses[id] = used
                state.entries[id]?.key.lastUsed = used
            }
            return uses
        }
    }

    /// Uses that were taken and could not be written: they are taken again.
    package func giveBack(uses: [String: Int]) {
        state.withLock { state in
            for (id, used) in uses where state.entries[id]?.key.lastUsed == used {
                state.entries[id]?.key.lastUsed = nil
            }
        }
    }
}

extension Principal {
    fileprivate convenience init(_ key: VirtualKey, ends: Int?) {
        self.init(name: key.name, policy: key.policy, standing: KeyStanding(ends: ends, key: key.id), role: key.role)
    }
}
