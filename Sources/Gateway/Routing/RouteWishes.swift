import Dialects
import Wire

/// What a caller asks of routing: by fields of the head, or by members in the gateway's own form, which win.
struct RouteWishes {
    /// A policy's name.
    var policy: String?
    /// Whether the cheapest target that can do it goes first.
    var prefersLowCost = false
    /// Whether the decision is to be told where it is told of itself only among several targets.
    var explains = false

    static let none = RouteWishes()

    var isNone: Bool { policy == nil && !prefersLowCost && !explains }

    init() {}

    /// Of most calls, which ask nothing, nothing is read.
    init(of call: GenerationCall) throws(GatewayError) {
        if call.hasWishes {
            let fields = call.call.head.fields
            if let name = fields.first("x-llmgateway-policy"), !name.isEmpty { policy = name }
            prefersLowCost = try RequestField.isSet("x-llmgateway-prefer-low-cost", in: fields)
            explains = try RequestField.isSet("x-llmgateway-explain", in: fields)
        }
        guard call.call.dialect == .gatewayChat else { return }
        let root = call.document.root
        if let said = root["policy"], !said.isNull {
            guard let name = said.string, !name.isEmpty else { throw Self.wrong("policy", "the name of a policy") }
            policy = name
        }
        if let said = root["prefer_low_cost"], !said.isNull {
            guard let flag = said.bool else { throw Self.wrong("prefer_low_cost", "true or false") }
            prefersLowCost = flag
        }
    }

    private static func wrong(_ name: String, _ expected: String) -> GatewayError {
        GatewayError(.invalidRequest, "\"\(name)\" must be \(expected).", param: name)
    }
}
