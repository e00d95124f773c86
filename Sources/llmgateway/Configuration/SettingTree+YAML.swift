import Yams

extension SettingTree {
    /// Reads one YAML document. `place` turns a line and a column into the origin of what stands there.
    init(
        yaml: String, place: (_ line: Int, _ column: Int) -> SettingOrigin
    ) throws(ConfigurationFailure) {
        let node: Node?
        do {
            node = try Yams.compose(yaml: yaml)
        } catch {
            throw ConfigurationFailure(problems: [Self.problem(error, place: place)])
        }
        guard let node else {
            self.init(shape: .empty, origin: place(1, 1))
            return
        }
        var problems: [ConfigurationProblem] = []
        self = Self.read(node, place: place, problems: &problems)
        guard problems.isEmpty else { throw ConfigurationFailure(problems: problems) }
    }

    private static func read(
        _ node: Node, place: (Int, Int) -> SettingOrigin, problems: inout [ConfigurationProblem]
    ) -> SettingTree {
        let origin = place(node.mark?.line ?? 1, node.mark?.column ?? 1)
        switch node {
        case .scalar(let scalar):
            let isEmpty = scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
            return SettingTree(shape: isEmpty ? .empty : .scalar(scalar.string), origin: origin)
        case .sequence(let sequence):
            let items = sequence.map { read($0, place: place, problems: &problems) }
            return SettingTree(shape: .list(items), origin: origin)
        case .mapping(let mapping):
            var members: [Member] = []
            for (key, value) in mapping {
                let keyOrigin = place(key.mark?.line ?? 1, key.mark?.column ?? 1)
                guard let name = key.scalar?.string else {
                    problems.append(ConfigurationProblem(origin: keyOrigin, message: "a key must be plain text"))
                    continue
                }
                members.append(
                    Member(key: name, origin: keyOrigin, value: read(value, place: place, problems: &problems)))
            }
            return SettingTree(shape: .object(members), origin: origin)
        default:
            problems.append(ConfigurationProblem(origin: origin, message: "an alias leads nowhere"))
            return SettingTree(shape: .empty, origin: origin)
        }
    }

    private static func problem(_ error: any Error, place: (Int, Int) -> SettingOrigin) -> ConfigurationProblem {
        guard let error = error as? YamlError else {
            return ConfigurationProblem(origin: place(1, 1), message: "is not YAML: \(error)")
        }
        switch error {
        case .scanner(let context, let text, let mark, _), .parser(let context, let text, let mark, _),
            .composer(let context, let text, let mark, _):
            let about = context.map { "\($0.text.trimmed), " } ?? ""
            return ConfigurationProblem(
                origin: place(mark.line, mark.column), message: "is not YAML: \(about)\(text)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            let key = duplicates.first ?? ""
            return ConfigurationProblem(
                origin: place(context.mark.line, context.mark.column), message: "the key \"\(key)\" is given twice")
        case .reader(let text, _, _, _):
            return ConfigurationProblem(origin: place(1, 1), message: "is not YAML: \(text)")
        default:
            return ConfigurationProblem(origin: place(1, 1), message: "is not YAML: \(error)")
        }
    }
}

extension String {
    /// Without blanks at either end.
    var trimmed: String {
        var text = self[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
