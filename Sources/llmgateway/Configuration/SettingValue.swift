import Gateway
import NIOCore

/// A setting after the check, with the place it came from.
struct Settled: Sendable {
    indirect enum Value: Sendable {
        case text(String)
        case secret(Secret)
        case number(Int)
        case flag(Bool)
        case duration(TimeAmount)
        case list([Settled])
        case fields([(name: String, value: Secret)])
        /// In the order of the table.
        case group([(name: String, value: Settled)])
    }

    var value: Value
    var origin: SettingOrigin
    /// The text as written, for printing; nil for groups and secrets.
    var written: String?

    subscript(name: String) -> Settled? {
        guard case .group(let members) = value else { return nil }
        return members.first { $0.name == name }?.value
    }

    var text: String? { if case .text(let text) = value { text } else { nil } }
    var secret: Secret? { if case .secret(let secret) = value { secret } else { nil } }
    var number: Int? { if case .number(let number) = value { number } else { nil } }
    var flag: Bool? { if case .flag(let flag) = value { flag } else { nil } }
    var duration: TimeAmount? { if case .duration(let duration) = value { duration } else { nil } }
    var fields: [(name: String, value: Secret)] { if case .fields(let fields) = value { fields } else { [] } }
    /// Of a group, in its order.
    var members: [(name: String, value: Settled)] { if case .group(let members) = value { members } else { [] } }
    var items: [Settled] { if case .list(let items) = value { items } else { [] } }
}
