import Dialects
import NIOCore
import Wire

/// What is sent to a target: the caller's bytes with edits, or a translation.
struct Plan {
    let endpoint: Endpoint
    let isRelay: Bool
    let request: UpstreamRequest
    let losses: Losses

    init(
        _ call: GenerationCall, _ target: Target, _ credential: Int, endpoint: Endpoint, isRelay: Bool,
        body: ByteBuffer, head: RequestHeadParts? = nil, losses: Losses
    ) {
        self.endpoint = endpoint
        self.isRelay = isRelay
        self.losses = losses
        request = UpstreamRequest(
            call, target, credential: credential, endpoint, isRelay: isRelay, body: body, head: head)
    }

    /// The endpoint that takes the request as it is; nil where the target does not speak the caller's dialect.
    static func relayed(_ call: GenerationCall, _ target: Target) -> Endpoint? {
        let endpoint = target.provider.endpoint(
            for: call.call.operation, dialect: call.call.dialect, model: target.model)
        // What is to be gone on with has to be written anew, by one hand.
        guard let endpoint, call.call.record.continuation == nil, call.asks(inTheFormOf: endpoint),
            !call.goesOn(elsewhere: target), target.answers(in: call.call)
        else { return nil }
        return endpoint
    }

    /// Changes `model` and the opt-in to the usage chunk, and takes out what the endpoint is configured to refuse.
    /// - Parameter outputLimit: to be set, so that a bound of the cost holds.
    static func relay(
        _ call: GenerationCall, _ target: Target, _ credential: Int, _ endpoint: Endpoint, outputLimit: Int? = nil
    ) -> Plan {
        if let opening = call.call.record.opening {
            let body = opening.replacingModel(in: call.call.record.body, with: target.model)
            return Plan(call, target, credential, endpoint: endpoint, isRelay: true, body: body, losses: Losses())
        }
        if let form = call.call.record.form {
            let isNamed = form.text("model") == target.model
            let body = isNamed ? call.call.record.body : form.replacing("model", with: target.model)
            return Plan(call, target, credential, endpoint: endpoint, isRelay: true, body: body, losses: Losses())
        }
        if outputLimit == nil, endpoint.relaysPlainly, call.isFit(for: target) {
            return Plan(
                call, target, credential, endpoint: endpoint, isRelay: true, body: call.call.record.body,
                losses: Losses())
        }
        return edited(call, target, credential, endpoint, outputLimit)
    }

    @inline(never)
    private static func edited(
        _ call: GenerationCall, _ target: Target, _ credential: Int, _ endpoint: Endpoint, _ outputLimit: Int?
    ) -> Plan {
        let root = call.document.root
        var edits = JSONEdits()
        var losses = Losses()
        if call.namesOtherModel(than: target) {
            var name = JSONWriter()
            name.string(target.model)
            edits.set("model", to: name.buffer, in: root)
        }
        if call.call.operation == .embed || call.call.operation == .embedBatch {
            edits.name(target.model, inEmbeddings: root)
        }
        if call.facts.isStream, !call.facts.includesUsage {
            // What is of another type stays as it is: refusing it is the provider's.
            if let options = root["stream_options"], !options.isNull {
                if options.kind == .object, options["include_usage"].map({ $0.isNull || $0.bool != nil }) ?? true {
                    edits.set("include_usage", to: ByteBuffer(string: "true"), in: options)
                }
            } else {
                edits.set("stream_options", to: ByteBuffer(string: #"{"include_usage":true}"#), in: root)
            }
        }
        let strips = endpoint.relaysPlainly ? [] : endpoint.traits.strips
        for key in strips where root[named: key] != nil {
            edits.remove(key, in: root)
            // One that stands in the path instead is no loss.
            if key != "model" { losses.note(key, "refused by the target") }
        }
        if let outputLimit, call.call.operation == .generate {
            let isOpenAI = call.call.dialect == .openAIChat
            call.call.dialect.outputMembers.set(
                outputLimit, standard: isOpenAI ? endpoint.traits.outputLimitMember : nil, in: root, with: &edits)
        }
        let members = endpoint.relaysPlainly ? [] : endpoint.members
        for member in members { edits.set(member.name, to: ByteBuffer(string: member.json), in: root) }
        let body = edits.isEmpty ? call.call.record.body : edits.applied(to: call.document)
        return Plan(call, target, credential, endpoint: endpoint, isRelay: true, body: body, losses: losses)
    }
}

extension GenerationCall {
    /// Whether a target takes the body as it is, its own output limit and an endpoint's traits apart.
    fileprivate func isFit(for target: Target) -> Bool {
        let isEmbedding = call.operation == .embed || call.operation == .embedBatch
        return !isEmbedding && (!facts.isStream || facts.includesUsage) && !namesOtherModel(than: target)
    }

    /// Whether the body must be told the target's name for the model. A body whose path names the model may say
    /// nothing, or another name, unless its dialect has no member for it.
    fileprivate func namesOtherModel(than target: Target) -> Bool {
        guard call.path.model == nil else { return call.operation.requestForm(in: call.dialect).namesModel }
        return target.model != facts.model
    }
}

extension JSONEdits {
    /// Gemini's requests for vectors name the model in their path and, if at all, the same one inside.
    fileprivate mutating func name(_ model: String, inEmbeddings root: JSONView) {
        var name = JSONWriter()
        name.string("models/" + model)
        if root["content"] != nil, let said = root["model"] { replace(said, with: name.buffer) }
        for request in (root["requests"]?.elements).map(Array.init) ?? [] {
            if let said = request["model"] { replace(said, with: name.buffer) }
        }
    }
}

extension GenerationCall {
    /// Whether an endpoint of the caller's dialect has its form for vectors too: Vertex has another one than Gemini.
    fileprivate func asks(inTheFormOf endpoint: Endpoint) -> Bool {
        call.operation != .embed || endpoint.embeddingForm == EmbeddingForm(of: call.dialect)
    }

    /// Whether the target does not know the answer that this request goes on from.
    fileprivate func goesOn(elsewhere target: Target) -> Bool {
        call.record.earlierTurns.map { $0.provider != target.provider.id } ?? false
    }
}

extension Target {
    /// Whether the model is known to answer in the caller's form, or may: some of OpenAI's answer to Responses alone, and
    /// hardly any to completions.
    fileprivate func answers(in call: Call) -> Bool {
        guard call.operation == .generate else { return true }
        switch call.dialect {
        case .openAIChat where provider.hasSeveralOpenAIForms, .openAICompletions:
            let mode = call.snapshot.catalog.facts(kind: provider.catalogKind, model: model)?.mode
            let wanted: ModelFacts.Mode = call.dialect == .openAIChat ? .chat : .completion
            return mode == nil || mode == wanted || mode != .responses && mode != .completion && mode != .chat
        default: return true
        }
    }
}

extension GatewayError {
    /// A body that breaks its dialect is the caller's to mend; one that only this target cannot take may suit the next.
    init(_ error: DialectError) {
        switch error.reason {
        case .invalid:
            self.init(.invalidRequest, error.message, hint: error.hint, param: error.path)
        case .unsupported:
            self.init(
                .unsupportedParameter, error.message, retry: .nextTarget, hint: error.hint, param: error.path)
        case .mediaNeedsFetch:
            self.init(
                .unsupportedParameter, error.message, retry: .nextTarget,
                hint: "Send the bytes as base64 (a data: URL), or let the gateway fetch them: `media.fetch: true`.",
                param: error.path)
        }
    }
}
