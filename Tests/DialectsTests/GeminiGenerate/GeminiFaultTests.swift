import Dialects
import NIOCore
import Testing
import Wire

/// One test for each fault that recordings brought to light.
@Suite struct `Faults of the Gemini dialect` {
    @Test func `citations of all events of a stream are kept`() {
        let texts = [1, 2].map { number in
            #"{"candidates":[{"index":0,"content":{"parts":[{"text":"x\#(number)"}]},"#
                + #""citationMetadata":{"citationSources":[{"uri":"https://e/\#(number)","endIndex":2}]}"#
                + (number == 2 ? #","finishReason":"STOP"}]}"# : "}]}")
        }
        let events = GeminiFixtures.decode(texts.map { SSEEvent(data: ByteBuffer(string: $0)) })
        let parts = ResponseFold(events).response.candidates.first?.parts ?? []
        let links = parts.compactMap { part in
            if case .citation(let citation) = part { citation.url } else { nil }
        }
        #expect(links == ["https://e/1", "https://e/2"])
    }
}
