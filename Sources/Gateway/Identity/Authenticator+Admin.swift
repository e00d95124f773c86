package import NIOCore
package import Wire

/// Whoever comes to `/admin`.
package struct AdminIdentity: Sendable {
    /// Of the key, for the audit log.
    package var name: String
    package var role: KeyRole
}

extension Authenticator {
    /// The name of the admin key in the audit log.
    private static let adminName = "admin-key"

    /// Who is at `/admin`: the admin key, or a key made at run time with a role. The query is not looked at.
    ///
    /// - Parameter needed: what the request needs.
    package func authenticateAdmin(
        _ head: RequestHead, address: String, in snapshot: Snapshot, now: NIODeadline, needed: KeyRole
    ) throws(GatewayError) -> AdminIdentity {
        let hint = "Send the admin key as `Authorization: Bearer <key>`, never in the query; `auth.admin_key` sets it."
        guard let credential = Credential.find(inFieldsOf: head) else {
            throw GatewayError(.invalidAPIKey, "No admin key was sent.", hint: hint)
        }
        if let key = snapshot.auth.adminKey, key.isEqual(to: credential) {
            return AdminIdentity(name: Self.adminName, role: .admin)
        }
        guard let principal = try known(credential, address, in: snapshot, now: now) else {
            try checkGuessing(address, now: now)
            wrongKeys.noteWrongKey(address, now: now)
            throw GatewayError(.invalidAPIKey, "The admin key is not known.", hint: hint)
        }
        guard let role = principal.role else {
            throw GatewayError(.permissionDenied, "The key \"\(principal.name)\" has no role at `/admin`.")
        }
        guard role >= needed else {
            throw GatewayError(
                .permissionDenied, "The key \"\(principal.name)\" may read here, and change nothing.",
                hint: "Use a key whose `role` is admin.")
        }
        principal.standing?.noteUse(now)
        return AdminIdentity(name: principal.name, role: role)
    }

    private func known(
        _ credential: Secret, _ address: String, in snapshot: Snapshot, now: NIODeadline
    ) throws(GatewayError) -> Principal? {
        if let principal = snapshot.keyRing.principal(of: credential) { return principal }
        return try madeKey(credential, address, now: now) ?? token(credential, in: snapshot)
    }
}
