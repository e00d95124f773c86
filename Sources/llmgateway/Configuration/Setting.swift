/// One row of the settings table: everything the reader, the JSON Schema and the reference page know of a setting.
struct Setting: Sendable {
    var name: String
    var type: SettingType
    /// As it would be written in the file; nil: unset.
    var standard: String?
    var isRequired = false
    /// One or two sentences for the reference page.
    var about: String

    init(_ name: String, _ type: SettingType, standard: String? = nil, isRequired: Bool = false, _ about: String) {
        self.name = name
        self.type = type
        self.standard = standard
        self.isRequired = isRequired
        self.about = about
    }
}

/// What a setting may hold.
indirect enum SettingType: Sendable {
    case text
    /// Text nobody may see; also read from a file by `file:/path`.
    case secret
    /// A path; a relative one starts at the file's folder.
    case path
    case number(ClosedRange<Int>)
    case flag
    /// `300ms`, `5s`, `10m`, `1h`.
    case duration
    /// Bytes: `32MiB`, `64KiB`, `1048576`.
    case size
    /// A price in USD as an exact decimal, read from its text.
    case money
    /// USD that may be spent, in whole billionths.
    case amount
    /// One of the names; `later` are those of the plan that this version refuses.
    case choice([String], later: [String])
    case list(SettingType)
    /// A text, or a list of them.
    case words
    /// Free names with text values.
    case texts
    /// Free names, each with a group of these settings.
    case named([Setting])
    /// Free names with secret values.
    case fields
    case group([Setting])
    /// In the plan, not in this version: refused, never ignored.
    case later

    /// Whether it is a secret, or has one in it: what was found in its place may be one too, and is shown to nobody.
    var holdsSecrets: Bool {
        switch self {
        case .secret, .fields: true
        case .list(let element): element.holdsSecrets
        case .group(let settings), .named(let settings): settings.contains { $0.type.holdsSecrets }
        default: false
        }
    }

    /// As messages and the reference page say it.
    var expectation: String {
        switch self {
        case .text, .secret: "text"
        case .path: "a path"
        case .number(let range) where range.upperBound == .max: "a whole number of at least \(range.lowerBound)"
        case .number(let range) where range.count == 2: "\(range.lowerBound) or \(range.upperBound)"
        case .number(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .flag: "true or false"
        case .duration: "a duration such as 300ms, 5s, 10m or 1h"
        case .size: "a size such as 32MiB, 64KiB or a number of bytes"
        case .money: "an amount of USD such as \"0.10\", at most twelve decimals"
        case .amount: "an amount of USD such as \"25.00\", at most nine decimals"
        case .choice(let names, _): "one of \(names.joined(separator: ", "))"
        case .list: "a list"
        case .words: "a text or a list of texts"
        case .texts: "a group of names with text values"
        case .named: "names with a group of settings each"
        case .fields: "a group of names with text values"
        case .group: "a group of settings"
        case .later: "nothing in this version"
        }
    }
}
