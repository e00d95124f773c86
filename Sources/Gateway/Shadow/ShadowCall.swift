import Dialects
import NIOCore
import Wire

/// A copy of a prompt on its way to a shadow.
struct ShadowCall: Sendable {
    /// Of the call that it copies.
    let original: String
    let snapshot: Snapshot
    let dialect: Dialect
    let target: String
    let path: PathFacts
    let document: JSONDocument
    let model: String
    let isStream: Bool
    let rule: ShadowRule
    let head: RequestHead

    init(_ call: GenerationCall, _ rule: ShadowRule) {
        original = call.call.id
        snapshot = call.call.snapshot
        dialect = call.call.dialect
        target = "\(rule.target.provider)/\(rule.target.model)"
        path = PathFacts(model: target, isStream: call.facts.isStream)
        document = call.document
        model = call.facts.model
        isStream = call.facts.isStream
        self.rule = rule
        head = call.call.head
    }

    var bytes: Int { document.bytes.readableBytes }

    /// The call it becomes: the gateway's own, with none of the caller's credentials, bounds and wishes of the gateway.
    func call(_ caller: any CallerLink, at now: NIODeadline) -> Call {
        Call(
            id: original + "-shadow", snapshot: snapshot, dialect: dialect, operation: .generate, path: path,
            head: RequestHead(method: head.method, target: head.target, fields: fields), body: body,
            principal: rule.principal(of: model), caller: caller, arrived: now)
    }

    private var fields: HeaderFields {
        var fields = HeaderFields()
        fields.append("content-type", "application/json")
        ForwardedFields.append(from: head.fields, to: &fields, own: false)
        return fields
    }

    /// Nothing of it is to be kept at a provider, and its bounds are not the caller's.
    private var body: ByteBuffer {
        let root = document.root
        var edits = JSONEdits()
        if dialect == .openAIResponses || root["store"] != nil {
            edits.set("store", to: ByteBuffer(string: "false"), in: root)
        }
        if dialect == .gatewayChat { edits.remove("max_cost_usd", in: root) }
        return edits.applied(to: document)
    }
}
