import Gateway
import NIOCore

extension ConfigurationBuilder {
    mutating func shadow(_ group: Settled?, of model: String, _ providers: [Provider]) -> ShadowRule? {
        guard let group, let name = group["model"], let text = name.text, let setting = group["share"],
            let share = percent(setting, "shadow.share"),
            let (provider, rest) = split(text, at: name.origin, providers)
        else { return nil }
        return ShadowRule(
            target: ConfiguredModel.Target(provider: provider, model: rest), share: share,
            budgets: group["budget"].flatMap(Self.budget).map { [$0] } ?? [])
    }

    func shadowing() -> Shadowing {
        var shadowing = Shadowing()
        shadowing.concurrent = settled["shadows"]?["concurrent"]?.number ?? shadowing.concurrent
        shadowing.bytes = settled["shadows"]?["max_bytes"]?.number ?? shadowing.bytes
        return shadowing
    }

    /// A budget, a key or an issuer of tokens by this name would be taken for a shadow's.
    mutating func checkShadowNames() {
        for (index, item) in (settled["auth"]?["keys"]?.items ?? []).enumerated() {
            guard let name = item["name"], name.text?.hasPrefix(ShadowRule.principalStart) ?? false else { continue }
            note(
                name.origin,
                "\"auth.keys[\(index)].name\" may not begin with \(ShadowRule.principalStart), as those of shadows do")
        }
        for item in settled["auth"]?["jwt"]?.items ?? [] {
            guard let name = item["name"], name.text == String(ShadowRule.principalStart.dropLast()) else { continue }
            note(name.origin, "an issuer may not be called \"shadow\": the names of shadows begin so")
        }
    }

    mutating func experiments(on models: [ConfiguredModel], _ providers: [Provider]) -> ExperimentTable {
        var experiments: [Experiment] = []
        for item in settled["experiments"]?.items ?? [] {
            guard let name = item["name"], let text = name.text, let model = item["model"], let split = model.text
            else { continue }
            checkName(text, at: name.origin)
            if experiments.contains(where: { $0.name == text }) {
                note(name.origin, "another experiment is called \"\(text)\"")
            }
            if !models.contains(where: { $0.name == split }) {
                let near = NearestNames.of(split, among: models.map(\.name), count: 1).first
                note(
                    model.origin,
                    "no model is called \"\(split)\""
                        + (near.map { ": did you mean \"\($0)\"?" } ?? " under \"models\""))
            } else if let other = experiments.first(where: { $0.model == split }) {
                note(model.origin, "the experiment \"\(other.name)\" splits \"\(split)\" already")
            }
            guard let variants = variants(item, of: text, providers), let unit = unit(item["by"]),
                let goal = item["goal"]?.text.flatMap(Experiment.Goal.init(rawValue:))
            else { continue }
            experiments.append(
                Experiment(
                    name: text, model: split, variants: variants, unit: unit, goal: goal,
                    significance: significance(item["significance"]), minimum: item["minimum"]?.number ?? 200,
                    errorMargin: item["max_error_increase"].flatMap { percent($0, "max_error_increase") }
                        ?? Share(parts: 1_000),
                    rollout: rollout(item["rollout"])))
        }
        return ExperimentTable(experiments)
    }

    /// One that is decided by costs which nobody knows is never decided.
    mutating func warnOfUnpriced(_ snapshot: Snapshot) {
        for experiment in snapshot.experiments.all where experiment.goal == .cost {
            for variant in experiment.variants {
                guard let provider = snapshot.providersByID[variant.target.provider] else { continue }
                let target = Target(provider: provider, model: variant.target.model)
                let row = snapshot.prices.row(provider: provider, model: target.model, at: Self.farAhead)
                guard row == nil else { continue }
                warnings.append(
                    "the experiment \"\(experiment.name)\" has the goal cost, and the price of \"\(target.name)\" is not known: "
                        + "it will have no winner")
            }
        }
    }

    /// In seconds since 1970: some prices begin on a day.
    private static let farAhead = 253_402_300_799

    /// They travel in header fields, paths and tags.
    private mutating func checkName(_ name: String, at origin: SettingOrigin) {
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
            default: false
            }
        }
        if !isPlain || !(1...64).contains(name.utf8.count) {
            note(origin, "a name here is 1 to 64 letters, digits, \"-\", \"_\" and \".\", found \"\(name)\"")
        }
    }

    private mutating func variants(
        _ item: Settled, of experiment: String, _ providers: [Provider]
    ) -> [Experiment.Variant]? {
        guard let list = item["variants"] else { return nil }
        var variants: [Experiment.Variant] = []
        for item in list.items {
            guard let name = item["name"], let text = name.text, let model = item["model"], let target = model.text,
                let (provider, rest) = split(target, at: model.origin, providers)
            else { continue }
            checkName(text, at: name.origin)
            if variants.contains(where: { $0.name == text }) {
                note(name.origin, "another variant of \"\(experiment)\" is called \"\(text)\"")
            }
            let variant = ConfiguredModel.Target(
                provider: provider, model: rest, weight: item["weight"]?.number ?? 1)
            variants.append(Experiment.Variant(name: text, target: variant))
        }
        if list.items.count < 2 { note(list.origin, "the experiment \"\(experiment)\" needs at least two variants") }
        return variants.count >= 2 ? variants : nil
    }

    private mutating func unit(_ setting: Settled?) -> Experiment.Unit? {
        guard let setting, let text = setting.text else { return .request }
        let unit = Experiment.Unit(text)
        if unit == nil {
            note(setting.origin, "\"by\" must be request, user, key or header:<name>, found \"\(text)\"")
        }
        if case .header(let name)? = unit { checkField(name, at: setting.origin) }
        return unit
    }

    private mutating func significance(_ setting: Settled?) -> String {
        guard let setting, let text = setting.text else { return "0.05" }
        if !(Double(text).map { $0 >= 0.000_001 && $0 < 0.5 } ?? false) {
            note(setting.origin, "\"significance\" must be a number from 0.000001 to below 0.5, found \"\(text)\"")
        }
        return text
    }

    private mutating func rollout(_ group: Settled?) -> Experiment.Rollout? {
        guard let group, let steps = group["steps"] else { return nil }
        let percents = steps.items.compactMap(\.number)
        let isGrowing = zip(percents, percents.dropFirst()).allSatisfy { $0 < $1 }
        if percents.last != 100 || !isGrowing {
            note(steps.origin, "\"steps\" must grow, and end with 100")
            return nil
        }
        let every = group["every"]?.duration ?? .hours(1)
        if every < .seconds(1) {
            note(group["every"]?.origin ?? group.origin, "\"every\" must be at least 1s")
        }
        return Experiment.Rollout(
            steps: percents.map { Share(parts: $0 * 1_000) }, every: Int(every.nanoseconds / 1_000_000_000))
    }

    private mutating func percent(_ setting: Settled, _ name: String) -> Share? {
        guard let text = setting.text else { return nil }
        let share = Share(percent: text)
        if share == nil {
            note(setting.origin, "\"\(name)\" must be a share such as 5% or 0.5%, found \"\(text)\"")
        }
        return share
    }
}
