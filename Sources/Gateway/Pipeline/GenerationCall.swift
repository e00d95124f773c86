package import NIOCore
package import Wire

/// A call whose body has been understood: what every stage works with.
package final class GenerationCall: Sendable {
    package let call: Call
    package let facts: RequestFacts
    /// Whether a loss is a refusal (`x-llmgateway-strict: true`).
    package let isStrict: Bool
    /// Whether it has any of the gateway's own fields: most have none, and need not be looked through again.
    let hasWishes: Bool
    /// Whether its cost is to stand in the answer's body too (`x-llmgateway-include-cost: true`).
    let includesCost: Bool
    /// When the call as a whole must have ended.
    package let deadline: NIODeadline
    /// Whether it is the caller who has made that earlier than it would be.
    let isHurried: Bool

    package convenience init(understanding call: Call) throws(GatewayError) {
        if call.operation == .realtime {
            _ = try WebSocketOpening(call.head)
            if call.snapshot.auth.mode == .none { try WebSocketOpening.checkOrigin(call.head) }
            try self.init(call, try RealtimeQuery(call.head.target).facts)
            return
        }
        if let opening = call.record.opening {
            let facts = try FormFacts.read(
                opening, in: call.record.body, standardModel: call.operation.standardModel, path: call.path)
            try self.init(call, facts)
            return
        }
        if call.operation.takesForm {
            let form = try FormFacts.form(of: call)
            try self.init(call, try FormFacts.read(form, standardModel: call.operation.standardModel, path: call.path))
            call.record.form = form
            return
        }
        let document = try Self.document(of: call)
        if !call.snapshot.limits.bounds.isNone { try call.snapshot.limits.bounds.check(document.root) }
        let facts = try RequestFacts.read(
            document.root, as: call.operation.requestForm(in: call.dialect), path: call.path,
            standardModel: call.operation.standardModel)
        try self.init(call, facts)
        call.record.document = document
    }

    /// The body as JSON.
    static func document(of call: Call) throws(GatewayError) -> JSONDocument {
        do throws(JSONError) {
            return try JSONDocument(validating: call.record.body, maxDepth: call.snapshot.limits.jsonDepth)
        } catch {
            throw GatewayError(.invalidJSON, "The body is not valid JSON: \(error).")
        }
    }

    /// The configured model whose fallbacks, and whose second attempts, hold for the call; nil: none.
    var routedModel: String? { call.record.route.map { $0.decision.model } ?? facts.model }

    /// What the caller and the policy let the call cost, whichever is less.
    /// - Parameter said: by the caller.
    func bounded(_ said: Money?) -> Money? {
        guard let most = call.record.route?.decision.maxCost else { return said }
        return said.map { min($0, most) } ?? most
    }

    /// What the call may cost, by a field of the head and by the policy; nil: anything.
    var maxCost: Money? {
        get throws(GatewayError) { bounded(hasWishes ? try Self.maxCost(call.head.fields) : nil) }
    }

    static func maxCost(_ fields: HeaderFields) throws(GatewayError) -> Money? {
        guard let text = fields.first("x-llmgateway-max-cost-usd") else { return nil }
        guard let most = Money(usd: text) else { throw noMoney("x-llmgateway-max-cost-usd", text) }
        return most
    }

    static func noMoney(_ name: String, _ text: String) -> GatewayError {
        GatewayError(
            .invalidRequest, "\"\(name)\" must be an amount of USD, found \"\(text)\".",
            hint: "Write it as a decimal number, such as 0.05.", param: name)
    }

    /// How long the caller wants the call to take at the most; nil: it does not say.
    @inline(never)
    private static func timeout(_ fields: HeaderFields) throws(GatewayError) -> TimeAmount? {
        let name: StaticString = "x-llmgateway-timeout-ms"
        return try fields.first(name).map { (text) throws(GatewayError) in
            try RequestField.milliseconds("\(name)", text)
        }
    }

    /// The bounds of an attempt at a provider.
    func timeouts(of provider: Provider) -> Timeouts { provider.timeouts ?? call.snapshot.timeouts }

    private init(_ call: Call, _ facts: RequestFacts) throws(GatewayError) {
        self.call = call
        self.facts = facts
        // Most calls have none of our fields, and are looked through once.
        let fields = call.head.fields
        hasWishes = fields.holdsName(beginningWith: RequestField.start)
        if hasWishes { try RequestField.check(fields) }
        isStrict = hasWishes ? try RequestField.isSet("x-llmgateway-strict", in: fields) : false
        includesCost = hasWishes ? try RequestField.isSet("x-llmgateway-include-cost", in: fields) : false
        let total = call.snapshot.timeouts.total
        let wanted = hasWishes ? try Self.timeout(fields) : nil
        isHurried = wanted.map { $0 < total } ?? false
        deadline = call.arrived + min(wanted ?? total, total)
        call.record.model = facts.model
        call.record.isStream = facts.isStream
    }

    /// The same call with a record and a caller of its own, for one of several attempts under way.
    init(_ call: GenerationCall, _ record: CallRecord, caller: any CallerLink) {
        let (whole, body) = (call.call, record.body)
        self.call = Call(
            id: whole.id, snapshot: whole.snapshot, dialect: whole.dialect, operation: whole.operation,
            path: whole.path,
            head: whole.head, body: body, principal: whole.principal, caller: caller, arrived: whole.arrived,
            record: record)
        facts = call.facts
        isStrict = call.isStrict
        hasWishes = call.hasWishes
        includesCost = call.includesCost
        deadline = call.deadline
        isHurried = call.isHurried
    }

    /// Whether the usage of a stream is told: its cost stands beside it.
    var tellsUsage: Bool { facts.includesUsage || includesCost }

    /// JSON's null once the reply has begun.
    package var document: JSONDocument { call.record.document }
}
