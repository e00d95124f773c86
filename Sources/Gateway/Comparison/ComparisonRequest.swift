import Dialects
import NIOCore
import Wire

/// A chat in the gateway's own form that is put to several models: `models` in place of `model`, all else as it is there.
struct ComparisonRequest: Sendable {
    /// How many models one request may name.
    static let counts = 2...8

    private static let known = ["models", "messages", "parameters", "stream", "max_cost_usd"]

    let models: [String]
    let isStream: Bool
    /// For each model the body of its own call, in the order of `models`.
    let bodies: [ByteBuffer]

    /// - Parameter bound: what the caller lets all calls together cost, by a field of the head; nil: anything.
    init(_ document: JSONDocument, bound: Money?) throws(GatewayError) {
        let root = document.root
        guard root.kind == .object else {
            throw GatewayError(.invalidRequest, "The body must be one JSON object.")
        }
        try Self.checkNames(root)
        let models = try Self.models(root["models"])
        self.models = models
        isStream = try Self.flag(root["stream"])
        let bounds = try Self.bound(root["max_cost_usd"] ?? nil) ?? bound
        bodies = zip(models, Self.shares(of: bounds, among: models.count)).map { model, share in
            var edits = JSONEdits()
            edits.remove("models", in: root)
            edits.set("model", to: JSONValue.string(model).bytes, in: root)
            if let share { edits.set("max_cost_usd", to: JSONValue.string(share.usd).bytes, in: root) }
            return edits.applied(to: document)
        }
    }

    /// What is bounded as a whole cannot be exceeded when each call has its part of it. A billionth of a dollar that is
    /// left over goes to the first ones.
    static func shares(of whole: Money?, among count: Int) -> [Money?] {
        guard let whole else { return Array(repeating: nil, count: count) }
        let (each, rest) = whole.nanoUSD.quotientAndRemainder(dividingBy: Int64(count))
        return (0..<Int64(count)).map { Money(nanoUSD: each + ($0 < rest ? 1 : 0)) }
    }

    private static func checkNames(_ root: JSONView) throws(GatewayError) {
        var seen: Set<String> = []
        for (name, _) in root.members {
            guard seen.insert(name).inserted else {
                throw GatewayError(
                    .invalidRequest, "\"\(name)\" is given twice.",
                    hint: "Give it once: what is checked is what is sent.", param: name)
            }
            if name == "model" || name == "model_version" {
                throw GatewayError(
                    .invalidRequest, "A comparison names its models in \"models\", not in \"\(name)\".",
                    hint: "Send `\"models\": [\"openai/gpt-4o\", \"smart\"]`.", param: name)
            }
            guard known.contains(name) else {
                throw GatewayError(
                    .invalidRequest, "\"\(name)\" is no member of this form.",
                    hint: "What is for the models stands in `parameters`.", param: name)
            }
        }
    }

    private static func models(_ view: JSONView?) throws(GatewayError) -> [String] {
        guard let view, view.kind == .array else {
            throw GatewayError(
                .invalidRequest, "\"models\" must be a list of names.",
                hint: "GET /v1/models lists what this key may call.", param: "models")
        }
        var names: [String] = []
        for element in view.elements {
            guard let name = element.string, !name.isEmpty else {
                throw GatewayError(
                    .invalidRequest, "\"models\" must hold names of models, strings that are not empty.",
                    param: "models")
            }
            names.append(name)
        }
        guard counts.contains(names.count) else {
            throw GatewayError(
                .invalidRequest,
                "\"models\" must name from \(counts.lowerBound) to \(counts.upperBound) models, found \(names.count).",
                hint: names.count < 2 ? "One model is asked at /v1/gateway/chat." : "Compare them in parts.",
                param: "models")
        }
        return names
    }

    private static func flag(_ view: JSONView?) throws(GatewayError) -> Bool {
        guard let view, !view.isNull else { return false }
        guard let flag = view.bool else {
            throw GatewayError(.invalidRequest, "\"stream\" must be true or false.", param: "stream")
        }
        return flag
    }

    private static func bound(_ view: JSONView?) throws(GatewayError) -> Money? {
        guard let view, !view.isNull else { return nil }
        let text = view.numberText ?? view.string ?? "\(view.kind)"
        guard let most = Money(usd: text) else { throw GenerationCall.noMoney("max_cost_usd", text) }
        return most
    }
}
