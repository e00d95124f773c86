/// Settings as they were written, with the place of each; not yet checked.
struct SettingTree: Sendable, Equatable {
    struct Member: Sendable, Equatable {
        var key: String
        var origin: SettingOrigin
        var value: SettingTree
    }

    indirect enum Shape: Sendable, Equatable {
        /// `key:` with nothing behind it, or `null`.
        case empty
        /// The text as written: numbers are not turned into numbers, so that money never passes a float.
        case scalar(String)
        case list([SettingTree])
        case object([Member])
    }

    var shape: Shape
    var origin: SettingOrigin

    /// What a message says was found, where something else was expected.
    func found(inPlaceOf type: SettingType) -> String {
        switch shape {
        case .empty: "nothing"
        case .scalar where type.holdsSecrets: "text"
        case .scalar(let text): "\"\(text)\""
        case .list: "a list"
        case .object: "a group of settings"
        }
    }

    /// What stands at some paths, and nothing else.
    func pruned(to paths: [[String]]) -> SettingTree {
        guard case .object(let members) = shape else { return self }
        let kept = members.compactMap { member -> Member? in
            let rests = paths.filter { $0.first == member.key }.map { Array($0.dropFirst()) }
            guard !rests.isEmpty else { return nil }
            guard !rests.contains([]) else { return member }
            var member = member
            member.value = member.value.pruned(to: rests)
            return member
        }
        return SettingTree(shape: .object(kept), origin: origin)
    }

    /// `upper` laid over `self`: groups are joined key by key, everything else is replaced.
    func overlaid(by upper: SettingTree) -> SettingTree {
        guard case .object(var members) = shape, case .object(let others) = upper.shape else {
            return upper.shape == .empty ? self : upper
        }
        for other in others {
            if let index = members.firstIndex(where: { $0.key == other.key }) {
                members[index].value = members[index].value.overlaid(by: other.value)
                members[index].origin = other.origin
            } else {
                members.append(other)
            }
        }
        return SettingTree(shape: .object(members), origin: origin)
    }

    /// A tree that holds one value at `path`.
    static func nested(_ path: [String], _ value: SettingTree) -> SettingTree {
        path.reversed().reduce(value) { inner, key in
            SettingTree(
                shape: .object([Member(key: key, origin: value.origin, value: inner)]), origin: value.origin)
        }
    }
}
