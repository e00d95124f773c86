package import Wire

/// Who changed what at `/admin`: rows are added, never changed and never removed.
package protocol AuditLog: Sendable {
    func append(_ entry: AuditEntry) async throws(StoreFailure)
    /// The newest first.
    /// - Parameter number: only those numbered lower; nil: from the newest.
    func list(before number: Int?, limit: Int) async throws(StoreFailure) -> [AuditEntry]
}

/// One change. Holds no secret, nor a digest of one.
package struct AuditEntry: Sendable, Equatable {
    /// Given by the log, in the order of the rows; 0: not yet.
    package var number = 0
    /// Seconds since 1970.
    package var time: Int
    /// The name of the key that the change was made with.
    package var actor: String
    /// `key.create`, `credential.set`, …
    package var action: String
    /// The id of what was changed.
    package var subject: String
    /// Whence the change came.
    package var address: String
    /// The `x-request-id` of the reply.
    package var requestID: String
    /// As it was; nil: there was nothing.
    package var before: JSONValue?
    /// As it is now; nil: there is nothing.
    package var after: JSONValue?

    package init(
        time: Int, actor: String, action: String, subject: String, address: String, requestID: String,
        before: JSONValue? = nil, after: JSONValue? = nil
    ) {
        self.time = time
        self.actor = actor
        self.action = action
        self.subject = subject
        self.address = address
        self.requestID = requestID
        self.before = before
        self.after = after
    }
}

/// Who makes a change, and whence.
package struct AdminActor: Sendable {
    package var name: String
    package var address: String
    package var requestID: String

    package init(name: String, address: String, requestID: String) {
        self.name = name
        self.address = address
        self.requestID = requestID
    }

    package func entry(
        _ action: String, _ subject: String, at time: Int, before: JSONValue? = nil, after: JSONValue? = nil
    ) -> AuditEntry {
        AuditEntry(
            time: time, actor: name, action: action, subject: subject, address: address, requestID: requestID,
            before: before, after: after)
    }
}
