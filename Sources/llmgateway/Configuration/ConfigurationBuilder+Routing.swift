import Gateway

extension ConfigurationBuilder {
    /// - Parameter models: those of the configuration.
    mutating func routing(_ models: [ConfiguredModel], _ providers: [Provider]) -> RoutingRules {
        let section = settled["routing"]
        var policies: [NamedPolicy] = []
        for (name, item) in section?["policies"]?.members ?? [] {
            if let policy = policy(name, item, models, providers) { policies.append(policy) }
        }
        checkPolicies(of: models, policies)
        let isClassified = section?["classify"]?.flag ?? false
        let rules = (section?["rules"]?.items ?? []).compactMap { rule($0, models, policies, providers, isClassified) }
        return RoutingRules(policies: policies, rules: rules)
    }

    private mutating func policy(
        _ name: String, _ item: Settled, _ models: [ConfiguredModel], _ providers: [Provider]
    ) -> NamedPolicy? {
        if models.contains(where: { $0.name == name }) {
            note(item.origin, "the policy \"\(name)\" is called as one of \"models\" is")
        }
        if RoutingPolicy(rawValue: name) != nil || name.utf8.contains(UInt8(ascii: "/")) {
            note(item.origin, "a policy cannot be called \"\(name)\"")
        }
        guard let prefer = item["prefer"] else { return nil }
        if prefer.items.isEmpty { note(prefer.origin, "\"routing.policies.\(name).prefer\" is empty") }
        let preferences = prefer.items.compactMap { preference($0, of: name, providers) }
        let list = item["models"]?.items.compactMap { name in
            name.text.flatMap { text in isTarget(text, at: name.origin, models, providers) ? text : nil }
        }
        if let models = item["models"], models.items.isEmpty {
            note(models.origin, "\"routing.policies.\(name).models\" is empty")
        }
        return NamedPolicy(
            name: name, prefer: preferences, models: list,
            maxCost: item["max_cost_per_request"]?.text.flatMap { Money(usd: $0) })
    }

    private mutating func preference(
        _ item: Settled, of policy: String, _ providers: [Provider]
    ) -> Preference? {
        guard let text = item.text else { return nil }
        if let known = Preference.words.first(where: { $0.word == text }) { return known.preference }
        let provider = text.split(separator: "/", maxSplits: 1).first.map(String.init) ?? text
        if knownProviders(providers).contains(provider) || text.hasSuffix("*") { return .name(text) }
        let words = Preference.words.map(\.word) + providers.map(\.id)
        let near = NearestNames.of(text, among: words, count: 1).first.map { ": did you mean \"\($0)\"?" } ?? ""
        note(
            item.origin,
            "\"routing.policies.\(policy).prefer\" names \"\(text)\", which is neither a provider nor one of "
                + "\(Preference.words.map(\.word).joined(separator: ", "))\(near)")
        return nil
    }

    private func knownProviders(_ providers: [Provider]) -> [String] {
        providers.map(\.id) + (settled["providers"]?.items ?? []).compactMap { $0["id"]?.text }
    }

    /// Whether it is a model's name or `provider/model`; if not, that is noted.
    private mutating func isTarget(
        _ text: String, at origin: SettingOrigin, _ models: [ConfiguredModel], _ providers: [Provider]
    ) -> Bool {
        if models.contains(where: { $0.name == text }) { return true }
        guard text.utf8.contains(UInt8(ascii: "/")) else {
            let near = NearestNames.of(text, among: models.map(\.name), count: 1).first
            note(
                origin,
                "no model is called \"\(text)\""
                    + (near.map { ": did you mean \"\($0)\"?" } ?? "; write provider/model"))
            return false
        }
        return split(text, at: origin, providers) != nil
    }

    /// That the policy of each model is there.
    private mutating func checkPolicies(of models: [ConfiguredModel], _ policies: [NamedPolicy]) {
        let known = policies.map(\.name) + NamedPolicy.standard.map(\.name)
        for (index, item) in (settled["models"]?.items ?? []).enumerated() {
            guard let policy = item["policy"], let text = policy.text, RoutingPolicy(rawValue: text) == nil,
                !known.contains(text)
            else { continue }
            let all = RoutingPolicy.allCases.map(\.rawValue) + known
            let near = NearestNames.of(text, among: all, count: 1).first.map { ": did you mean \"\($0)\"?" } ?? ""
            note(
                policy.origin,
                "\"models[\(index)].policy\" must be one of \(all.joined(separator: ", ")), found \"\(text)\"\(near)")
        }
    }

    private mutating func rule(
        _ item: Settled, _ models: [ConfiguredModel], _ policies: [NamedPolicy], _ providers: [Provider],
        _ isClassified: Bool
    ) -> RoutingRule? {
        guard let when = item["when"], let use = item["use"], let text = use.text else { return nil }
        let isPolicy = (policies.map(\.name) + NamedPolicy.standard.map(\.name)).contains(text)
        guard isPolicy || isTarget(text, at: use.origin, models, providers) else { return nil }
        var rule = RoutingRule(use: text)
        rule.headers = Self.texts(when["header"])
        for header in rule.headers { checkField(header.name, at: when["header"]?.origin ?? when.origin) }
        rule.metadata = Self.texts(when["metadata"])
        rule.model = when["model"]?.text
        rule.tokensAbove = when["tokens_above"]?.number
        rule.task = when["task"]?.text.flatMap(TaskType.init(rawValue:))
        rule.operation = when["operation"]?.text.flatMap(Operation.init(rawValue:))
        if let task = when["task"], !isClassified {
            note(task.origin, "a rule goes by \"task\" only with \"routing.classify: true\"")
        }
        let isEmpty =
            rule.headers.isEmpty && rule.metadata.isEmpty && rule.model == nil && rule.tokensAbove == nil
            && rule.task == nil && rule.operation == nil
        if isEmpty {
            note(when.origin, "\"when\" names nothing that a call could be like; \"*\" as \"model\" fits all")
        }
        return rule
    }

    private static func texts(_ group: Settled?) -> [(name: String, value: String)] {
        (group?.members ?? []).compactMap { member in member.value.text.map { (member.name, $0) } }
    }

    /// A field that begins as the gateway's own do, and is none of them, is refused whoever sends it.
    mutating func checkField(_ name: String, at origin: SettingOrigin) {
        guard RequestField.isRefused(name) else { return }
        note(
            origin,
            "\"\(name)\" is refused in requests: fields that begin with x-llmgateway- are the gateway's own; take another name"
        )
    }

    mutating func sticky(_ group: Settled?, of model: String) -> StickyRule? {
        guard let by = group?["by"], let word = by.text else {
            if let header = group?["header"] {
                note(header.origin, "\"sticky.header\" of the model \"\(model)\" needs \"by: header\"")
            }
            return nil
        }
        let name = group?["header"]
        if word != "header", let name {
            note(name.origin, "\"sticky.header\" of the model \"\(model)\" has no effect with \"by: \(word)\"")
        }
        switch word {
        case "header":
            guard let field = name?.text else {
                note(by.origin, "\"sticky\" of the model \"\(model)\" needs the \"header\" that tells sessions apart")
                return nil
            }
            checkField(field, at: name?.origin ?? by.origin)
            return StickyRule(.header(field))
        case "user": return StickyRule(.user)
        case "key": return StickyRule(.key)
        default: return StickyRule(.promptPrefix)
        }
    }
}
