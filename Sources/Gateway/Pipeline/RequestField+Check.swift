import NIOCore
import Wire

/// Wishes that nobody would heed: a misspelt field, or a value that means nothing.
extension RequestField {
    /// What all of them begin with.
    static let start: StaticString = "x-llmgateway-"

    /// Fields of our own replies are let pass: a proxy, or a client that copies, may send them back.
    private static let returned = Set(ReplyField.allCases.map(\.name))

    /// Whether a field of that name is refused, so that nothing can go by it.
    package static func isRefused(_ name: String) -> Bool {
        let name = name.lowercased()
        return name.hasPrefix("\(start)") && !wishes.contains { $0.name == name } && !returned.contains(name)
    }

    /// Refuses what begins as our fields do and is none of them. To be asked only where there is any.
    static func check(_ fields: HeaderFields) throws(GatewayError) {
        var wrong: GatewayError?
        fields.forEachRaw { name, value in
            guard wrong == nil, name.hasPrefix(start) else { return }
            do throws(GatewayError) {
                try check(name.string.lowercased(), value.string)
            } catch {
                wrong = error
            }
        }
        if let wrong { throw wrong }
    }

    private static func check(_ name: String, _ value: String) throws(GatewayError) {
        guard let wish = wishes.first(where: { $0.name == name }) else {
            guard !returned.contains(name) else { return }
            let near = NearestNames.of(name, among: wishes.map(\.name), count: 1).first
            throw GatewayError(
                .invalidRequest, "There is no field `\(name)`" + (near.map { ": did you mean `\($0)`?" } ?? "."),
                hint: "Known are \(wishes.map { "`\($0.name)`" }.joined(separator: ", ")).", param: name)
        }
        switch wish.form {
        case .text: return
        case .flag: _ = try flag(name, value)
        case .milliseconds: _ = try milliseconds(name, value)
        case .money: guard Money(usd: value) != nil else { throw GenerationCall.noMoney(name, value) }
        }
    }

    /// Whether the field is there and says yes.
    @inline(never)
    static func isSet(_ name: StaticString, in fields: HeaderFields) throws(GatewayError) -> Bool {
        try fields.first(name).map { (word) throws(GatewayError) in try flag("\(name)", word) } ?? false
    }

    /// A word that is neither yes nor no would be a wish that nobody heeds.
    static func flag(_ name: String, _ word: String) throws(GatewayError) -> Bool {
        switch word.lowercased() {
        case "true", "1", "yes", "on": return true
        case "false", "0", "no", "off", "": return false
        default:
            throw GatewayError(
                .invalidRequest, "`\(name)` must be true or false, found \"\(word)\".",
                hint: "Send `\(name): true`, or leave it out.", param: name)
        }
    }

    static func milliseconds(_ name: String, _ text: String) throws(GatewayError) -> TimeAmount {
        guard let milliseconds = Int64(text), (1...86_400_000).contains(milliseconds) else {
            throw GatewayError(
                .invalidRequest, "`\(name)` must be a whole number from 1 to 86400000, found \"\(text)\".",
                hint: "Send milliseconds, or leave it out.", param: name)
        }
        return .milliseconds(milliseconds)
    }
}
