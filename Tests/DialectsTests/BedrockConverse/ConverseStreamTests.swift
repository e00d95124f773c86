import Dialects
import NIOCore
import Testing
import Wire

/// The end of a stream of Converse.
@Suite struct `Ends of Converse streams` {
    private static let stop = ("messageStop", #"{"stopReason":"tool_use"}"#)
    private static let counts = ("metadata", #"{"usage":{"inputTokens":5,"outputTokens":7,"totalTokens":12}}"#)

    private func events(_ told: [(name: String, json: String)]) -> [GenerationEvent] {
        var decoder = BedrockConverseCodec().makeStreamDecoder()
        var events: [GenerationEvent] = []
        for (name, json) in told {
            decoder.decode(SSEEvent(name: name, data: ByteBuffer(string: json)), into: &events)
        }
        decoder.finish(into: &events)
        return events
    }

    @Test func `the reason is told wherever the counts stand`() {
        for order in [[Self.stop, Self.counts], [Self.counts, Self.stop]] {
            let events = events(order)
            #expect(events.contains(.finish(candidate: 0, .toolCalls, stopSequence: nil)))
            #expect(events.last == .end)
            #expect(events.count { $0 == .end } == 1)
        }
    }

    @Test func `neither counts nor a reason alone are an end`() {
        #expect(!events([Self.counts]).contains(.end))
        #expect(!events([Self.stop]).contains(.end))
    }
}
