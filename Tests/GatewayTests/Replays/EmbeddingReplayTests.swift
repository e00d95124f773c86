import Dialects
import Foundation
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Recorded vectors and orders, asked for through doors of other forms.
@Suite struct `Vectors and orders through every door` {
    struct Side: Sendable, CustomTestStringConvertible {
        let provider: String
        let endpoint: String
        let kind: ProviderKind
        var model = "m"

        var testDescription: String { "\(provider) \(endpoint)" }

        var exchanges: [Exchange] {
            Recordings.shared?.exchanges { [self] in
                $0.provider == provider && $0.endpoint == endpoint && $0.status == 200
                    && (endpoint != "invoke" || $0.model?.hasPrefix("amazon.titan-embed") == true)
            } ?? []
        }

        /// The vectors as they stand in the answer, and the texts they are of.
        func said(_ exchange: Exchange) -> (vectors: [[Double]], count: Int?) {
            let json = (try? JSONValue(parsing: exchange.response.body, maxDepth: 64)) ?? .null
            let numbers = { (value: JSONValue?) in (value?.array ?? []).compactMap(\.double) }
            switch endpoint {
            case "embeddings":
                return (
                    (json["data"]?.array ?? []).map { numbers($0["embedding"]) }, json["usage"]?["prompt_tokens"]?.int
                )
            case "v2.embed":
                return (
                    (json["embeddings"]?["float"]?.array ?? []).map { numbers($0) },
                    json["meta"]?["billed_units"]?["input_tokens"]?.int
                )
            case "api.embed":
                return ((json["embeddings"]?.array ?? []).map { numbers($0) }, json["prompt_eval_count"]?.int)
            case "batchEmbedContents":
                return (
                    (json["embeddings"]?.array ?? []).map { numbers($0["values"]) },
                    json["usageMetadata"]?["promptTokenCount"]?.int
                )
            default: return ([numbers(json["embedding"])], json["inputTextTokenCount"]?.int)
            }
        }
    }

    static let sides = [
        Side(provider: "openai", endpoint: "embeddings", kind: .openAI),
        Side(provider: "mistral", endpoint: "embeddings", kind: .mistral),
        Side(provider: "cohere", endpoint: "v2.embed", kind: .cohere),
        Side(provider: "ollama", endpoint: "api.embed", kind: ollama),
        Side(provider: "gemini", endpoint: "batchEmbedContents", kind: .gemini),
        Side(provider: "bedrock", endpoint: "invoke", kind: .bedrock, model: "amazon.titan-embed-text-v2:0"),
    ]

    /// Without its form of OpenAI's, so that its own is asked.
    private static let ollama = ProviderKind(
        name: "ollama", baseURL: nil, version: nil, authorization: .none,
        endpoints: [Endpoint(operation: .embed, dialect: .ollamaChat, path: "/api/embed")])

    private func texts(_ count: Int) -> JSONValue { .array((0..<count).map { .string("text \($0)") }) }

    @Test(arguments: sides) func `vectors come through the OpenAI door, as numbers and in base64`(
        _ side: Side
    )
        async throws
    {
        var count = ReplayCount("\(side.testDescription), through the OpenAI door")
        for exchange in side.exchanges {
            let said = side.said(exchange)
            guard !said.vectors.isEmpty, said.vectors.allSatisfy({ !$0.isEmpty }) else {
                count.leaveOut("of other types than numbers")
                continue
            }
            count.run()
            for format in ["float", "base64"] {
                let request: JSONValue = [
                    "model": .string("\(Replay.provider)/\(side.model)"), "input": texts(said.vectors.count),
                    "encoding_format": .string(format),
                ]
                let replay = await Replay(
                    request.bytes, to: side.kind, answer: ScriptedUpstream.Script(exchange, cuts: Replay.cuts),
                    operation: .embed)
                #expect(replay.status == 200, "\(exchange.name): \(String(buffer: replay.reply.body).prefix(300))")
                let data = replay.json?["data"]?.array ?? []
                #expect(data.count == said.vectors.count, "\(exchange.name)")
                let isRelay = side.endpoint == "embeddings"
                for (got, wanted) in zip(data, said.vectors) {
                    guard let text = got["embedding"]?.string else {
                        #expect(format == "float" || isRelay, "\(exchange.name)")
                        #expect((got["embedding"]?.array ?? []).compactMap(\.double) == wanted, "\(exchange.name)")
                        continue
                    }
                    #expect(Self.floats(text) == wanted.map { Float($0) }, "\(exchange.name)")
                }
                #expect(replay.log?.usage?.input == said.count, "\(exchange.name)")
            }
        }
        count.say()
    }

    private static func floats(_ base64: String) -> [Float] {
        var bytes = ByteBuffer(bytes: Data(base64Encoded: base64) ?? Data())
        var floats: [Float] = []
        while let bits = bytes.readInteger(endianness: .little, as: UInt32.self) {
            floats.append(Float(bitPattern: bits))
        }
        return floats
    }

    @Test func `OpenAI's vectors come through every other door`() async throws {
        let side = Self.sides[0]
        for exchange in side.exchanges {
            let vectors = side.said(exchange).vectors
            guard !vectors.isEmpty, !vectors[0].isEmpty else { continue }
            let model = "\(Replay.provider)/m"
            let list = texts(vectors.count)
            let requests: JSONValue = .array(
                (list.array ?? []).map { ["model": "models/m", "content": ["parts": [["text": $0]]]] })
            let doors: [(Dialect, Gateway.Operation, JSONValue, PathFacts, (JSONValue) -> [JSONValue])] = [
                (
                    .geminiGenerate, .embedBatch, ["requests": requests], PathFacts(model: model),
                    { ($0["embeddings"]?.array ?? []).compactMap { $0["values"] } }
                ),
                (
                    .cohereChat, .embed,
                    [
                        "model": .string(model), "texts": list, "input_type": "search_query",
                        "embedding_types": ["float"],
                    ],
                    .none, { $0["embeddings"]?["float"]?.array ?? [] }
                ),
                (
                    .ollamaChat, .embed, ["model": .string(model), "input": list], .none,
                    { $0["embeddings"]?.array ?? [] }
                ),
            ]
            for (dialect, operation, body, path, read) in doors {
                let replay = await Replay(
                    body.bytes, to: .openAI, answer: ScriptedUpstream.Script(exchange), door: dialect, path: path,
                    operation: operation)
                #expect(
                    replay.status == 200,
                    "\(exchange.name) \(dialect): \(String(buffer: replay.reply.body).prefix(200))")
                let got = read(replay.json ?? .null).map { ($0.array ?? []).compactMap(\.double) }
                let isBase64 = String(buffer: exchange.response.body).contains(#""embedding":""#)
                if !isBase64 { #expect(got == vectors, "\(exchange.name) \(dialect)") }
            }
        }
    }

    @Test func `orders of documents come through the other door`() async throws {
        let cohere =
            #"{"id":"r","results":[{"index":1,"relevance_score":0.71},{"index":0,"relevance_score":0.5}],"#
            + #""meta":{"billed_units":{"search_units":1}}}"#
        let asked = #"{"model":"up/m","query":"q","documents":["a",{"text":"b"}],"top_n":2,"return_documents":true}"#
        let there = await Replay(
            ByteBuffer(string: asked), to: .cohere, answer: .json(cohere), operation: .rerank)
        #expect(there.status == 200)
        let sent = try JSONValue(parsing: try #require(there.sent))
        #expect(sent["documents"] == ["a", "b"] && sent["top_n"]?.int == 2 && sent["model"] == "m")
        #expect(there.json?["results"]?.array?.first?["document"]?["text"] == "b")
        let jina =
            #"{"model":"m","results":[{"index":0,"relevance_score":-1.5e0}],"usage":{"prompt_tokens":9,"total_tokens":9}}"#
        let back = await Replay(
            ByteBuffer(string: #"{"model":"up/m","query":"q","documents":["a"]}"#), to: .openAICompatible,
            answer: .json(jina), door: .cohereChat, operation: .rerank)
        #expect(back.json?["results"]?.array?.first?["relevance_score"] == .number("-1.5e0"))
        #expect(back.json?["meta"]?["billed_units"]?["input_tokens"]?.int == 9)
    }

    @Test func `what a provider cannot embed is refused with the way out`() async {
        let tokens = await Replay(
            ByteBuffer(string: #"{"model":"up/m","input":[[1,2],[3]]}"#), to: .cohere, answer: .json("{}"),
            operation: .embed)
        #expect(tokens.status == 400 && tokens.error?["hint"] == "Send the texts.")
        let short = await Replay(
            ByteBuffer(string: #"{"model":"up/m","input":["a","b"]}"#), to: .gemini,
            answer: .json(#"{"embeddings":[{"values":[1]}]}"#), operation: .embed)
        #expect(short.status == 502)
    }
}
