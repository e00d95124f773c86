/// What the environment says: `LLMGATEWAY_SERVER__PORT` is `server.port`, `LLMGATEWAY__DATA_DIR` is `data_dir`.
struct EnvironmentLayer {
    static let prefix = "LLMGATEWAY_"
    static let reserved = Set(EnvironmentVariable.reserved.flatMap(\.names))

    private(set) var trees: [SettingTree] = []
    private(set) var warnings: [String] = []
    private(set) var problems: [ConfigurationProblem] = []

    init(_ environment: [String: String]) {
        var ignored: [String] = []
        for (variable, text) in environment.sorted(by: { $0.key < $1.key }) where variable.hasPrefix(Self.prefix) {
            let name = variable.dropFirst(Self.prefix.count)
            if Self.reserved.contains(variable) { continue }
            // `LLMGATEWAY__MOCK`: after the prefix one underscore is left of the two.
            let isTop = name.hasPrefix("_")
            guard isTop || name.contains("__") else {
                ignored.append(variable)
                continue
            }
            add(variable, isTop ? String(name.dropFirst()) : String(name), text)
        }
        if !ignored.isEmpty {
            let verb = ignored.count == 1 ? "is" : "are"
            warnings.append(
                "\(ignored.joined(separator: ", ")) \(verb) ignored: settings in the environment have two underscores, "
                    + "such as LLMGATEWAY_SERVER__PORT or LLMGATEWAY__DATA_DIR")
        }
    }

    private mutating func add(_ variable: String, _ name: String, _ text: String) {
        let path = Self.split(name.lowercased())
        let origin = SettingOrigin.variable(variable)
        var value = SettingTree(shape: text.isEmpty ? .empty : .scalar(text), origin: origin)
        if Self.isStructured(path), !text.isEmpty {
            do {
                value = try SettingTree(yaml: text) { _, _ in origin }
            } catch {
                problems += error.problems
                return
            }
        }
        trees.append(.nested(path, value))
    }

    /// Lists and groups are given as YAML (`[{name: app, key: …}]`), all else as the bare text.
    private static func isStructured(_ path: [String]) -> Bool {
        var settings = SettingsTable.root
        for (depth, name) in path.enumerated() {
            guard let setting = settings.first(where: { $0.name == name }) else { return false }
            switch setting.type {
            case .group(let inner):
                if depth == path.count - 1 { return true }
                settings = inner
            case .list, .fields, .texts, .named: return depth == path.count - 1
            default: return false
            }
        }
        return false
    }

    private static func split(_ name: String) -> [String] {
        var parts: [String] = []
        var rest = name[...]
        while let mark = rest.firstRange(of: "__") {
            parts.append(String(rest[..<mark.lowerBound]))
            rest = rest[mark.upperBound...]
        }
        return parts + [String(rest)]
    }
}
