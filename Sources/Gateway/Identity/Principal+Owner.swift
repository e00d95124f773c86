import Crypto

extension Principal {
    /// Whose kept answers, files and batches are whose: the key's name, or what tells a caller's own credential from all others.
    package var owner: String {
        guard let ownCredential else { return "key:\(name)" }
        let digest = SHA256.hash(data: Array(ownCredential.reveal().utf8))
        return "own:" + digest.map { String($0, radix: 16) }.joined(separator: "-")
    }
}

extension GatewayCore {
    /// The key behind what was kept, as it stands now; nil where there is none any more, or it was never one of ours.
    package func principal(ofOwner owner: String) -> Principal? {
        let snapshot = snapshot
        if let principal = snapshot.principal(ofOwner: owner) { return principal }
        guard snapshot.auth.mode == .gateway || snapshot.auth.mode == .hybrid, owner.hasPrefix("key:") else {
            return nil
        }
        let (name, now) = (String(owner.dropFirst("key:".count)), effects.now())
        return keys.directory.principal(named: name, at: now)
            ?? snapshot.auth.tokens?.principal(named: name, at: now)
    }
}

extension Snapshot {
    /// The same among what the configuration has.
    package func principal(ofOwner owner: String) -> Principal? {
        if auth.mode == .none { return Principal.anonymous.owner == owner ? .anonymous : nil }
        guard auth.mode != .client else { return nil }
        return auth.keys.first { "key:\($0.name)" == owner }.map { Principal(name: $0.name, policy: $0.policy) }
    }
}
