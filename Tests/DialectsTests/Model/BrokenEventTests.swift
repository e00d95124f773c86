import Dialects
import NIOCore
import Testing
import Wire

/// An event that cannot be read is a hole in the answer, which must not be told as whole.
struct BrokenEventTests {
    private func decode(_ data: String, name: String? = nil, as dialect: Dialect) -> [GenerationEvent] {
        var decoder = dialect.codec.makeStreamDecoder()
        var events: [GenerationEvent] = []
        decoder.decode(SSEEvent(name: name, data: ByteBuffer(string: data)), into: &events)
        return events
    }

    @Test(arguments: [Dialect.openAIChat, .anthropicMessages, .geminiGenerate])
    func `an event that is no JSON is not dropped from a translated stream`(_ dialect: Dialect) {
        for data in [#"{"choices":[{"delta":{"content":"x"}"#, "<html>", #"{"a":1}{"b":2}"#] {
            let events = decode(data, as: dialect)
            #expect(events.contains { if case .failure = $0 { true } else { false } }, "\(data)")
        }
        for data in ["", " ", "[DONE]", " [DONE]", "{}"] {
            let events = decode(data, as: dialect)
            #expect(!events.contains { if case .failure = $0 { true } else { false } }, "\(data)")
        }
        #expect(decode("still here", name: "ping", as: dialect).isEmpty)
    }

    @Test func `an event nested deeper than 64 is read, as a whole answer is`() {
        let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
        let openAI = decode(
            #"{"id":"a","choices":[{"index":0,"delta":{"content":"x"}}],"y":\#(deep)}"#, as: .openAIChat)
        let gemini = decode(#"{"candidates":[{"content":{"parts":[{"text":"x"}]}}],"y":\#(deep)}"#, as: .geminiGenerate)
        let anthropic = decode(
            #"{"type":"message_start","message":{"id":"a","model":"m","content":[],"y":\#(deep)}}"#,
            as: .anthropicMessages)
        for events in [openAI, gemini, anthropic] {
            #expect(events.contains { if case .start = $0 { true } else { false } })
        }
    }

    @Test func `a relayed stream that breaks after an unreadable event still ends with an error`() {
        var observer = Dialect.anthropicMessages.codec.makeStreamObserver()
        _ = observer.observe(SSEEvent(data: ByteBuffer(string: "<html>")))
        observer.end()
        #expect(!observer.hasFailed && !observer.isWhole)
    }
}
