import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

/// The ways between a canonical value and the bytes of a dialect, as the laws need them.
struct Law {
    let dialect: Dialect
    private var codec: any DialectCodec { dialect.codec }

    /// A target that takes everything, so that as much as can be said is said.
    private var liberal: TargetTraits {
        var traits = TargetTraits(model: "m")
        traits.takesReasoning = true
        traits.takesTopK = true
        traits.takesCacheMarkers = true
        return traits
    }

    struct Written {
        var bytes: ByteBuffer
        var losses: Losses
        var text: String { String(buffer: bytes) }
    }

    func written(_ request: GenerationRequest) throws(DialectError) -> Written {
        var json = JSONWriter()
        var losses = Losses()
        try codec.encode(request, for: liberal, into: &json, losses: &losses)
        return Written(bytes: json.buffer, losses: losses)
    }

    func written(_ answer: GenerationResponse) throws(DialectError) -> Written {
        var json = JSONWriter()
        var losses = Losses()
        try codec.encode(answer, into: &json, losses: &losses)
        return Written(bytes: json.buffer, losses: losses)
    }

    func streamed(_ answer: GenerationResponse) -> Written {
        var encoder = codec.makeStreamEncoder(
            StreamContext(id: answer.id, model: answer.model, created: answer.created ?? 0, includeUsage: true))
        var bytes = ByteBuffer()
        for event in answer.events { encoder.encode(event, into: &bytes) }
        encoder.finish(into: &bytes)
        return Written(bytes: bytes, losses: encoder.losses)
    }

    func request(_ written: Written) throws -> GenerationRequest {
        try codec.decodeRequest(JSONDocument(validating: written.bytes, maxDepth: 512).root)
    }

    func answer(_ written: Written) throws -> GenerationResponse {
        try codec.decodeResponse(JSONDocument(validating: written.bytes, maxDepth: 512).root)
    }

    func events(_ written: Written, cuts: [Int] = [Int.max]) -> [GenerationEvent] {
        codec.events(of: written.bytes, cuts: cuts)
    }
}

/// Where two texts part, for messages.
func difference(_ one: Any, _ other: Any) -> String {
    let (one, other) = (Array("\(one)"), Array("\(other)"))
    let same = zip(one, other).prefix { $0 == $1 }.count
    let from = max(0, same - 80)
    return "\n  …\(String(one[from...].prefix(300)))\n  …\(String(other[from...].prefix(300)))"
}
