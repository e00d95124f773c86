import ArgumentParser
import Foundation
import Gateway
import NIOCore
import Wire

/// What a key may do and spend, as options.
struct KeyOptions: ParsableArguments {
    @Option(name: .customLong("model"), help: "A model it may use, such as smart or 'openai/*'; may be repeated.")
    var models: [String] = []
    @Option(name: .customLong("operation"), help: "What it may ask for, such as generate or embed; may be repeated.")
    var operations: [String] = []
    @Option(help: "The team whose budget it shares.") var team: String?
    @Option(help: "Who answers for it.") var owner: String?
    @Option(name: .customLong("tag"), help: "A name that its spending is counted under; may be repeated.")
    var tags: [String] = []
    @Option(
        name: .customLong("budget"), parsing: .unconditionalSingleValue,
        help:
            "USD and period (day, week, month, total), such as 25.00/month; may be repeated. All that were there before are replaced."
    )
    var budgets: [String] = []
    @Option(help: "Calls a minute.") var requestsPerMinute: Int?
    @Option(help: "Tokens a minute.") var tokensPerMinute: Int?
    @Option(help: "Calls at once.") var concurrent: Int?
    @Option(help: "Where calls wait for a place: low, normal or high.") var priority: String?
    @Option(help: "When it ends: in 12h or 90d, or at 2027-01-31T00:00:00Z.") var expires: String?
    @Option(help: "What it may do at /admin: viewer or admin; without it nothing.") var role: String?

    /// The members of a request that were given.
    func members() throws -> JSONObject {
        var members = JSONObject()
        func texts(_ name: String, _ texts: [String]) {
            if !texts.isEmpty { members[name] = .array(texts.map { .string($0) }) }
        }
        texts("models", models)
        texts("operations", operations)
        texts("tags", tags)
        for (name, text) in [("team", team), ("owner", owner), ("role", role), ("priority", priority)] {
            if let text { members[name] = text.isEmpty ? .null : .string(text) }
        }
        if !budgets.isEmpty { members["budget"] = .array(try budgets.map(Self.budget)) }
        var limits = JSONObject()
        limits.append("requests_per_minute", ifPresent: requestsPerMinute.map { .int($0) })
        limits.append("tokens_per_minute", ifPresent: tokensPerMinute.map { .int($0) })
        limits.append("concurrent", ifPresent: concurrent.map { .int($0) })
        if !limits.isEmpty { members["limits"] = .object(limits) }
        if let expires { members["expires_at"] = .int(try Self.end(expires)) }
        return members
    }

    private static func budget(_ text: String) throws -> JSONValue {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw ValidationError("A budget is written 25.00/month, found \"\(text)\".") }
        return ["usd": .string(String(parts[0])), "per": .string(String(parts[1]))]
    }

    private static func end(_ text: String) throws -> Int {
        if let seconds = Timestamp.seconds(text) { return seconds }
        guard let duration = SettingText.duration(text), duration > .zero else {
            throw ValidationError("--expires is written 12h, 90d or 2027-01-31T00:00:00Z, found \"\(text)\".")
        }
        return time(nil) + Int(duration.nanoseconds / 1_000_000_000)
    }
}
