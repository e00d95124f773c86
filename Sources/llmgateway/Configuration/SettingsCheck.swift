import Gateway

/// Checks a tree against the settings table: every problem is noted, none ends the check.
struct SettingsCheck {
    /// What values refer to.
    struct Surroundings: Sendable {
        var environment: [String: String]
        /// The configuration file's folder, where relative paths start; empty: the working directory.
        var folder: String
        var readFile: @Sendable (_ path: String) -> FileText
        /// What has been read from Vault.
        var vaultSecrets: [VaultReference: Secret] = [:]

        enum FileText: Sendable {
            case text(String)
            case failure(String)
        }
    }

    let surroundings: Surroundings
    private(set) var problems: [ConfigurationProblem] = []
    /// Secrets that have yet to be read from Vault.
    var vaultReferences: [VaultReference: SettingOrigin] = [:]

    init(_ surroundings: Surroundings) { self.surroundings = surroundings }

    mutating func note(_ origin: SettingOrigin, _ message: String) {
        problems.append(ConfigurationProblem(origin: origin, message: message))
    }

    mutating func group(_ tree: SettingTree, _ settings: [Setting], path: String) -> Settled? {
        let members: [SettingTree.Member]
        switch tree.shape {
        case .object(let given): members = given
        case .empty: members = []
        default:
            note(
                tree.origin,
                "\(quoted(path, "the file")) must be a group of settings, "
                    + "found \(tree.found(inPlaceOf: .group(settings)))"
            )
            return nil
        }
        var values: [String: Settled] = [:]
        for member in members {
            guard let setting = settings.first(where: { $0.name == member.key }) else {
                note(member.origin, unknown(member, among: settings, path: path))
                continue
            }
            if case .later = setting.type {
                note(member.origin, "\(quoted(join(path, setting.name))) is not supported by this version")
                continue
            }
            values[setting.name] = value(member.value, setting.type, path: join(path, setting.name))
            if values[setting.name] == nil, case .empty = member.value.shape, setting.isRequired {
                note(member.origin, "\(quoted(join(path, setting.name))) is empty")
            }
        }
        let named = Set(members.map(\.key))
        for setting in settings where !named.contains(setting.name) && setting.isRequired {
            note(tree.origin, "\(quoted(join(path, setting.name))) is missing")
        }
        return settled(values, settings, path: path, origin: tree.origin)
    }

    /// The group in the table's order, with the defaults of what was not given.
    private mutating func settled(
        _ values: [String: Settled], _ settings: [Setting], path: String, origin: SettingOrigin
    ) -> Settled {
        var group: [(name: String, value: Settled)] = []
        for setting in settings {
            if let value = values[setting.name] {
                group.append((setting.name, value))
            } else if let standard = setting.standard {
                let tree = SettingTree(shape: .scalar(standard), origin: .standard)
                if let value = scalar(standard, tree, setting.type, path: join(path, setting.name)) {
                    group.append((setting.name, value))
                }
            } else if case .group(let inner) = setting.type, !inner.contains(where: \.isRequired) {
                let empty = SettingTree(shape: .empty, origin: .standard)
                if let value = self.group(empty, inner, path: join(path, setting.name)) {
                    group.append((setting.name, value))
                }
            }
        }
        return Settled(value: .group(group), origin: origin)
    }

    private mutating func value(_ tree: SettingTree, _ type: SettingType, path: String) -> Settled? {
        if case .empty = tree.shape { return nil }
        switch type {
        case .group(let settings):
            return group(tree, settings, path: path)
        case .list(let element):
            guard case .list(let items) = tree.shape else { return wrong(tree, type, path) }
            let values = items.enumerated().compactMap { index, item -> Settled? in
                if case .empty = item.shape { return wrong(item, element, "\(path)[\(index)]") }
                return value(item, element, path: "\(path)[\(index)]")
            }
            return Settled(value: .list(values), origin: tree.origin)
        case .words:
            let element = SettingType.text
            if case .list = tree.shape { return self.value(tree, .list(element), path: path) }
            guard let word = self.value(tree, element, path: path) else { return nil }
            return Settled(value: .list([word]), origin: tree.origin)
        case .texts: return members(of: tree, type, path) { $0.value($1, .text, path: $2) }
        case .named(let settings): return members(of: tree, type, path) { $0.group($1, settings, path: $2) }
        case .fields:
            guard case .object(let members) = tree.shape else { return wrong(tree, type, path) }
            var fields: [(name: String, value: Secret)] = []
            for member in members {
                guard let value = value(member.value, .secret, path: join(path, member.key))?.secret else { continue }
                fields.append((member.key, value))
            }
            return Settled(value: .fields(fields), origin: tree.origin)
        default:
            guard case .scalar(let raw) = tree.shape else { return wrong(tree, type, path) }
            guard let text = expanded(raw, tree, type, path: path) else { return nil }
            return scalar(text, tree, type, path: path)
        }
    }

    /// A group whose names are free.
    private mutating func members(
        of tree: SettingTree, _ type: SettingType, _ path: String,
        _ value: (inout SettingsCheck, SettingTree, String) -> Settled?
    ) -> Settled? {
        guard case .object(let given) = tree.shape else { return wrong(tree, type, path) }
        var members: [(name: String, value: Settled)] = []
        for member in given {
            if let settled = value(&self, member.value, join(path, member.key)) {
                members.append(
                    (member.key, Settled(value: settled.value, origin: member.origin, written: settled.written)))
            }
        }
        return Settled(value: .group(members), origin: tree.origin)
    }

    private mutating func expanded(
        _ raw: String, _ tree: SettingTree, _ type: SettingType, path: String
    ) -> String? {
        guard case .file = tree.origin else { return raw }
        do {
            return try VariableExpansion.expand(raw, surroundings.environment)
        } catch {
            if case .malformed = error, type.holdsSecrets {
                note(tree.origin, "\(quoted(path)) has a \"${\" that begins no ${NAME} (\"$${\" stands for \"${\")")
            } else {
                note(tree.origin, error.message)
            }
            return nil
        }
    }

    mutating func wrong(_ tree: SettingTree, _ type: SettingType, _ path: String) -> Settled? {
        note(tree.origin, "\(quoted(path)) must be \(type.expectation), found \(tree.found(inPlaceOf: type))")
        return nil
    }

    private func unknown(_ member: SettingTree.Member, among settings: [Setting], path: String) -> String {
        let names = settings.map(\.name)
        let isVariable = if case .variable = member.origin { true } else { false }
        let name = isVariable ? join(path, member.key) : member.key
        let lead = "unknown \(isVariable ? "setting" : "key") \"\(name)\""
        if let near = NearestNames.of(member.key, among: names, count: 1).first {
            return "\(lead): did you mean \"\(isVariable ? join(path, near) : near)\"?"
        }
        let supported = settings.filter { if case .later = $0.type { false } else { true } }.map(\.name)
        return "\(lead): possible here: \(supported.joined(separator: ", "))"
    }

    private func quoted(_ path: String, _ whole: String = "") -> String { path.isEmpty ? whole : "\"\(path)\"" }
    private func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}
