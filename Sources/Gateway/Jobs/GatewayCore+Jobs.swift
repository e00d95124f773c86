import Dialects
import NIOCore
import Wire

extension GatewayCore {
    /// Files and batches: at the provider that the call names or that has them already, else the gateway's own.
    @inline(never)
    func serve(_ path: JobPath, for call: Call, reply: any ReplyWriter) async throws(GatewayError) {
        if let place = try await relayPlace(of: path, for: call) {
            return try await JobRelay(
                call: call, path: path, place: place, stores: jobs.stores, engine: pipeline.engine
            ).run(reply)
        }
        switch path {
        case .files, .file, .content:
            try await OwnFiles(call: call, jobs: jobs, effects: effects, makeID: makeRequestID)
                .run(path, reply)
        case .batches, .batch, .cancel:
            try await OwnBatches(call: call, jobs: jobs, effects: effects, makeID: makeRequestID).run(path, reply)
        }
    }

    /// nil: the gateway itself.
    private func relayPlace(of path: JobPath, for call: Call) async throws(GatewayError) -> RelayPlace? {
        if let id = call.head.fields.first(RelayPlace.field), !id.isEmpty {
            return try RelayPlace(named: id, for: call)
        }
        if call.principal.ownCredential != nil { return try RelayPlace(ofOwnCredentialFor: call) }
        var id = path.id
        if path == .batches, call.head.method.kind == .post {
            // A batch goes where its input is.
            id = try BatchOrder.read(call.record.body, maxDepth: call.snapshot.limits.jsonDepth).inputFile
        }
        guard let id else { return nil }
        let found = try await jobs.stores.relayed.list().first { $0.theirs == id && $0.owner == call.principal.owner }
        return try found.map { (found) throws(GatewayError) in try RelayPlace(named: found.provider, for: call) }
    }
}

/// A provider with its endpoint for files, or for batches.
struct RelayPlace: Sendable {
    static let field: StaticString = "x-llmgateway-provider"

    let provider: Provider
    let endpoint: Endpoint

    init(named id: String, for call: Call) throws(GatewayError) {
        guard let provider = call.snapshot.providersByID[id] else {
            throw GatewayError(
                .invalidRequest, "There is no provider \"\(id)\".",
                hint:
                    "Name one of the configuration in `\(Self.field)`, or leave it out: then the gateway's own is meant.",
                param: "\(Self.field)")
        }
        guard let endpoint = provider.endpoint(for: call.operation, dialect: .openAIChat, model: "") else {
            throw GatewayError(
                .invalidRequest, "The provider \"\(id)\" has no \(call.operation.rawValue) in OpenAI's form.",
                hint: "Leave `\(Self.field)` out: the gateway keeps files and runs batches itself.",
                param: "\(Self.field)")
        }
        // What is asked of the provider in a batch is not seen here, so the key must be one for all of it.
        guard call.principal.models.map({ $0.contains { $0 == "*" || $0 == "\(id)/*" } }) ?? true else {
            throw GatewayError(
                .modelNotAllowed, "The key may not use every model of \"\(id)\".",
                hint: "Leave `\(Self.field)` out, or ask for a key whose `models` hold \"\(id)/*\".")
        }
        self.provider = provider
        self.endpoint = endpoint
    }

    /// The one provider that has them, where there is just one.
    init(ofOwnCredentialFor call: Call) throws(GatewayError) {
        let able = call.snapshot.providers.filter {
            $0.endpoint(for: call.operation, dialect: .openAIChat, model: "") != nil
        }
        guard able.count == 1, let only = able.first else {
            throw GatewayError(
                .invalidRequest, "It is not known whose \(call.operation.rawValue) are meant.",
                hint: "Name the provider in `\(Self.field)`: with your own provider key all is kept there.",
                param: "\(Self.field)")
        }
        try self.init(named: only.id, for: call)
    }
}
