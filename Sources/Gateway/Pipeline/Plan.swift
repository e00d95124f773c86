import Dialects
import NIOCore
import Wire

/// What is sent to a target: the caller's bytes with edits, or a translation.
struct Plan {
    var endpoint: Endpoint
    var isRelay: Bool
    var body: ByteBuffer
    var losses: Losses

    static func make(for call: GenerationCall, target: Target) throws(GatewayError) -> Plan {
        let provider = target.provider
        if let endpoint = provider.endpoint(for: call.call.operation, dialect: call.call.dialect) {
            return relay(call, target, endpoint)
        }
        guard let endpoint = provider.endpoints.first(where: { $0.operation == call.call.operation }) else {
            throw GatewayError(
                .unsupportedParameter, "The provider \"\(provider.id)\" does not do this.", retry: .nextTarget,
                param: "model")
        }
        return try translation(call, target, endpoint)
    }

    /// Changes `model` and the opt-in to the usage chunk, and takes out what the endpoint is configured to refuse.
    private static func relay(_ call: GenerationCall, _ target: Target, _ endpoint: Endpoint) -> Plan {
        let root = call.document.root
        var edits = JSONEdits()
        var losses = Losses()
        if target.model != call.facts.model {
            var name = JSONWriter()
            name.string(target.model)
            edits.set("model", to: name.buffer, in: root)
        }
        if call.facts.isStream, !call.facts.includesUsage, call.call.dialect == .openAIChat {
            if let options = root["stream_options"], options.kind == .object {
                edits.set("include_usage", to: ByteBuffer(string: "true"), in: options)
            } else {
                edits.set("stream_options", to: ByteBuffer(string: #"{"include_usage":true}"#), in: root)
            }
        }
        for key in endpoint.traits.strips where root[key] != nil {
            edits.remove(key, in: root)
            losses.note(key, "refused by the target")
        }
        let body = edits.isEmpty ? call.call.body : edits.applied(to: call.document)
        return Plan(endpoint: endpoint, isRelay: true, body: body, losses: losses)
    }

    private static func translation(
        _ call: GenerationCall, _ target: Target, _ endpoint: Endpoint
    ) throws(GatewayError) -> Plan {
        var losses = Losses()
        var json = JSONWriter()
        do throws(DialectError) {
            var request = try call.call.dialect.codec.decodeRequest(call.document.root)
            request.model = target.model
            request.stream = call.facts.isStream
            request.includeUsage = true
            let facts = call.call.snapshot.catalog.facts(kind: target.provider.catalogKind, model: target.model)
            let traits = target.traits(of: endpoint, facts: facts)
            try endpoint.dialect.codec.encode(request, for: traits, into: &json, losses: &losses)
        } catch {
            throw GatewayError(error)
        }
        if call.isStrict, let first = losses.entries.first {
            let all = losses.entries.map { "\($0.path) (\($0.reason))" }.joined(separator: ", ")
            throw GatewayError(
                .unsupportedParameter, "The target \"\(target.name)\" cannot take: \(all).", retry: .nextTarget,
                hint: "Remove these members, or leave out `x-llmgateway-strict` to have them dropped.",
                param: first.path)
        }
        return Plan(endpoint: endpoint, isRelay: false, body: json.buffer, losses: losses)
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
                hint: error.hint ?? "Send the bytes as base64 (a data: URL).", param: error.path)
        }
    }
}
