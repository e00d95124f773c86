/// Which models a key may use.
package enum ModelAccess {
    /// Whether one of the key's patterns fits the name the client used, or, for a name that is not configured, the
    /// target it stands for. `openai/*` fits all of a provider, `*` everything.
    package static func allows(_ principal: Principal, _ name: String, resolved: [Target]) -> Bool {
        guard let patterns = principal.models else { return true }
        if patterns.contains(where: { fits($0, name) }) { return true }
        guard resolved.count == 1, let target = resolved.first else { return false }
        let prefix = target.provider.id + "/"
        let bare = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
        guard target.isCalled(bare) else { return false }
        return patterns.contains { fits($0, target.name) }
    }

    /// Whether one of the key's patterns fits one of the names.
    static func fitsAny(_ principal: Principal, _ names: [String]) -> Bool {
        guard let patterns = principal.models else { return true }
        return names.contains { name in patterns.contains { fits($0, name) } }
    }

    package static func fits(_ pattern: String, _ name: String) -> Bool {
        guard pattern.hasSuffix("*") else { return pattern == name }
        return name.hasPrefix(pattern.dropLast())
    }
}
