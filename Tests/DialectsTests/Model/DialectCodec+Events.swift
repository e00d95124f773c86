import Dialects
import GatewayTesting
import NIOCore
import Wire

extension DialectCodec {
    /// What a stream says, its bytes cut into pieces of these sizes.
    func events(of bytes: ByteBuffer, cuts: [Int] = [Int.max]) -> [GenerationEvent] {
        var parser = streamFraming.makeParser()
        var decoder = makeStreamDecoder()
        var events: [GenerationEvent] = []
        for piece in ScriptedUpstream.Script.cut(bytes, into: cuts) {
            parser.feed(piece)
            while let event = try? parser.next() { decoder.decode(event, into: &events) }
        }
        if let event = try? parser.finish() { decoder.decode(event, into: &events) }
        decoder.finish(into: &events)
        return events
    }
}
