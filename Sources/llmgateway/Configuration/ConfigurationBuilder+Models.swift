import Gateway

extension ConfigurationBuilder {
    mutating func models(_ providers: [Provider]) -> [ConfiguredModel] {
        var models: [ConfiguredModel] = []
        for item in settled["models"]?.items ?? [] {
            guard let name = item["name"], let text = name.text, let list = item["targets"] else { continue }
            if models.contains(where: { $0.name == text }) { note(name.origin, "another model is called \"\(text)\"") }
            if list.items.isEmpty { note(list.origin, "the model \"\(text)\" needs at least one target") }
            let policy = item["policy"]?.text.flatMap(RoutingPolicy.init(rawValue:))
            let targets = list.items.compactMap { target(of: text, $0, policy, providers) }
            var model = ConfiguredModel(name: text, policy: policy ?? .priority, targets: targets)
            // Whether it is there is checked with the policies.
            if policy == nil { model.preference = item["policy"]?.text }
            model.sticky = sticky(item["sticky"], of: text)
            model.fallbacks = fallbacks(item["fallbacks"], providers)
            model.hedge = hedge(item["hedge"], of: text)
            model.continues = item["continue"]?.flag ?? false
            if model.continues, model.hedge != nil, let origin = item["continue"]?.origin {
                note(origin, "the model \"\(text)\" has \"hedge\" too: of the two only one can be")
            }
            model.shadow = shadow(item["shadow"], of: text, providers)
            models.append(model)
        }
        return models
    }

    private mutating func target(
        of model: String, _ item: Settled, _ policy: RoutingPolicy?, _ providers: [Provider]
    ) -> ConfiguredModel.Target? {
        guard let name = item["model"], let text = name.text else { return nil }
        guard let (provider, rest) = split(text, at: name.origin, providers) else { return nil }
        if let weight = item["weight"], weight.origin != .standard, policy != .weighted {
            warnings.append(
                "\(weight.origin.place): the weight of \"\(text)\" has no effect: the policy of \"\(model)\" reads none"
            )
        }
        return ConfiguredModel.Target(
            provider: provider, model: rest, weight: item["weight"]?.number ?? 1, quality: item["quality"]?.number)
    }

    /// `provider/model` with a provider that is there.
    mutating func split(
        _ text: String, at origin: SettingOrigin, _ providers: [Provider]
    ) -> (provider: String, model: String)? {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            note(origin, "a target is written provider/model, found \"\(text)\"")
            return nil
        }
        // A provider that is named but wrong has had its own message.
        let configured = (settled["providers"]?.items ?? []).compactMap { $0["id"]?.text }
        let known = providers.map(\.id) + configured
        guard known.contains(parts[0]) else {
            let near = NearestNames.of(parts[0], among: known, count: 1).first
            note(origin, unknown(parts[0], near))
            return nil
        }
        return (parts[0], parts[1])
    }

    private func unknown(_ id: String, _ near: String?) -> String {
        if let near { return "no provider is called \"\(id)\": did you mean \"\(near)\"?" }
        let variable = ProviderKind.named(id)?.keyVariables.first
        let hint = variable.map { ": set \($0), or name it under \"providers\"" } ?? ""
        return "no provider is called \"\(id)\"\(hint)"
    }
}
