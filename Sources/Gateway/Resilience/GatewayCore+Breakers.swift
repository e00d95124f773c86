import NIOCore
package import Wire

/// Circuit breakers in an operator's hands.
extension GatewayCore {
    /// Of each target that has been asked, or that an operator has decided about.
    package var breakers: [JSONValue] { targetHealth.map { told($0) } }

    /// Has an operator decide over a target's breaker, and writes down who did.
    package func overrideBreaker(
        _ given: AdminMembers, by actor: AdminActor
    ) async throws(GatewayError) -> JSONValue {
        guard let id = try given.text("provider"), let provider = snapshot.providersByID[id] else {
            throw AdminMembers.wrong("provider", "\"provider\" must be the id of a provider of the configuration.")
        }
        guard let name = try given.text("model", most: 512), !name.isEmpty else {
            throw AdminMembers.wrong("model", "\"model\" must be the provider's name of a model.")
        }
        let words = CircuitBreaker.Override.allCases.map(\.rawValue).joined(separator: ", ")
        guard let override = try given.text("state").flatMap(CircuitBreaker.Override.init) else {
            throw AdminMembers.wrong("state", "\"state\" must be one of \(words).")
        }
        let model = provider.canonicalName(of: name)
        let before = standing(of: id, model).map { JSONValue.string($0.stateName) }
        let entry = actor.entry(
            "breaker.set", "\(id)/\(model)", at: now, before: before, after: .string(override.rawValue))
        do throws(StoreFailure) {
            try await keys.audit.append(entry)
        } catch {
            throw GatewayError(error)
        }
        _ = setBreaker(override, provider: id, model: model)
        guard let standing = standing(of: id, model), case .object(var answer) = told(standing) else { return .null }
        if ModelList.knows(model, of: provider, in: snapshot) == false {
            answer.append("note", .string("Nothing here knows the model \"\(id)/\(model)\": is its name right?"))
        }
        return .object(answer)
    }

    private func standing(of provider: String, _ model: String) -> HealthReport.Entry? {
        targetHealth.first { $0.provider == provider && $0.model == model }
    }

    private func told(_ entry: HealthReport.Entry) -> JSONValue {
        let passed = entry.changed.map { (effects.monotonic() - $0).nanoseconds / 1_000_000_000 }
        return [
            "object": "breaker", "provider": .string(entry.provider), "model": .string(entry.model),
            "state": .string(entry.stateName), "since": passed.map { .int(effects.now() - Int($0)) } ?? .null,
            "running": .int(entry.running), "calls": .int(Int(entry.counts.calls)),
            "failures": .int(Int(entry.counts.failures)), "timeouts": .int(Int(entry.counts.timeouts)),
        ]
    }
}
