/// The key that the call before on a connection was made with: most callers send the same one again and again, and
/// need not have it hashed each time.
package struct LastKey: Sendable {
    private let key: Secret
    private let principal: Principal
    /// The configuration the key was found in; in another it may mean something else, or nothing.
    private let snapshot: Snapshot

    init(_ key: Secret, of principal: Principal, in snapshot: Snapshot) {
        self.key = key
        self.principal = principal
        self.snapshot = snapshot
    }

    /// nil: to be looked up again; the key may be another, or have been revoked, changed or come to its end since.
    /// - Parameter now: seconds since 1970.
    func principal(of key: Secret, in snapshot: Snapshot, at now: () -> Int) -> Principal? {
        guard snapshot === self.snapshot, self.key.isEqual(to: key) else { return nil }
        guard let standing = principal.standing else { return principal }
        return standing.holds(at: now) ? principal : nil
    }
}
