/// Where a setting was given.
enum SettingOrigin: Sendable, Equatable {
    /// Line and column count from 1.
    case file(String, line: Int, column: Int)
    /// An environment variable.
    case variable(String)
    /// A price list, which is no secret of the operator's.
    case priceList(String)
    /// An option of the command line.
    case flag(String)
    /// The default of the settings table.
    case standard

    /// As it stands at the start of a message.
    var place: String {
        switch self {
        case .file(let name, let line, let column): "\(name):\(line):\(column)"
        case .variable(let name), .flag(let name), .priceList(let name): name
        case .standard: "default"
        }
    }
}

/// One thing wrong with the configuration.
struct ConfigurationProblem: Sendable, Equatable, CustomStringConvertible {
    var origin: SettingOrigin
    var message: String

    var description: String { "\(origin.place): \(message)" }
}

/// Everything wrong with the configuration, in the order of the file.
struct ConfigurationFailure: Error, CustomStringConvertible {
    var problems: [ConfigurationProblem]
    /// Files beside the configuration's own that it was read from: mending one of them may be all it needs.
    var read: [String] = []

    var description: String { problems.map(\.description).joined(separator: "\n") }
}
