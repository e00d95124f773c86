import Drivers
import Foundation
import Gateway

/// Brings flags, environment, profile and file together: flags > environment > profile > file > defaults.
struct ConfigurationLoader: Sendable {
    var environment: [String: String]
    /// `--config`; before `LLMGATEWAY_CONFIG` and `gateway.yaml`.
    var file: String?
    /// Settings given as options: path and text.
    var flags: [(option: String, path: [String], text: String)] = []
    /// The file the running configuration came from, when it is read again: if it is gone or empty by now, that is a
    /// mistake, and no wish for the defaults.
    var expected: String?
    var readFile: @Sendable (_ path: String) -> SettingsCheck.Surroundings.FileText = Self.read
    /// The settings that are looked at, as paths; nil: all. Whoever calls a gateway need not be able to run it.
    var only: [[String]]?
    /// What has been read from Vault.
    var vaultSecrets: [VaultReference: Secret] = [:]
    let shelf = VocabularyShelf()

    /// - Throws: everything that is wrong, at once.
    func load() throws(ConfigurationFailure) -> Configuration {
        var problems: [ConfigurationProblem] = []
        let (layers, name, notes) = files(&problems)
        let variables = EnvironmentLayer(environment)
        problems += variables.problems
        let options = flags.map {
            SettingTree.nested($0.path, SettingTree(shape: .scalar($0.text), origin: .flag($0.option)))
        }
        let start = name.map { SettingOrigin.file($0, line: 1, column: 1) } ?? .standard
        let empty = SettingTree(shape: .object([]), origin: start)
        let whole = (layers + variables.trees + options).reduce(empty) { $0.overlaid(by: $1) }
        let tree = only.map(whole.pruned) ?? whole

        var check = SettingsCheck(
            SettingsCheck.Surroundings(
                environment: environment, folder: folder(of: name), readFile: readFile, vaultSecrets: vaultSecrets))
        let settled = check.group(tree, SettingsTable.root, path: "") ?? Settled(value: .group([]), origin: .standard)
        var builder = ConfigurationBuilder(
            settled: settled, environment: environment, sources: ConfigurationFiles(readFile, shelf: shelf),
            besides: check.problems)
        var configuration = builder.build(file: name)
        configuration.vaultReferences = check.vaultReferences
        let transport = TransportConfiguration(environment: environment, caFile: nil)
        configuration.warnings = notes + variables.warnings + configuration.warnings + transport.warnings
        problems += check.problems + builder.problems
        // What the listener and the ways out need, whoever calls a gateway need not be able to read.
        if only == nil { problems += unreadable(settled) + unusableRoots(settled) }
        guard problems.isEmpty else {
            throw ConfigurationFailure(problems: Self.ordered(problems), read: builder.sources.read)
        }
        return configuration
    }

    /// Certificates and keys are read when the listener starts; that they are there is known before.
    private func unreadable(_ settled: Settled) -> [ConfigurationProblem] {
        let tls = settled["server"]?["tls"]
        return [tls?["certificate"], tls?["key"]].compactMap { file in
            guard let file, let path = file.text, case .failure(let reason) = readFile(path) else { return nil }
            return ConfigurationProblem(origin: file.origin, message: "the file \"\(path)\" cannot be read: \(reason)")
        }
    }

    /// The trees of the file and its profile, the file's name, and warnings.
    private func files(_ problems: inout [ConfigurationProblem]) -> ([SettingTree], String?, [String]) {
        let named = file ?? EnvironmentVariable.configurationFile.value(in: environment) ?? expected
        let name = named ?? "gateway.yaml"
        var trees: [SettingTree] = []
        var warnings: [String] = []
        var isThere = false
        switch readFile(name) {
        case .text(let text):
            isThere = true
            append(text, name, &trees, &problems)
        case .failure(let reason):
            if named != nil || reason != Self.absent {
                problems.append(
                    ConfigurationProblem(origin: .variable(name), message: "cannot be read: \(reason)"))
            }
        }
        guard let profile = EnvironmentVariable.profile.value(in: environment)?.trimmed, !profile.isEmpty else {
            return (trees, isThere ? name : nil, warnings)
        }
        let layer = Self.profileName(of: name, profile)
        switch readFile(layer) {
        case .text(let text):
            isThere = true
            append(text, layer, &trees, &problems)
        case .failure(Self.absent):
            warnings.append("LLMGATEWAY_ENVIRONMENT is \"\(profile)\", but there is no \(layer)")
        case .failure(let reason):
            problems.append(ConfigurationProblem(origin: .variable(layer), message: "cannot be read: \(reason)"))
        }
        return (trees, isThere ? name : nil, warnings)
    }

    private func append(
        _ text: String, _ name: String, _ trees: inout [SettingTree], _ problems: inout [ConfigurationProblem]
    ) {
        do {
            let tree = try SettingTree(yaml: text) { .file(name, line: $0, column: $1) }
            if case .scalar = tree.shape {
                problems.append(
                    ConfigurationProblem(origin: tree.origin, message: "the file must be a group of settings"))
            } else if case .list = tree.shape {
                problems.append(
                    ConfigurationProblem(
                        origin: tree.origin, message: "the file must be a group of settings, found a list"))
            } else if tree.shape == .empty || tree.shape == .object([]), name == expected {
                problems.append(ConfigurationProblem(origin: tree.origin, message: "the file is empty"))
            } else {
                trees.append(tree)
            }
        } catch {
            problems += error.problems
        }
    }

    /// `gateway.yaml` and `production` → `gateway.production.yaml`.
    static func profileName(of file: String, _ profile: String) -> String {
        for ending in [".yaml", ".yml"] where file.hasSuffix(ending) {
            return "\(file.dropLast(ending.count)).\(profile)\(ending)"
        }
        return "\(file).\(profile)"
    }

    private func folder(of file: String?) -> String {
        guard let file, let slash = file.lastIndex(of: "/") else { return "" }
        return slash == file.startIndex ? "/" : String(file[..<slash])
    }

    /// Files first and in their own order, then variables and flags as they were met.
    private static func ordered(_ problems: [ConfigurationProblem]) -> [ConfigurationProblem] {
        problems.enumerated().sorted { key($0.element, $0.offset) < key($1.element, $1.offset) }.map(\.element)
    }

    private static func key(_ problem: ConfigurationProblem, _ offset: Int) -> (Int, String, Int, Int, Int) {
        guard case .file(let name, let line, let column) = problem.origin else { return (1, "", 0, 0, offset) }
        return (0, name, line, column, offset)
    }

    static let absent = "there is no such file"
    static let noText = "it is not UTF-8 text"

    static func read(_ path: String) -> SettingsCheck.Surroundings.FileText {
        guard let file = fopen(path, "r") else {
            return .failure(errno == ENOENT ? absent : String(cString: strerror(errno)))
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { break }
            bytes += chunk[..<count]
            if bytes.count > 16 << 20 { return .failure("it is larger than 16 MiB") }
        }
        if ferror(file) != 0 { return .failure(String(cString: strerror(errno))) }
        guard let text = String(validating: bytes, as: UTF8.self) else { return .failure(noText) }
        return .text(text)
    }
}
