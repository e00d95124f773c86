import Dialects
import NIOCore
import Wire

/// Vectors and orders of the mock: the same text gets the same vector.
enum MockVectors {
    /// As many as the mock's vectors have unless the request says.
    private static let usualDimensions = 8
    private static let mostDimensions = 4_096
    private static let mostInputs = 2_048
    private static let mostNumbers = 1 << 20

    static func answer(_ form: EmbeddingForm, model: String?, _ root: JSONView) throws(DialectError) -> ByteBuffer {
        let request = try form.codec.decodeRequest(root)
        let dimensions = min(request.dimensions ?? usualDimensions, mostDimensions)
        guard request.inputs.count <= mostInputs, request.inputs.count * dimensions <= mostNumbers else {
            throw .invalid("input", "the mock makes \(mostNumbers) numbers of \(mostInputs) texts at the most")
        }
        var words = 0
        var vectors: [EmbeddingVector] = []
        for input in request.inputs {
            let text: String
            switch input {
            case .text(let said): text = said
            case .tokens(let tokens): text = tokens.map(\.text).joined(separator: " ")
            }
            words += text.split(whereSeparator: \.isWhitespace).count
            vectors.append(.numbers(vector(of: text, dimensions)))
        }
        let name = model ?? request.model
        var json = JSONWriter()
        var response = EmbeddingResponse(model: name, vectors: vectors, usage: Usage(input: words, output: 0))
        response.id = "mock-embedding"
        form.codec.encode(response, asked: request, into: &json)
        return json.buffer
    }

    /// Numbers between -1 and 1 with six digits.
    private static func vector(of text: String, _ dimensions: Int) -> ByteBuffer {
        var json = JSONWriter()
        json.beginArray()
        var state = hash(text)
        for _ in 0..<dimensions {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let millionths = Int(state >> 33) % 2_000_001 - 1_000_000
            let digits = String(abs(millionths) % 1_000_000)
            let whole = abs(millionths) / 1_000_000
            let padded = String(repeating: "0", count: 6 - digits.utf8.count) + digits
            json.number(text: "\(millionths < 0 ? "-" : "")\(whole).\(padded)")
        }
        json.endArray()
        return json.buffer
    }

    /// FNV-1a.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    /// Documents by how many words of the query they hold.
    static func answer(_ form: RerankForm, _ root: JSONView) throws(DialectError) -> ByteBuffer {
        let request = try form.decodeRequest(root)
        let wanted = Set(request.query.lowercased().split(whereSeparator: \.isWhitespace))
        let scores = request.documents.enumerated().map { index, document -> (index: Int, hits: Int) in
            let words = (document.string ?? document.text).lowercased().split(whereSeparator: \.isWhitespace)
            return (index, words.filter { wanted.contains($0) }.count)
        }
        let best = scores.sorted { $0.hits == $1.hits ? $0.index < $1.index : $0.hits > $1.hits }
        let results = best.prefix(max(0, request.top ?? best.count)).map { score in
            (index: score.index, score: NumberText("0.\(min(score.hits, 9))"))
        }
        var response = RerankResponse(id: "mock-order", results: Array(results), usage: nil, searches: 1)
        response.usage = Usage(input: wanted.count, output: 0)
        var json = JSONWriter()
        form.encode(response, asked: request, model: request.model, into: &json)
        return json.buffer
    }
}
