/// From a name to a decision: what rules, policies, sessions and the request itself have to say of the targets.
extension Router {
    /// What is to be decided.
    struct Question {
        var name: String
        var principal: Principal
        var snapshot: Snapshot
        var reading: RequestReading
        /// For those policies that look at it.
        var ask: () -> TargetOrder.Ask
        /// Seconds since 1970.
        var time: () -> Int
        /// Whether nothing may be taken by asking: no turn, and no draw.
        var isRehearsal = false
    }

    /// What a name stands for, before anything is put in order.
    private struct Found {
        var decision: RouteDecision
        var candidates: [RouteCandidate]
        var order: Order
        /// Whether a key that may use the name may use all of its targets, and no other may use any.
        var isWhole = true
        /// Else: names whose users may ask all of the candidates, and those that anybody may who has come so far. Of the
        /// rest the key must name each.
        var grants: [String] = []
        var granted: [Target] = []
    }

    /// How candidates are put in order.
    private enum Order {
        case policy(RoutingPolicy)
        case preferences([Preference])
    }

    /// Where a call goes. Without a target where the request, not the name or the key, is why there is none; then the
    /// decision's refusal is what the caller is told.
    func decide(_ question: Question) throws(GatewayError) -> RouteDecision {
        let wishes = try question.reading.wishes
        var found = try self.found(question)
        try choose(wishes, &found, question)
        var candidates = try permitted(&found, question)
        var decision = found.decision
        let barred = decision.passed
        decision.passed = []
        if found.candidates.count > 1 || decision.rule != nil || wishes.policy != nil { decision.isTold = true }
        // The only target is asked whatever is known of it.
        if found.candidates.count > 1 {
            var filter = RouteFilter(
                reading: question.reading, snapshot: question.snapshot,
                maxCost: Self.least(decision.maxCost, try question.reading.maxCost), time: question.time)
            var (left, passed) = filter.divide(candidates)
            if left.isEmpty, passed.allSatisfy(\.reason.isOfCost) {
                // Money for a short answer is better than none.
                filter.output = 1
                (left, passed) = filter.divide(candidates)
            }
            decision.passed = passed
            candidates = left.isEmpty ? fallback(found, filter, &decision, question) : left
        }
        decision.passed = barred + decision.passed
        decision.candidates = decision.isFallback ? candidates : order(candidates, found, &decision, question)
        return decision
    }

    private static func least(_ one: Money?, _ other: Money?) -> Money? {
        guard let one, let other else { return one ?? other }
        return min(one, other)
    }

    // MARK: What the name stands for

    private func found(_ question: Question) throws(GatewayError) -> Found {
        let (name, snapshot) = (question.name, question.snapshot)
        for (index, rule) in snapshot.routing.rules.enumerated()
        where try rule.misfit(of: question.reading, name) == nil {
            // A key that may not use the name is told so, wherever a rule would send the call.
            guard allows(question.principal, name, in: snapshot) else { break }
            return try following(rule, number: index + 1, question)
        }
        return try named(name, question)
    }

    private func following(
        _ rule: RoutingRule, number: Int, _ question: Question
    ) throws(GatewayError) -> Found {
        var found = try named(rule.use, question)
        found.decision.asked = question.name
        found.decision.rule = (number, rule.use)
        found.isWhole = false
        found.grants = rule.isPart(of: question.name) ? [question.name, rule.use] : [rule.use]
        return found
    }

    /// Whether a rule leads calls of that name, all or some of them, to what the key may use.
    ///
    /// - Throws: what calls of the name get where a rule leads all of them, and not there.
    func isLed(_ name: String, for principal: Principal, in snapshot: Snapshot) throws(GatewayError) -> Bool {
        guard !snapshot.routing.rules.isEmpty, allows(principal, name, in: snapshot) else { return false }
        let question = Question(
            name: name, principal: principal, snapshot: snapshot, reading: RequestReading(nil),
            ask: { TargetOrder.Ask() }, time: { 0 }, isRehearsal: true)
        for (index, rule) in snapshot.routing.rules.enumerated() where rule.isFor(name) {
            do throws(GatewayError) {
                var found = try following(rule, number: index + 1, question)
                guard try !permitted(&found, question).isEmpty else { throw found.decision.refusal }
                return true
            } catch {
                // What stands behind it is never come to.
                if rule.isForAll { throw error }
            }
        }
        return false
    }

    private func named(_ name: String, _ question: Question) throws(GatewayError) -> Found {
        let snapshot = question.snapshot
        let targets = resolve(name, in: snapshot)
        try checkIsThere(name, targets, for: question.principal, in: snapshot)
        var decision = RouteDecision(asked: name, policy: "direct")
        if let model = configured(name, in: snapshot) {
            let policy = model.preference.flatMap { snapshot.routing[policy: $0] }
            decision.model = name
            decision.policy = policy?.name ?? model.policy.rawValue
            decision.sticky = model.sticky?.key
            decision.maxCost = policy?.maxCost
            return Found(
                decision: decision, candidates: candidates(of: model, in: snapshot),
                order: policy.map { .preferences($0.prefer) } ?? .policy(model.policy))
        }
        if let policy = policy(name, in: snapshot) {
            decision.policy = name
            decision.maxCost = policy.maxCost
            decision.isTold = true
            return Found(
                decision: decision, candidates: candidates(of: policy, in: snapshot),
                order: .preferences(policy.prefer), isWhole: false, grants: [name])
        }
        return Found(decision: decision, candidates: targets.map { RouteCandidate($0) }, order: .policy(.priority))
    }

    /// The policy that a name stands for; nil: it is a model's.
    func policy(_ name: String, in snapshot: Snapshot) -> NamedPolicy? {
        guard snapshot.modelsByName[name] == nil else { return nil }
        return snapshot.routing[policy: name]
    }

    private func candidates(of model: ConfiguredModel, in snapshot: Snapshot) -> [RouteCandidate] {
        model.targets.compactMap { target in
            snapshot.providersByID[target.provider].map {
                RouteCandidate(
                    Target(provider: $0, model: target.model), weight: target.weight, quality: target.quality)
            }
        }
    }

    /// Each target once.
    func candidates(of policy: NamedPolicy, in snapshot: Snapshot) -> [RouteCandidate] {
        var found: [RouteCandidate] = []
        for name in policy.models ?? snapshot.models.map(\.name) {
            let more =
                configured(name, in: snapshot).map { candidates(of: $0, in: snapshot) }
                ?? target(named: name, in: snapshot).map { [RouteCandidate($0)] } ?? []
            for candidate in more where !found.contains(where: { $0.target.isSame(as: candidate.target) }) {
                found.append(candidate)
            }
        }
        return found
    }

    // MARK: What the caller wishes

    private func choose(
        _ wishes: RouteWishes, _ found: inout Found, _ question: Question
    ) throws(GatewayError) {
        if let name = wishes.policy {
            found.decision.policy = name
            found.decision.sticky = nil
            if let policy = RoutingPolicy(rawValue: name) {
                found.order = .policy(policy)
            } else if let policy = question.snapshot.routing[policy: name] {
                found.order = .preferences(policy.prefer)
                found.decision.maxCost = Self.least(found.decision.maxCost, policy.maxCost)
                // A rule says where the call goes, and the caller only in which order.
                if found.decision.rule == nil, policy.models != nil {
                    // Whoever may ask some targets by the name that was given may ask them so; what else the policy
                    // has is not opened by that.
                    found.granted = try allowed(found, question).map(\.target)
                    found.isWhole = false
                    found.grants = [name]
                    found.candidates = candidates(of: policy, in: question.snapshot)
                    found.decision.model = nil
                }
            } else {
                throw unknownPolicy(name, in: question.snapshot)
            }
        }
        guard wishes.prefersLowCost else { return }
        found.decision.sticky = nil
        if wishes.policy == nil { found.decision.policy = "prefer_low_cost" }
        switch found.order {
        case .policy: found.order = .preferences([.cheapest])
        case .preferences(let preferences): found.order = .preferences([.cheapest] + preferences)
        }
    }

    private func unknownPolicy(_ name: String, in snapshot: Snapshot) -> GatewayError {
        let names =
            snapshot.routing.policies.map(\.name) + NamedPolicy.standard.map(\.name)
            + RoutingPolicy.allCases.map(\.rawValue)
        let near = NearestNames.of(name, among: names, count: 1).first
        return GatewayError(
            .invalidRequest, "There is no policy \"\(name)\".",
            hint: near.map { "Did you mean \"\($0)\"?" } ?? "Policies here: \(names.joined(separator: ", ")).",
            param: "policy")
    }

    // MARK: What may be asked

    /// Notes in the decision those that may not.
    private func permitted(_ found: inout Found, _ question: Question) throws(GatewayError) -> [RouteCandidate] {
        let principal = question.principal
        let left = try allowed(found, question)
        for candidate in found.candidates where !left.contains(where: { $0.target.isSame(as: candidate.target) }) {
            found.decision.passed.append(.init(target: candidate.target, reason: .notAllowed))
        }
        guard !left.isEmpty else { throw notAllowed(found, question) }
        found.decision.isWhole = found.isWhole || ModelAccess.fitsAny(principal, found.grants)
        guard principal.ownCredential != nil else { return left }
        // A caller's own key is for the provider the model names first; no other may see it.
        // Where it names none, nobody knows whose key it is.
        let meant = resolve(question.name, in: question.snapshot).first
        guard meant?.provider.transport != .mock || question.snapshot.auth.mode != .hybrid else {
            throw Self.mockNeedsKey
        }
        var own: [RouteCandidate] = []
        for candidate in left {
            if let meant, candidate.target.provider.sharesCredentials(with: meant.provider) {
                own.append(candidate)
            } else {
                found.decision.passed.append(.init(target: candidate.target, reason: .foreignCredential))
            }
        }
        return own
    }

    /// Those that the key may ask.
    private func allowed(_ found: Found, _ question: Question) throws(GatewayError) -> [RouteCandidate] {
        let principal = question.principal
        if found.isWhole {
            try checkAllowed(question.name, found.candidates.map(\.target), for: principal)
            return found.candidates
        }
        if ModelAccess.fitsAny(principal, found.grants) { return found.candidates }
        return found.candidates.filter { candidate in
            found.granted.contains { $0.isSame(as: candidate.target) }
                || ModelAccess.fitsAny(principal, [candidate.target.name])
        }
    }

    private func notAllowed(_ found: Found, _ question: Question) -> GatewayError {
        guard let rule = found.decision.rule else {
            return GatewayError(
                .modelNotAllowed,
                "The key \"\(question.principal.name)\" may use none of the models of \"\(found.decision.policy)\".",
                param: "model")
        }
        return GatewayError(
            .modelNotAllowed,
            "Rule \(rule.number) sends this call to \"\(rule.use)\", which the key \"\(question.principal.name)\" may not "
                + "use.", param: "model")
    }

    /// Where the model goes when none of its targets can take the call.
    private func fallback(
        _ found: Found, _ filter: RouteFilter, _ decision: inout RouteDecision, _ question: Question
    ) -> [RouteCandidate] {
        guard let name = found.decision.model else { return [] }
        let isOfContext = decision.passed.allSatisfy(\.reason.isOfContext)
        let targets = fallbacks(
            of: name, asked: question.name, isWhole: decision.isWhole, after: isOfContext ? .contextTooLong : nil,
            for: question.principal, in: question.snapshot)
        let (left, passed) = filter.divide(targets.map { RouteCandidate($0) })
        decision.passed += passed
        decision.isFallback = !left.isEmpty
        return left
    }

    // MARK: In which order

    private func order(
        _ candidates: [RouteCandidate], _ found: Found, _ decision: inout RouteDecision, _ question: Question
    ) -> [RouteCandidate] {
        guard !candidates.isEmpty else { return [] }
        if let key = decision.sticky {
            if let session = question.reading.session(by: key) {
                var isWeighted = false
                if case .policy(.weighted) = found.order { isWeighted = true }
                return session.order(candidates, weighted: isWeighted)
            }
            decision.sticky = nil
        }
        let order = TargetOrder(candidates: candidates, prices: question.snapshot.prices)
        switch found.order {
        case .preferences(let preferences): return order.preferred(preferences, question.ask())
        case .policy(.priority): return candidates
        case .policy(.roundRobin):
            // Of one there are no turns: callers may name as many as they like.
            guard candidates.count > 1 else { return candidates }
            return turned(
                candidates, of: decision.model ?? decision.rule?.use ?? question.name, peeks: question.isRehearsal)
        case .policy(.weighted): return question.isRehearsal ? order.byWeight : order.weighted(random)
        case .policy(.leastBusy): return order.leastBusy
        case .policy(.fastest): return order.fastest(question.ask())
        case .policy(.cheapest): return order.cheapest(question.ask())
        }
    }
}

extension Target {
    func isSame(as other: Target) -> Bool { provider === other.provider && model == other.model }
}
