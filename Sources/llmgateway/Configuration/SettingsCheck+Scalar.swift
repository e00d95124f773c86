import Gateway

extension SettingsCheck {
    /// A value of one scalar, variables already expanded.
    mutating func scalar(_ text: String, _ tree: SettingTree, _ type: SettingType, path: String) -> Settled? {
        let settled: Settled.Value?
        switch type {
        case .text: settled = text.isEmpty ? nil : .text(text)
        case .path: settled = text.isEmpty ? nil : .text(resolved(text, tree.origin))
        case .secret: return secret(text, tree, path: path)
        case .flag: settled = SettingText.flag(text).map { .flag($0) }
        case .number(let range):
            settled = SettingText.number(text).flatMap { range.contains($0) ? .number($0) : nil }
        case .duration: settled = SettingText.duration(text).map { .duration($0) }
        case .size: settled = SettingText.size(text).map { .number($0) }
        case .money: settled = Price(usdPerMillionTokens: text) == nil ? nil : .text(text)
        case .amount: settled = Money(exactUSD: text) == nil ? nil : .text(text)
        case .choice(let names, let later):
            if names.contains(text) {
                settled = .text(text)
            } else {
                note(tree.origin, refusal(text, names, later, type, path: path))
                return nil
            }
        case .list, .words, .texts, .named, .fields, .group, .later: settled = nil
        }
        guard let settled else {
            let found = SettingTree(shape: .scalar(text), origin: tree.origin)
            return wrong(found, type, path)
        }
        return Settled(value: settled, origin: tree.origin, written: text)
    }

    private func refusal(
        _ text: String, _ names: [String], _ later: [String], _ type: SettingType, path: String
    ) -> String {
        if later.contains(text) {
            return
                "\"\(path)\": \"\(text)\" is not supported by this version, which has \(names.joined(separator: ", "))"
        }
        let near = NearestNames.of(text, among: names, count: 1).first.map { ": did you mean \"\($0)\"?" } ?? ""
        return "\"\(path)\" must be \(type.expectation), found \"\(text)\"\(near)"
    }

    /// The text itself or, after `file:`, what stands in that file without the line ends behind it.
    private mutating func secret(_ text: String, _ tree: SettingTree, path: String) -> Settled? {
        if text.hasPrefix(VaultReference.mark) { return vaultSecret(text, tree, path: path) }
        guard text.hasPrefix("file:") else {
            guard !text.isEmpty else {
                note(tree.origin, "\"\(path)\" is empty")
                return nil
            }
            return Settled(value: .secret(Secret(text)), origin: tree.origin)
        }
        let file = resolved(String(text.dropFirst("file:".count)), tree.origin)
        switch surroundings.readFile(file) {
        case .failure(let reason):
            note(tree.origin, "\"\(path)\": cannot read \(file): \(reason)")
            return nil
        case .text(let content):
            var secret = content[...]
            while let last = secret.unicodeScalars.last, last == "\n" || last == "\r" {
                secret.unicodeScalars.removeLast()
            }
            guard !secret.isEmpty else {
                note(tree.origin, "\"\(path)\": \(file) is empty")
                return nil
            }
            return Settled(value: .secret(Secret(String(secret))), origin: tree.origin)
        }
    }

    /// What has been read from Vault, else something that stands for it until it is.
    private mutating func vaultSecret(_ text: String, _ tree: SettingTree, path: String) -> Settled? {
        guard let reference = VaultReference(text), !path.hasPrefix("vault.") else {
            note(
                tree.origin,
                path.hasPrefix("vault.")
                    ? "\"\(path)\" cannot itself stand in Vault"
                    : "\"\(path)\" must be of the form vault:secret/data/name#member")
            return nil
        }
        if let secret = surroundings.vaultSecrets[reference] {
            return Settled(value: .secret(secret), origin: tree.origin)
        }
        // Nothing is served with it: `loadResolved` reads what is noted here from Vault and checks anew, or fails.
        vaultReferences[reference] = tree.origin
        return Settled(value: .secret(reference.placeholder), origin: tree.origin)
    }

    /// A relative path of a file starts at the file's folder; of a flag or a variable, at the working directory.
    private func resolved(_ path: String, _ origin: SettingOrigin) -> String {
        guard !path.hasPrefix("/"), !surroundings.folder.isEmpty else { return path }
        switch origin {
        case .file, .standard: return "\(surroundings.folder)/\(path)"
        case .variable, .flag, .priceList: return path
        }
    }
}
