import Gateway
import NIOCore

extension ConfigurationBuilder {
    func resilience() -> Resilience {
        var resilience = Resilience()
        let section = settled["resilience"]
        if let group = section?["breaker"] { set(&resilience.breaker, group) }
        if let group = section?["retries"] { set(&resilience.retries, group) }
        let budget = section?["budget"]
        resilience.budget.percent = budget?["percent"]?.number ?? resilience.budget.percent
        resilience.budget.perSecond = budget?["per_second"]?.number ?? resilience.budget.perSecond
        let health = settled["health"]
        resilience.health.probesAll = health?["probe"]?.flag ?? resilience.health.probesAll
        resilience.health.interval = health?["interval"]?.duration ?? resilience.health.interval
        return resilience
    }

    private func set(_ rules: inout BreakerRules, _ group: Settled) {
        rules.isOn = group["enabled"]?.flag ?? rules.isOn
        rules.failurePercent = group["failures_percent"]?.number ?? rules.failurePercent
        rules.timeoutPercent = group["timeouts_percent"]?.number ?? rules.timeoutPercent
        rules.leastCalls = group["min_calls"]?.number ?? rules.leastCalls
        rules.window = group["window"]?.duration ?? rules.window
        rules.openFor = group["open_for"]?.duration ?? rules.openFor
        rules.lastResort = group["all_open"]?.text.flatMap(BreakerRules.Resort.init(rawValue:)) ?? rules.lastResort
    }

    private func set(_ rules: inout RetryRules, _ group: Settled) {
        rules.most = group["max"]?.number ?? rules.most
        if let classes = group["on"]?.items {
            rules.classes = Set(classes.compactMap { $0.text.flatMap(FailureClass.init(rawValue:)) })
        }
        rules.base = group["base"]?.duration ?? rules.base
        rules.longest = group["longest"]?.duration ?? rules.longest
    }

    /// nil: none of its own.
    func timeouts(ofProvider item: Settled) -> Timeouts? {
        guard let group = item["timeouts"], case .group(let members) = group.value, !members.isEmpty else { return nil }
        return timeouts().changed(by: group)
    }

    mutating func fallbacks(_ group: Settled?, _ providers: [Provider]) -> FallbackChains {
        var byClass: [FailureClass: [ConfiguredModel.Target]] = [:]
        for failure in FallbackChains.classes {
            let targets = chain(group?[failure.rawValue], providers)
            if !targets.isEmpty { byClass[failure] = targets }
        }
        return FallbackChains(byClass: byClass, any: chain(group?["any"], providers))
    }

    private mutating func chain(_ list: Settled?, _ providers: [Provider]) -> [ConfiguredModel.Target] {
        var targets: [ConfiguredModel.Target] = []
        for item in list?.items ?? [] {
            guard let text = item.text, let (provider, model) = split(text, at: item.origin, providers) else {
                continue
            }
            targets.append(ConfiguredModel.Target(provider: provider, model: model))
        }
        return targets
    }

    mutating func hedge(_ group: Settled?, of model: String) -> HedgeRule? {
        guard group?["max"]?.number != 0 else { return nil }
        guard let setting = group?["after"], let text = setting.text else {
            if let most = group?["max"], most.origin != .standard {
                warnings.append(
                    "\(most.origin.place): \"hedge.max\" of the model \"\(model)\" has no effect without \"hedge.after\": say when "
                        + "the second attempt begins, as in { after: 800ms }")
            }
            return nil
        }
        if text == "p95" { return HedgeRule(delay: .p95) }
        guard let delay = SettingText.duration(text) else {
            note(
                setting.origin,
                "\"hedge.after\" of the model \"\(model)\" must be a duration such as 800ms, or p95, found \"\(text)\"")
            return nil
        }
        return HedgeRule(delay: .after(delay))
    }
}

extension Timeouts {
    /// With what a group of settings says in place of what was there.
    func changed(by group: Settled?) -> Timeouts {
        var timeouts = self
        timeouts.connect = group?["connect"]?.duration ?? timeouts.connect
        timeouts.firstByte = group?["first_byte"]?.duration ?? timeouts.firstByte
        timeouts.idle = group?["idle"]?.duration ?? timeouts.idle
        timeouts.total = group?["total"]?.duration ?? timeouts.total
        return timeouts
    }
}
