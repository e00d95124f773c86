import Dialects
import NIOCore
import Wire

/// Requests for vectors and for orders of documents, said in another form.
enum OtherTranslation {
    static func plan(
        _ call: GenerationCall, _ target: Target, _ credential: Int
    ) throws(GatewayError) -> Plan {
        guard let endpoint = endpoint(of: target, for: call.call.operation) else {
            throw none(target, call.call)
        }
        var json = JSONWriter()
        var losses = Losses()
        do throws(DialectError) {
            if call.call.operation == .rerank {
                var request = try call.rerankForm.decodeRequest(call.document.root)
                request.model = target.model
                endpoint.rerankForm.encode(request, into: &json, losses: &losses)
            } else {
                guard let asked = call.embeddingForm, let form = endpoint.embeddingForm else {
                    throw .unsupported("model", "The provider has no embeddings in a form that is known.")
                }
                var request = try asked.codec.decodeRequest(call.document.root)
                request.model = target.model
                try form.codec.encode(request, into: &json, losses: &losses)
            }
        } catch {
            throw GatewayError(error)
        }
        try losses.check(call, target)
        return Plan(
            call, target, credential, endpoint: endpoint, isRelay: false, body: endpoint.completed(json.buffer),
            losses: losses)
    }

    /// Texts of one request, as OpenAI's API bounds them ("Create embeddings", `input`).
    private static let mostInputs = 2_048

    /// A request for each text, where the target takes one at a time and the caller sent several; else nil.
    static func plansOneByOne(
        _ call: GenerationCall, _ target: Target, _ credential: Int
    ) throws(GatewayError) -> [Plan]? {
        let operation = call.call.operation
        guard operation == .embed || operation == .embedBatch, let asked = call.embeddingForm,
            let endpoint = endpoint(of: target, for: operation), let form = endpoint.embeddingForm, form.takesOneText
        else { return nil }
        var plans: [Plan] = []
        do throws(DialectError) {
            let request = try asked.codec.decodeRequest(call.document.root)
            guard request.inputs.count > 1 else { return nil }
            guard request.inputs.count <= mostInputs else {
                throw DialectError.invalid(
                    "input", "\(request.inputs.count) texts are too many: each is a request of its own to this model",
                    hint: "send \(mostInputs) at the most")
            }
            for input in request.inputs {
                var one = request
                one.inputs = [input]
                var json = JSONWriter()
                var losses = Losses()
                try form.codec.encode(one, into: &json, losses: &losses)
                plans.append(
                    Plan(
                        call, target, credential, endpoint: endpoint, isRelay: false,
                        body: endpoint.completed(json.buffer), losses: losses))
            }
        } catch {
            throw GatewayError(error)
        }
        try plans.first?.losses.check(call, target)
        return plans
    }

    /// Says what the target does not do, and who does.
    static func none(_ target: Target, _ call: Call) -> GatewayError {
        let operation = call.operation
        let others = call.snapshot.providers.filter { provider in
            provider.endpoints.contains { $0.operation == operation }
        }
        let names = others.prefix(8).map(\.id).joined(separator: ", ")
        let isThere = others.contains { $0 === target.provider }
        return GatewayError(
            .unsupportedParameter,
            isThere
                ? "The model \"\(target.name)\" does not do this (\(operation.rawValue))."
                : "The provider \"\(target.provider.id)\" does not do this (\(operation.rawValue)).",
            retry: .nextTarget,
            hint: names.isEmpty
                ? "No provider of this gateway does; GET /v1/capabilities lists what they do."
                : "Choose a model of a provider that does: \(names). GET /v1/capabilities lists them all.",
            param: "model")
    }

    /// Where a provider takes several texts at once, there.
    private static func endpoint(of target: Target, for operation: Operation) -> Endpoint? {
        let provider = target.provider
        guard operation != .rerank else { return provider.endpoint(for: .rerank, model: target.model) }
        return provider.endpoint(for: .embedBatch, model: target.model)
            ?? provider.endpoint(for: .embed, model: target.model)
    }
}

extension GenerationCall {
    var embeddingForm: EmbeddingForm? { EmbeddingForm(of: call.dialect) }
    fileprivate var rerankForm: RerankForm { RerankForm(of: call.dialect) }
}

extension Losses {
    /// Refuses the call where a loss is a refusal.
    func check(_ call: GenerationCall, _ target: Target) throws(GatewayError) {
        guard call.isStrict, let first = entries.first else { return }
        let all = entries.map { "\($0.path) (\($0.reason))" }.joined(separator: ", ")
        throw GatewayError(
            .unsupportedParameter, "The target \"\(target.name)\" cannot take: \(all).", retry: .nextTarget,
            hint: "Remove these members, or leave out `x-llmgateway-strict` to have them dropped.",
            param: first.path)
    }
}

extension Exchange {
    /// Vectors in the caller's form.
    func tellVectors(to reply: any ReplyWriter) async throws(GatewayError) {
        let root = try await wholeAnswer()
        guard let form = endpoint.embeddingForm, let door = call.embeddingForm else {
            throw failure("The provider's answer could not be read.", cause: "no form of embeddings")
        }
        var json = JSONWriter()
        do throws(DialectError) {
            var response = try form.codec.decodeResponse(root)
            let asked = try door.codec.decodeRequest(call.document.root)
            guard response.vectors.count == asked.inputs.count else {
                throw .invalid(
                    "embeddings", "\(response.vectors.count) vectors for \(asked.inputs.count) texts")
            }
            settle(response.usage, finish: nil, isWhole: true)
            attempt.name(&response)
            door.codec.encode(response, asked: asked, into: &json)
        } catch {
            throw failure("The provider's answer could not be read.", cause: "\(error.path): \(error.message)")
        }
        try tell(json.buffer, to: reply)
    }

    /// An order of documents in the caller's form.
    func tellOrder(to reply: any ReplyWriter) async throws(GatewayError) {
        let root = try await wholeAnswer()
        var json = JSONWriter()
        do throws(DialectError) {
            var response = try endpoint.rerankForm.decodeResponse(root)
            let asked = try call.rerankForm.decodeRequest(call.document.root)
            response.id = response.id ?? "rerank-" + call.call.id
            settle(response.usage, finish: nil, isWhole: true)
            call.rerankForm.encode(response, asked: asked, model: attempt.target.model, into: &json)
        } catch {
            throw failure("The provider's answer could not be read.", cause: "\(error.path): \(error.message)")
        }
        try tell(json.buffer, to: reply)
    }

    /// One of several vectors, each asked for apart.
    func oneVector() async throws(GatewayError) -> EmbeddingResponse {
        let root = try await wholeAnswer()
        do throws(DialectError) {
            guard let form = endpoint.embeddingForm else { throw .invalid("", "no form of embeddings") }
            let response = try form.codec.decodeResponse(root)
            settle(response.usage, finish: nil, isWhole: true)
            return response
        } catch {
            throw failure("The provider's answer could not be read.", cause: "\(error.path): \(error.message)")
        }
    }

    private func wholeAnswer() async throws(GatewayError) -> JSONView {
        let (pieces, isWhole) = try await collect(upTo: Self.translatedBytes)
        guard isWhole else { throw failure("The provider's answer was too large.", cause: "over the limit") }
        return try judge(Self.join(pieces)).root
    }

    func tell(_ body: ByteBuffer, to reply: any ReplyWriter) throws(GatewayError) {
        let waited = attempt.engine.effects.monotonic() - sent
        try reply.reply(replyHead(contentType: "application/json", waited: waited), body: told(body))
    }
}
