import Gateway

/// The model that the banner's `curl` calls, and the configured key that may call it.
struct BannerChoice {
    let model: String
    /// nil: no key of the configuration is asked for.
    let keyName: String?

    /// nil when nothing can be called.
    init?(_ snapshot: Snapshot, asksConfiguredKey: Bool) {
        let candidates = Self.candidates(snapshot)
        guard asksConfiguredKey else {
            guard let model = candidates.first else { return nil }
            (self.model, keyName) = (model, nil)
            return
        }
        let router = Router()
        for key in snapshot.auth.keys {
            let principal = Principal(name: key.name, policy: key.policy)
            let names = candidates + ModelList.names(for: principal, in: snapshot)
            let usable = names.first { (try? router.check($0, for: principal, in: snapshot)) != nil }
            guard let usable else { continue }
            (model, keyName) = (usable, key.name)
            return
        }
        return nil
    }

    /// Configured names, then one model of each provider that has one to name and its key, then the mock's echo.
    private static func candidates(_ snapshot: Snapshot) -> [String] {
        let callersPay = snapshot.auth.mode == .client || snapshot.auth.mode == .hybrid
        var names = snapshot.models.filter { !$0.targets.isEmpty }.map(\.name)
        for provider in snapshot.providers where provider.transport == .network {
            guard callersPay || provider.credential != nil || !provider.kind.needsKey else { continue }
            if let model = provider.models.first ?? provider.kind.firstModel { names.append("\(provider.id)/\(model)") }
        }
        names += snapshot.providers.filter { $0.transport == .mock }.map { "\($0.id)/echo" }
        return names
    }

    /// What to do when there is no choice.
    static func advice(_ snapshot: Snapshot) -> String {
        if snapshot.providers.isEmpty {
            return
                "Set OPENAI_API_KEY, ANTHROPIC_API_KEY or GEMINI_API_KEY, name a provider under `providers`, or take "
                + "`mock: false` out of the configuration."
        }
        if candidates(snapshot).isEmpty {
            return "Give a provider its `api_key`, or list its models under `models`."
        }
        return "No key of `auth.keys` may use a model that is here; correct its `models`."
    }
}
