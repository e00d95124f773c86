import Dialects
import NIOCore
import Wire

/// What a dry run has found so far.
struct DryRunReport {
    /// One target, and what is known of it.
    private struct Row {
        var target: Target
        var verdict: String
        /// A word for programs; nil: there is none to give.
        var reason: String?
        /// For people.
        var why: String
        var health: HealthReport.Entry?
    }

    private let call: Call
    private var generation: GenerationCall?
    private var decision: RouteDecision?
    private var rows: [Row] = []
    private var chosen: Target?
    /// The target that is shown: the chosen one, or the first that too little money was left for.
    private var shown: (target: Target, tryout: Tryout)?
    /// Why each rule up to the one that fits does not; nil for that one.
    var rules: [RuleMisfit?] = []
    var limits: RateOutlook?
    /// Calls at once, those that run, and those in line.
    var places: (most: Int, running: Int, waiting: Int)?
    /// What the experiment on the model says of the call; nil: there is none.
    var assignment: CallAssignment?
    /// Why a stream that breaks off would end there all the same, though the model has `continue`; nil in it: it would go
    /// on. nil: the model has none.
    var continuing: String??
    var error: GatewayError?

    init(_ call: Call) { self.call = call }

    mutating func understood(_ generation: GenerationCall) { self.generation = generation }

    mutating func decided(_ decision: RouteDecision, _ call: GenerationCall) {
        self.decision = decision
        rows =
            decision.candidates.map {
                Row(target: $0.target, verdict: "behind", why: Self.why($0, decision))
            }
            + decision.passed.map {
                Row(target: $0.target, verdict: "passed", reason: $0.reason.word, why: $0.reason.text)
            }
    }

    /// The variant's target is asked first, whatever was found of it.
    mutating func lead(by given: CallExperiment) {
        rows.removeAll { $0.target.isSame(as: given.target) }
        rows.insert(
            Row(target: given.target, verdict: "behind", why: "the variant \(given.text) of an experiment"), at: 0)
    }

    private static let fallback = "a fallback of the model: none of its own targets would be asked"

    /// Those that the model falls back to.
    mutating func add(_ targets: [Target]) {
        rows += targets.map { Row(target: $0, verdict: "behind", why: Self.fallback) }
    }

    private static func why(_ candidate: RouteCandidate, _ decision: RouteDecision) -> String {
        if decision.isFallback { return fallback }
        if let sticky = decision.sticky { return "the session's own order (\(sticky.word))" }
        if decision.policy == "direct" { return "named by the call" }
        return candidate.figure.map { "\(decision.policy): \($0.text)" } ?? decision.policy
    }

    private mutating func change(_ target: Target, _ body: (inout Row) -> Void) {
        for index in rows.indices where rows[index].target.isSame(as: target) && rows[index].verdict != "passed" {
            body(&rows[index])
        }
    }

    mutating func note(_ target: Target, _ health: HealthReport.Entry?) { change(target) { $0.health = health } }

    mutating func skip(_ target: Target, _ reason: PassReason) {
        change(target) { ($0.verdict, $0.reason, $0.why) = ("passed", reason.word, reason.text) }
    }

    mutating func fail(_ target: Target, _ tryout: Tryout) {
        guard let failure = tryout.failure else { return }
        change(target) { ($0.verdict, $0.reason, $0.why) = ("failed", failure.code.rawValue, failure.message) }
        if shown == nil { shown = (target, tryout) }
    }

    mutating func show(_ target: Target, _ tryout: Tryout) {
        if shown?.tryout.request == nil { shown = (target, tryout) }
    }

    mutating func choose(_ target: Target, _ tryout: Tryout) {
        for index in rows.indices where rows[index].target.isSame(as: target) { rows[index].verdict = "chosen" }
        chosen = target
        shown = (target, tryout)
    }
}

extension DryRunReport {
    /// - Parameter time: in seconds since 1970.
    func json(at time: Int, _ now: NIODeadline) -> JSONValue {
        var json: JSONObject = [
            "object": "gateway.dry_run", "would_send": .bool(error == nil), "key": key,
            "operation": .string(call.operation.rawValue), "dialect": .string(call.dialect.rawValue),
        ]
        if let generation {
            json["model"] = .string(generation.facts.model)
            json["stream"] = .bool(generation.facts.isStream)
            json["strict"] = .bool(generation.isStrict)
        }
        if let decision {
            let failed = rows.filter { $0.verdict == "failed" }.map { row in
                (name: row.target.name, code: row.reason.flatMap { ErrorCode(rawValue: $0) } ?? .internalError)
            }
            json["route"] = .string(decision.line(chosen: chosen?.name, failed: failed))
            json["decision"] = Self.json(decision)
        }
        json["rules"] = .array(
            rules.enumerated().map { index, misfit in
                ["number": .int(index + 1), "fits": .bool(misfit == nil), "why": .text(misfit?.text)]
            })
        json["experiment"] = experiment
        json["continue"] = goesOn
        let costs = generation.map { DryRunCosts($0, time: time) }
        json["tokens"] = costs?.tokens ?? .null
        json["candidates"] = .array(rows.map { Self.json($0, costs) })
        json["limits"] = limitsJSON
        json["budget"] = budget
        json["plan"] = plan
        json["request"] = request
        json["error"] = error.map(Self.json) ?? .null
        return .object(json)
    }

    private var key: JSONValue {
        let principal = call.principal
        return [
            "name": .string(principal.name), "team": .text(principal.policy.team),
            "owner": .text(principal.policy.owner), "tags": .array(principal.policy.tags.map { .string($0) }),
            "models": principal.models.map { .array($0.map { .string($0) }) } ?? .null,
            "own_credential": .bool(principal.ownCredential != nil),
        ]
    }

    private static func json(_ decision: RouteDecision) -> JSONValue {
        [
            "rule": decision.rule.map { ["number": .int($0.number), "use": .string($0.use)] } ?? .null,
            "policy": .string(decision.policy), "sticky": .text(decision.sticky?.word),
            "fallback": .bool(decision.isFallback), "max_cost_usd": .text(decision.maxCost?.usd),
        ]
    }

    private var experiment: JSONValue {
        let experiment: Experiment
        let given: CallExperiment?
        let why: String?
        switch assignment {
        case nil: return .null
        case .given(let found)?:
            (experiment, given) = (found.experiment, found)
            why = experiment.unit == .request ? "each call gets a variant of its own; this is the likeliest" : nil
        case .left(let found, let reason)?: (experiment, given, why) = (found, nil, reason.text)
        }
        return [
            "name": .string(experiment.name), "by": .string(experiment.unit.text),
            "variant": .text(given.map { experiment.variants[$0.variant].name }),
            "target": .text(given?.target.name), "why": .text(why),
        ]
    }

    private var goesOn: JSONValue {
        guard let continuing else { return .null }
        return ["goes_on": .bool(continuing == nil), "why": .text(continuing)]
    }

    private static func json(_ row: Row, _ costs: DryRunCosts?) -> JSONValue {
        var json: JSONObject = [
            "target": .string(row.target.name), "verdict": .string(row.verdict), "reason": .text(row.reason),
            "why": .string(row.why),
        ]
        json["breaker"] = .string(row.health?.stateName ?? "closed")
        json["running"] = .int(row.health?.running ?? 0)
        if let costs { for (name, value) in costs.members(of: row.target) { json[name] = value } }
        return .object(json)
    }

    private var limitsJSON: JSONValue {
        var json = JSONObject()
        switch limits {
        case nil: json["pass"] = true
        case .passes(let standing):
            json["pass"] = true
            json["requests"] = standing.requests.map(Self.json) ?? .null
            json["tokens"] = standing.tokens.map(Self.json) ?? .null
        case .refused(let refusal):
            json["pass"] = false
            json["refused_by"] = .string(refusal.scope.settings + "." + refusal.measure.rawValue)
            json["limit"] = .int(refusal.limit)
            json["retry_after_ms"] = refusal.wait.map { .int(($0 + 999) / 1_000) } ?? .null
        }
        if let places {
            json["places"] = [
                "most": .int(places.most), "running": .int(places.running), "waiting": .int(places.waiting),
            ]
        }
        return .object(json)
    }

    private static func json(_ allowance: RateAllowance) -> JSONValue {
        [
            "limit": .int(allowance.limit), "left_after_this": .int(allowance.remaining),
            "reset": .string(allowance.resetText),
        ]
    }

    private var budget: JSONValue {
        guard let hold = shown?.tryout.hold else { return .null }
        let ceiling = hold.ceiling ?? .zero
        return [
            "pass": .bool(hold.short.isEmpty), "ceiling_usd": .text(hold.ceiling?.usd),
            "budgets": .array(
                hold.balances.map { balance in
                    [
                        "scope": .string(balance.claim.scope.kind.word),
                        "name": balance.claim.scope.kind == .gateway ? .null : .string(balance.claim.scope.name),
                        "per": .string(balance.claim.budget.period.rawValue),
                        "usd": .string(balance.claim.budget.most.usd),
                        "left_usd": .string(max(balance.left, .zero).usd),
                        "pass": .bool(balance.holds(ceiling)), "renews_at": balance.renews.map { .int($0) } ?? .null,
                    ]
                }),
        ]
    }

    private var plan: JSONValue {
        guard let (target, tryout) = shown, tryout.failure == nil else { return .null }
        var json: JSONObject = ["target": .string(target.name)]
        if let fetches = tryout.fetches {
            json["way"] = "fetch"
            json["why"] = .string(fetches)
        } else if tryout.request == nil {
            json["way"] = "local"
            json["why"] = "The provider has no path for this, and the gateway estimates."
        } else {
            json["way"] = tryout.isRelay ? "relay" : "translate"
        }
        json["dropped"] = .array(
            tryout.losses.entries.map { ["path": .string($0.path), "why": .string($0.reason)] })
        return .object(json)
    }

    private var request: JSONValue {
        guard let (target, tryout) = shown, let request = tryout.request else { return .null }
        return RehearsedRequest(request, to: target.provider, own: call.principal.ownCredential).json
    }

    private static func json(_ error: GatewayError) -> JSONValue {
        [
            "status": .int(error.status), "code": .string(error.code.rawValue), "message": .string(error.message),
            "hint": .string(error.hint ?? error.code.hint), "param": .text(error.param),
            "retry_after": error.retryAfter.map { .int($0) } ?? .null,
        ]
    }
}
