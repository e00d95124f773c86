import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

/// What the tests of this dialect share.
enum OpenAIChat {
    static let codec = OpenAIChatCodec()

    /// A target that takes everything, so that nothing may get lost on the way through.
    static var liberal: TargetTraits {
        var traits = TargetTraits(model: "m")
        traits.takesReasoning = true
        traits.takesTopK = true
        traits.takesCacheMarkers = true
        return traits
    }

    static func request(_ text: String) throws -> GenerationRequest {
        try codec.decodeRequest(JSONDocument(validating: text).root)
    }

    static func response(_ text: String) throws -> GenerationResponse {
        try codec.decodeResponse(JSONDocument(validating: text).root)
    }

    static func encoded(
        _ request: GenerationRequest, for traits: TargetTraits = OpenAIChat.liberal
    ) throws -> (json: JSONValue, losses: Losses) {
        var writer = JSONWriter()
        var losses = Losses()
        try codec.encode(request, for: traits, into: &writer, losses: &losses)
        return (try JSONValue(parsing: writer.buffer, maxDepth: 200), losses)
    }

    static func encoded(_ response: GenerationResponse) throws -> (json: JSONValue, losses: Losses) {
        var writer = JSONWriter()
        var losses = Losses()
        try codec.encode(response, into: &writer, losses: &losses)
        return (try JSONValue(parsing: writer.buffer, maxDepth: 200), losses)
    }

    static func encoded(_ failure: Failure) throws -> JSONValue {
        var writer = JSONWriter()
        codec.encode(failure, into: &writer)
        return try JSONValue(parsing: writer.buffer)
    }

    /// The events of a stream whose bytes arrive in pieces of these sizes, used again and again.
    static func events(_ body: ByteBuffer, cuts: [Int] = [Int.max]) -> [GenerationEvent] {
        var parser = SSEParser()
        var decoder = codec.makeStreamDecoder()
        var events: [GenerationEvent] = []
        var body = body
        var turn = 0
        while body.readableBytes > 0 {
            let size = min(max(1, cuts[turn % cuts.count]), body.readableBytes)
            turn += 1
            guard let piece = body.readSlice(length: size) else { break }
            parser.feed(piece)
            while let event = try? parser.next() { decoder.decode(event, into: &events) }
        }
        if let last = try? parser.finish() { decoder.decode(last, into: &events) }
        decoder.finish(into: &events)
        return events
    }

    static func events(_ chunks: [String], done: Bool = true) -> [GenerationEvent] {
        var body = ByteBuffer()
        for chunk in chunks { SSEWriter.event(data: chunk, into: &body) }
        if done { SSEWriter.event(data: "[DONE]", into: &body) }
        return events(body)
    }

    /// The stream that tells these events.
    static func stream(_ events: [GenerationEvent], includeUsage: Bool = true) -> ByteBuffer {
        var encoder = codec.makeStreamEncoder(
            StreamContext(id: "chatcmpl-1", model: "asked", created: 7, includeUsage: includeUsage))
        var bytes = ByteBuffer()
        for event in events { encoder.encode(event, into: &bytes) }
        encoder.finish(into: &bytes)
        return bytes
    }

    /// The data of each event of a stream.
    static func chunks(_ bytes: ByteBuffer) -> [String] {
        var parser = SSEParser()
        parser.feed(bytes)
        var chunks: [String] = []
        while let event = try? parser.next() { chunks.append(String(buffer: event.data)) }
        return chunks
    }

    static let providers: Set<String> = ["openai", "azure", "mistral", "ollama", "huggingface", "bedrock"]

    /// All chat completions of OpenAI and of those who speak its form.
    static func exchanges(where isWanted: (Recordings.Entry) -> Bool = { _ in true }) -> [Exchange] {
        Recordings.shared?.exchanges {
            ($0.endpoint == "chat.completions" || $0.endpoint == "openai.chat.completions")
                && (providers.contains($0.provider) || $0.provider.hasPrefix("compat-")) && isWanted($0)
        } ?? []
    }
}
