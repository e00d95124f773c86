import Dialects
import Wire

/// What a call is likely to cost, and what it can cost at the most, at each target.
struct DryRunCosts {
    private let call: GenerationCall
    private let time: Int
    private let demand: CostDemand?
    private let estimate: Int

    init(_ call: GenerationCall, time: Int) {
        self.call = call
        self.time = time
        let reading = RequestReading(call)
        demand = reading.demand
        estimate = reading.roughTokens
    }

    var tokens: JSONValue {
        ["input_estimated": .int(estimate), "output_limit": demand?.output.map { .int($0) } ?? .null]
    }

    func members(of target: Target) -> [(name: String, value: JSONValue)] {
        let snapshot = call.call.snapshot
        let row = snapshot.prices.row(provider: target.provider, model: target.model, at: time)
        let facts = snapshot.catalog.facts(kind: target.provider.catalogKind, model: target.model)
        let output = demand?.hasOutput == false ? 0 : demand?.output ?? TargetOrder.usualOutput
        let usage = Usage(input: estimate, output: output * (demand?.answers ?? 1))
        return [
            ("price", row.map { json($0, target) } ?? .null),
            ("estimated_usd", .text(row.flatMap { $0.settledCost(of: usage)?.usd })),
            ("context_window", facts?.contextWindow.map { .int($0) } ?? .null),
            ("max_output_tokens", facts?.maxOutputTokens.map { .int($0) } ?? .null),
        ]
    }

    private func json(_ row: PriceRow, _ target: Target) -> JSONValue {
        let origin = call.call.snapshot.prices.origin(provider: target.provider, model: target.model)
        let isCatalogue = origin == call.call.snapshot.prices.version
        var json: JSONObject = ["from": .string(isCatalogue ? "catalogue of \(origin)" : origin)]
        if let input = row.classes.input { json["input_usd"] = .string(input.usdPerMillion) }
        if let output = row.classes.output { json["output_usd"] = .string(output.usdPerMillion) }
        if let request = row.request { json["request_usd"] = .string(request.usdPerPiece) }
        return .object(json)
    }
}

extension JSONValue {
    /// A string, or null.
    static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}

extension Price {
    /// Exact, without trailing zeros.
    fileprivate var usdPerMillion: String { Self.text(attoUSD, decimals: 12) }
    fileprivate var usdPerPiece: String { Self.text(attoUSD, decimals: 18) }

    private static func text(_ value: Int128, decimals: Int) -> String {
        var digits = String(value)
        if digits.utf8.count <= decimals {
            digits = String(repeating: "0", count: decimals + 1 - digits.utf8.count) + digits
        }
        let whole = digits.dropLast(decimals)
        var fraction = String(digits.suffix(decimals))
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return fraction.isEmpty ? String(whole) : "\(whole).\(fraction)"
    }
}
