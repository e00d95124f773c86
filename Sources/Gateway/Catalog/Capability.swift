import Dialects
package import NIOCore
import Wire

/// Something a request for text may ask for. Whether a dialect has it is found by asking its codec: a request that needs
/// nothing else is written, and what is refused or lost is not there.
package enum Capability: String, Sendable, CaseIterable {
    case system, tools, images, documents, audio, seed, logprobs, stop, candidates, reasoning
    case forcedTool = "forced_tool"
    case parallelTools = "parallel_tools"
    case jsonMode = "json_mode"
    case jsonSchema = "json_schema"
    case cacheMarkers = "cache_markers"
    case topK = "top_k"

    /// Whether a request that asks for this can be said to the endpoint without a loss.
    package func isThere(at endpoint: Endpoint) -> Bool {
        var traits = endpoint.traits
        traits.model = "m"
        traits.reasons = true
        if endpoint.dialect == .bedrockConverse { traits.modelFields = .anthropic }
        var json = JSONWriter()
        var losses = Losses()
        do throws(DialectError) {
            try endpoint.codec.encode(probe, for: traits, into: &json, losses: &losses)
            return losses.isEmpty
        } catch {
            return false
        }
    }

    /// A request that asks for this and nothing else.
    private var probe: GenerationRequest {
        var request = GenerationRequest(model: "m", messages: [Message(role: .user, parts: [.text(TextPart("Hi"))])])
        let schema: JSONValue = [
            "type": "object", "properties": ["a": ["type": "string"]], "required": ["a"], "additionalProperties": false,
        ]
        let tool = FunctionTool(name: "f", description: "d", parameters: schema)
        switch self {
        case .system: request.messages.insert(Message(role: .system, parts: [.text(TextPart("Be brief."))]), at: 0)
        case .tools: request.tools = [.function(tool)]
        case .forcedTool:
            request.tools = [.function(tool)]
            request.toolChoice = .function("f")
        case .parallelTools:
            request.tools = [.function(tool)]
            request.parallelToolCalls = false
        case .images: show(.image, "image/png", in: &request)
        case .documents: show(.document, "application/pdf", in: &request)
        case .audio: show(.audio, "audio/wav", in: &request)
        case .seed: request.sampling.seed = NumberText(1)
        case .topK: request.sampling.topK = NumberText(1)
        case .stop: request.sampling.stop = ["x"]
        case .logprobs: request.logprobs = LogprobsRequest(top: 1)
        case .candidates: request.candidateCount = 2
        case .jsonMode: request.output = .jsonObject
        case .jsonSchema: request.output = .jsonSchema(JSONSchemaFormat(name: "s", schema: schema))
        case .reasoning: request.reasoning = ReasoningRequest(effort: "low")
        case .cacheMarkers: request.messages[0].parts.append(.cacheMarker(CacheMarker()))
        }
        return request
    }

    private func show(_ kind: Media.Kind, _ type: String, in request: inout GenerationRequest) {
        request.messages[0].parts.append(
            .media(Media(kind: kind, source: .base64("AAAA"), mimeType: type, filename: "a")))
    }
}

/// What the providers of a configuration can be asked for: `GET /v1/capabilities`.
package enum CapabilityList {
    package static func json(_ snapshot: Snapshot) -> ByteBuffer {
        let providers = snapshot.providers.map { provider -> JSONValue in
            [
                "provider": .string(provider.id), "kind": .string(provider.kind.name),
                "operations": operations(of: provider),
            ]
        }
        let list: JSONValue = ["object": "list", "data": .array(providers)]
        return list.bytes
    }

    private static func operations(of provider: Provider) -> JSONValue {
        var operations = JSONObject()
        for endpoint in provider.endpoints {
            let name = endpoint.operation.rawValue
            var entries = operations[name]?.array ?? []
            var entry: JSONObject = ["dialect": .string(endpoint.embeddingForm(in: endpoint.operation))]
            if !endpoint.models.isEmpty { entry["models"] = .array(endpoint.models.map { .string($0 + "*") }) }
            if endpoint.operation == .generate {
                let there = Capability.allCases.filter { $0.isThere(at: endpoint) }
                entry["features"] = .array(there.map { .string($0.rawValue) })
            }
            entries.append(.object(entry))
            operations[name] = .array(entries)
        }
        return .object(operations)
    }
}

extension Endpoint {
    /// The name of the wire form this operation has here.
    fileprivate func embeddingForm(in operation: Operation) -> String {
        switch operation {
        case .embed, .embedBatch: embeddingForm?.rawValue ?? dialect.rawValue
        case .rerank: rerankForm.rawValue
        default: dialect.rawValue
        }
    }
}
