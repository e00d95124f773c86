import Synchronization
import Wire

/// Turns the name a client used into targets, in the order they are to be tried.
package final class Router: Sendable {
    /// Calls so far per configured model with `round_robin`.
    private let turns = Mutex<[String: Int]>([:])

    let random: @Sendable () -> UInt64

    /// - Parameter random: for `weighted`.
    package init(random: @escaping @Sendable () -> UInt64 = HashRandom().next) { self.random = random }

    /// Where a name leads, in the order of its policy; without a call there is nothing else to go by.
    package func route(
        _ name: String, for principal: Principal, in snapshot: Snapshot,
        _ ask: @escaping () -> TargetOrder.Ask = { TargetOrder.Ask() }
    ) throws(GatewayError) -> [Target] {
        if let targets = try only(name, for: principal, in: snapshot) { return targets }
        let question = Question(
            name: name, principal: principal, snapshot: snapshot, reading: RequestReading(nil), ask: ask,
            time: { ask().time })
        let decision = try decide(question)
        guard !decision.candidates.isEmpty else { throw decision.refusal }
        return decision.targets
    }

    /// The target of a name that has just one, where nothing of the configuration has a say in it: the way of most calls. nil:
    /// there is something to decide.
    func only(
        _ name: String, for principal: Principal, in snapshot: Snapshot
    ) throws(GatewayError) -> [Target]? {
        guard snapshot.routing.rules.isEmpty else { return nil }
        let targets = resolve(name, in: snapshot)
        guard targets.count < 2 else { return nil }
        guard let target = targets.first else { throw unknown(name, for: principal, in: snapshot) }
        if let model = snapshot.modelsByName[name] {
            guard model.preference == nil else { return nil }
        } else if snapshot.routing[policy: name] != nil {
            return nil
        }
        try check(name, targets, for: principal, in: snapshot)
        if principal.ownCredential != nil, target.provider.transport == .mock, snapshot.auth.mode == .hybrid {
            throw Self.mockNeedsKey
        }
        return targets
    }

    /// The mock is nobody's provider: no key is a caller's own there, and any made-up one would open it.
    static let mockNeedsKey = GatewayError(
        .invalidAPIKey, "The mock is called with a key of the gateway.", param: "model")

    /// Whether the name could be called, by itself or by a rule, without taking anybody's turn.
    package func check(_ name: String, for principal: Principal, in snapshot: Snapshot) throws(GatewayError) {
        if try isLed(name, for: principal, in: snapshot) { return }
        // Of the mock all models are known; another provider's may be there without being listed.
        let targets = resolve(name, in: snapshot).filter {
            $0.provider.transport != .mock || MockChoice(name: $0.model) != nil
        }
        try check(name, targets, for: principal, in: snapshot)
    }

    private func check(
        _ name: String, _ targets: [Target], for principal: Principal, in snapshot: Snapshot
    ) throws(GatewayError) {
        try checkIsThere(name, targets, for: principal, in: snapshot)
        // Of a policy's targets one is enough.
        if policy(name, in: snapshot) != nil, ModelAccess.fitsAny(principal, targets.map(\.name)) { return }
        try checkAllowed(name, targets, for: principal)
    }

    func checkIsThere(
        _ name: String, _ targets: [Target], for principal: Principal, in snapshot: Snapshot
    ) throws(GatewayError) {
        guard !targets.isEmpty else { throw unknown(name, for: principal, in: snapshot) }
        guard targets.allSatisfy(\.fitsItsPath) else {
            throw GatewayError(
                .modelNotFound, "The model \"\(name)\" cannot exist: its name has an empty part, or one of dots.",
                param: "model")
        }
    }

    func checkAllowed(_ name: String, _ targets: [Target], for principal: Principal) throws(GatewayError) {
        guard ModelAccess.allows(principal, name, resolved: targets) else {
            throw GatewayError(
                .modelNotAllowed, "The key \"\(principal.name)\" may not use the model \"\(name)\".", param: "model")
        }
    }

    /// Whether the key may use the name, be it one that leads nowhere by itself.
    func allows(_ principal: Principal, _ name: String, in snapshot: Snapshot) -> Bool {
        guard principal.models != nil else { return true }
        let targets = resolve(name, in: snapshot)
        return ModelAccess.allows(principal, name, resolved: targets)
            || policy(name, in: snapshot) != nil && ModelAccess.fitsAny(principal, targets.map(\.name))
    }

    /// `provider/model` is split at the first slash; if no provider is called so, the whole is a bare name:
    /// configured names first, then the catalogue and the providers' own lists.
    func resolve(_ name: String, in snapshot: Snapshot) -> [Target] {
        if let slash = name.firstOffset(of: UInt8(ascii: "/")),
            let provider = snapshot.providersByID[name.firstBytes(slash)]
        {
            let model = String(name.utf8.dropFirst(slash + 1)) ?? ""
            return model.isEmpty ? [] : [Target(provider: provider, model: model)]
        }
        if let configured = snapshot.modelsByName[name] { return targets(configured.targets, in: snapshot) }
        if let policy = snapshot.routing[policy: name] { return candidates(of: policy, in: snapshot).map(\.target) }
        return snapshot.provider(listing: name).map { [Target(provider: $0, model: name)] } ?? []
    }

    /// Of `provider/model`, or of a name that a provider lists.
    func target(named name: String, in snapshot: Snapshot) -> Target? {
        if let slash = name.firstOffset(of: UInt8(ascii: "/")),
            let provider = snapshot.providersByID[name.firstBytes(slash)]
        {
            return Target(provider: provider, model: String(name.utf8.dropFirst(slash + 1)) ?? "")
        }
        return snapshot.provider(listing: name).map { Target(provider: $0, model: name) }
    }

    private func targets(_ targets: [ConfiguredModel.Target], in snapshot: Snapshot) -> [Target] {
        targets.compactMap { target in
            snapshot.providersByID[target.provider].map { Target(provider: $0, model: target.model) }
        }
    }

    /// The configured model that a name stands for; nil for a provider's own.
    func configured(_ name: String, in snapshot: Snapshot) -> ConfiguredModel? {
        if let slash = name.firstOffset(of: UInt8(ascii: "/")), snapshot.providersByID[name.firstBytes(slash)] != nil {
            return nil
        }
        return snapshot.modelsByName[name]
    }

    /// Where a call goes when the model's own targets have failed.
    /// - Parameters:
    ///   - asked: the name the caller used. A caller's own credential is for the provider that one names first, wherever a
    ///     rule has led the call since.
    ///   - isWhole: whether the key may use the model as such; else each target must be its own to use.
    ///   - failure: nil: none of them could be asked.
    func fallbacks(
        of name: String, asked: String, isWhole: Bool, after failure: FailureClass?, for principal: Principal,
        in snapshot: Snapshot
    ) -> [Target] {
        guard let model = configured(name, in: snapshot), !model.fallbacks.isEmpty else { return [] }
        var found = targets(model.fallbacks.chain(after: failure), in: snapshot)
        if !isWhole { found.removeAll { !ModelAccess.fitsAny(principal, [$0.name]) } }
        guard principal.ownCredential != nil else { return found }
        guard let meant = resolve(asked, in: snapshot).first else { return [] }
        return found.filter { $0.provider.sharesCredentials(with: meant.provider) }
    }

    /// - Parameter peeks: whether the turn is only looked at.
    func turned(_ candidates: [RouteCandidate], of model: String, peeks: Bool) -> [RouteCandidate] {
        let turn = turns.withLock { turns in
            let turn = turns[model, default: 0]
            if !peeks { turns[model] = (turn + 1) % candidates.count }
            return turn % candidates.count
        }
        return Array(candidates[turn...] + candidates[..<turn])
    }

    private func unknown(_ name: String, for principal: Principal, in snapshot: Snapshot) -> GatewayError {
        if let slash = name.utf8.firstIndex(of: UInt8(ascii: "/")),
            let kind = ProviderKind.named(String(name[..<slash])), snapshot.providersByID[kind.name] == nil
        {
            return absent(kind, for: principal, in: snapshot)
        }
        if let slash = name.utf8.firstIndex(of: UInt8(ascii: "/")), principal.models == nil,
            snapshot.providersByID[String(name[..<slash])] == nil,
            let provider = NearestNames.of(String(name[..<slash]), among: snapshot.providers.map(\.id)).first
        {
            return GatewayError(
                .modelNotFound, "The model \"\(name)\" is not known.",
                hint: "Did you mean the provider \"\(provider)\", as in \"\(provider)\(name[slash...])\"? "
                    + "GET /v1/models lists all.", param: "model")
        }
        if snapshot.routing[policy: name] != nil {
            return GatewayError(
                .modelNotFound, "The policy \"\(name)\" has no models to choose from.",
                hint: "Give it `models` under `routing.policies`, or name it as the `policy` of a model.",
                param: "model")
        }
        let names = ModelList.names(for: principal, in: snapshot)
        return GatewayError(
            .modelNotFound, "The model \"\(name)\" is not known.",
            hint: hint(for: name, among: names, for: principal, in: snapshot), param: "model")
    }

    private func hint(
        for name: String, among names: [String], for principal: Principal, in snapshot: Snapshot
    ) -> String? {
        let all = "GET /v1/models lists all."
        let id = name.hasSuffix("/") ? String(name.dropLast()) : name
        if snapshot.providersByID[id] != nil {
            // A key that is held to some models is told of those alone.
            let example = names.first { $0.hasPrefix(id + "/") }
            return example.map { "\"\(id)\" is a provider: name a model of it too, as in \"\($0)\". \(all)" }
        }
        let same = names.filter { $0.hasSuffix("/" + name) }
        let near = same.isEmpty ? NearestNames.of(name, among: names) : Array(same.prefix(3))
        if !near.isEmpty {
            return "Did you mean \(near.map { "\"\($0)\"" }.joined(separator: ", "))? \(all)"
        }
        guard principal.models == nil, name.utf8.contains(UInt8(ascii: "/")), !snapshot.providers.isEmpty else {
            return nil
        }
        let ids = snapshot.providers.prefix(8).map(\.id).joined(separator: ", ")
        return "What stands before the first slash is no provider. Providers here: \(ids). \(all)"
    }

    /// The name is right, but its provider is not there.
    private func absent(
        _ kind: ProviderKind, for principal: Principal, in snapshot: Snapshot
    ) -> GatewayError {
        var hint =
            kind.keyVariables.first.map { "Set \($0), or add it under `providers`." }
            ?? "Add it under `providers`."
        if kind.transport == .mock { hint = "Take `mock: false` out of the configuration." }
        // A key that is held to some models need not learn what else there is.
        if principal.models == nil, !snapshot.providers.isEmpty {
            hint += " Providers here: \(snapshot.providers.map(\.id).joined(separator: ", "))."
        }
        return GatewayError(
            .modelNotFound, "No provider `\(kind.name)` is configured.", hint: hint, param: "model")
    }
}
