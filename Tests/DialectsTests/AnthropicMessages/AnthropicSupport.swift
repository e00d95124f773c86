import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Short forms of the codec's functions for tests.
enum Anthropic {
    static let codec = AnthropicMessagesCodec()

    static func encoded(
        _ request: GenerationRequest, _ traits: TargetTraits = TargetTraits(model: "claude")
    ) throws -> (json: JSONValue, losses: [String]) {
        var writer = JSONWriter()
        var losses = Losses()
        try codec.encode(request, for: traits, into: &writer, losses: &losses)
        return (try JSONValue(parsing: writer.buffer), losses.entries.map(\.path))
    }

    static func request(_ json: JSONValue) throws -> GenerationRequest {
        try codec.decodeRequest(try JSONDocument(validating: json.text).root)
    }

    static func response(_ json: JSONValue) throws -> GenerationResponse {
        try codec.decodeResponse(try JSONDocument(validating: json.text).root)
    }

    static func encoded(_ response: GenerationResponse) throws -> JSONValue {
        var writer = JSONWriter()
        var losses = Losses()
        try codec.encode(response, into: &writer, losses: &losses)
        return try JSONValue(parsing: writer.buffer)
    }

    static func failure(_ status: Int, _ json: JSONValue?) throws -> Failure {
        codec.decodeFailure(status: status, try json.map { try JSONDocument(validating: $0.text).root })
    }

    static func encoded(_ failure: Failure) throws -> JSONValue {
        var writer = JSONWriter()
        codec.encode(failure, into: &writer)
        return try JSONValue(parsing: writer.buffer)
    }

    /// The canonical events of a stream, its bytes fed in pieces that end at `cuts`.
    static func events(_ bytes: ByteBuffer, cuts: [Int] = []) throws -> [GenerationEvent] {
        var parser = SSEParser()
        var decoder = codec.makeStreamDecoder()
        var events: [GenerationEvent] = []
        var start = bytes.readerIndex
        for end in cuts.sorted() + [bytes.writerIndex] {
            guard end > start, let piece = bytes.getSlice(at: start, length: end - start) else { continue }
            start = end
            parser.feed(piece)
            while let event = try parser.next() { decoder.decode(event, into: &events) }
        }
        if let event = try parser.finish() { decoder.decode(event, into: &events) }
        decoder.finish(into: &events)
        return events
    }

    static func stream(_ events: [GenerationEvent]) -> ByteBuffer {
        let context = StreamContext(id: "msg_gateway", model: "asked", created: 0, includeUsage: true)
        var encoder = codec.makeStreamEncoder(context)
        var bytes = ByteBuffer()
        for event in events { encoder.encode(event, into: &bytes) }
        encoder.finish(into: &bytes)
        return bytes
    }

    /// One `data` JSON per event.
    static func sent(_ bytes: ByteBuffer) throws -> [JSONValue] {
        var parser = SSEParser()
        parser.feed(bytes)
        var sent: [JSONValue] = []
        while let event = try parser.next() {
            let json = try JSONValue(parsing: event.data)
            #expect(event.name == json["type"]?.string)
            sent.append(json)
        }
        return sent
    }

    /// All recorded exchanges of this dialect, Vertex's included.
    static let exchanges: [Exchange] =
        Recordings.shared?.exchanges {
            ($0.provider == "anthropic" && $0.endpoint == "messages") || $0.endpoint.hasSuffix("awPredict.anthropic")
        } ?? []
}

extension JSONValue {
    /// Whether all this holds stands in `other`, which may hold more members.
    func isContained(in other: JSONValue) -> Bool {
        switch (self, other) {
        case (.object(let one), .object(let other)):
            return one.allSatisfy { key, value in other[key].map { value.isContained(in: $0) } ?? false }
        case (.array(let one), .array(let other)):
            return one.count == other.count && zip(one, other).allSatisfy { $0.isContained(in: $1) }
        default:
            return isEquivalent(to: other)
        }
    }

    /// Without members that are null, which mean the same as absent ones in Anthropic's API.
    var withoutNulls: JSONValue {
        switch self {
        case .object(let object):
            .object(JSONObject(object.filter { !$0.value.isNull }.map { ($0.key, $0.value.withoutNulls) }))
        case .array(let elements): .array(elements.map(\.withoutNulls))
        default: self
        }
    }
}

extension GenerationResponse {
    /// The arguments of tool calls without insignificant white space, which only streams show.
    var compact: GenerationResponse {
        var copy = self
        for candidate in copy.candidates.indices {
            for index in copy.candidates[candidate].parts.indices {
                guard case .toolCall(var call) = copy.candidates[candidate].parts[index] else { continue }
                call.arguments = (try? JSONValue(parsing: call.arguments))?.text ?? call.arguments
                copy.candidates[candidate].parts[index] = .toolCall(call)
            }
        }
        return copy
    }
}
