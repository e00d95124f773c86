import NIOCore
import Testing
import Wire

@Suite("JSON at a glance")
struct JSONGlanceTests {
    private func isQuiet(_ text: String) -> Bool {
        JSONGlance.hasNone(of: ["finish_reason", "usage"], in: ByteBuffer(string: text))
    }

    @Test(arguments: [
        #"data: {"choices":[{"delta":{"content":"a"},"finish_reason":null}],"usage": null}"#,
        #"{"content":"say \"usage\": 5, or \\\"finish_reason\\\""}"#,
        #"{"usage_total":5,"my_usage":6}"#, #"{"finish_reason" : null}"#, "", "\"", "\"usage", "usage",
    ])
    func `text without such a member, or with null in it, is quiet`(_ text: String) {
        #expect(isQuiet(text))
    }

    @Test(arguments: [
        #"{"finish_reason":"stop"}"#, #"{"a":{"usage" : {"prompt_tokens":1}}}"#, #"{"usage":nul"#, #"{"usage""#,
        #"{"usage":"#, #"["usage"]"#, #"{"finish_reason":null,"usage":1}"#, "{\"usage\":\n null}",
    ])
    func `a member with a value is seen, and doubt counts as one`(_ text: String) {
        #expect(!isQuiet(text))
    }

    @Test func `every cut of an event is looked at without reading past it`() {
        let text = Array(#"{"x":"\"usage\"","usage":null,"finish_reason":"stop"}"#.utf8)
        for end in 0...text.count {
            _ = JSONGlance.hasNone(of: ["finish_reason", "usage"], in: ByteBuffer(bytes: text[..<end]))
        }
    }
}
