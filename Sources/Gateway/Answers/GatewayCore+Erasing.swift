import NIOCore
package import Wire

/// Erases what is kept of somebody's prompts and answers. What was spent stays in the ledger, which holds neither.
extension GatewayCore {
    /// Whose content it is.
    private enum Subject {
        /// A key or a token, by its name.
        case key(String)
        /// All keys of a person or a service.
        case owner(String)
        /// The caller's own user, as answers name it.
        case user(String)

        var text: String {
            switch self {
            case .key(let name): "key:\(name)"
            case .owner(let name): "owner:\(name)"
            case .user(let name): "user:\(name)"
            }
        }
    }

    package func erase(_ given: AdminMembers, by actor: AdminActor) async throws(GatewayError) -> JSONValue {
        let subject = try subject(given)
        let owners = owners(of: subject)
        let answers = try await self.answers.remove { answer in
            if case .user(let name) = subject { return answer.names(user: name) }
            return owners.contains(answer.owner)
        }
        var (files, batches, cancelling) = (0, 0, 0)
        if !owners.isEmpty { (files, batches, cancelling) = try await eraseJobs(of: owners) }
        let told: JSONValue = [
            "object": "erasure", "subject": .string(subject.text), "answers": .int(answers), "files": .int(files),
            "batches": .int(batches), "batches_cancelling": .int(cancelling),
        ]
        do throws(StoreFailure) {
            try await keys.audit.append(actor.entry("content.erase", subject.text, at: now, after: told))
        } catch {
            throw GatewayError(error)
        }
        return told
    }

    private func subject(_ given: AdminMembers) throws(GatewayError) -> Subject {
        let said = [
            try given.text("key").map(Subject.key), try given.text("owner").map(Subject.owner),
            try given.text("user", most: 512).map(Subject.user),
        ].compactMap { $0 }
        guard said.count == 1, let subject = said.first else {
            throw AdminMembers.wrong("key", "Exactly one of \"key\", \"owner\" and \"user\" must be named.")
        }
        return subject
    }

    /// Under which names content is kept. A person's are those of the keys that are there: revoked ones count too.
    private func owners(of subject: Subject) -> Set<String> {
        switch subject {
        case .user: []
        case .key(let name): [Principal(name: name).owner]
        case .owner(let name):
            Set(
                (snapshot.auth.keys.map { ($0.name, $0.policy) } + keys.policies)
                    .filter { $0.1.owner == name }.map { Principal(name: $0.0).owner })
        }
    }

    /// Batches that run are cancelled: what they leave can be erased when they have ended.
    private func eraseJobs(
        of owners: Set<String>
    ) async throws(GatewayError) -> (files: Int, batches: Int, cancelling: Int) {
        let stores = jobs.stores
        var counts = (files: 0, batches: 0, cancelling: 0)
        var inUse: Set<String> = []
        for batch in try await stores.batches.list() where owners.contains(batch.owner) {
            guard batch.status.isFinal else {
                let time = now
                _ = try await stores.batches.update(batch.id) { $0.apply(.cancel, at: time) }
                jobs.post(.cancelled(batch.id))
                counts.cancelling += 1
                inUse.formUnion([batch.inputFile, batch.outputFile, batch.errorFile])
                continue
            }
            if try await stores.batches.remove(batch.id) { counts.batches += 1 }
        }
        for file in try await stores.files.list() where owners.contains(file.owner) && !inUse.contains(file.id) {
            if try await stores.files.remove(file.id) { counts.files += 1 }
            try await stores.contents.remove(file.id)
        }
        return counts
    }
}

extension StoredAnswer {
    /// Whether it was made for this user of the caller's.
    fileprivate func names(user: String) -> Bool {
        guard let root = try? JSONDocument(validating: answer, maxDepth: 512).root else { return false }
        return ["user", "safety_identifier"].contains { root[named: $0]?.string == user }
    }
}
