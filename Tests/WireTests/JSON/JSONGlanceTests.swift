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

    @Test func `a member is seen wherever it stands, and none that only begins like it`() {
        for place in 0..<64 {
            let before = "{\"" + String(repeating: "x", count: place) + "\":0,"
            for rest in [#""usage":1}"#, #""y":0,"finish_reason":"stop","z":["a","b","c"]}"#] {
                #expect(!isQuiet(before + rest))
            }
            #expect(isQuiet(before + #""user":1,"f":"u","u":"f","finish":2,"content":"finish_reason usage"}"#))
        }
    }

    @Test func `names may be more than are looked for at once`() {
        let names: [StaticString] = ["a1", "b1", "c1", "d1", "e1"]
        for name in ["a1", "b1", "c1", "d1", "e1"] {
            #expect(!JSONGlance.hasNone(of: names, in: ByteBuffer(string: "{\"f1\":2,\"\(name)\":1}")))
        }
        #expect(JSONGlance.hasNone(of: names, in: ByteBuffer(string: #"{"a2":1,"e2":2,"c1":null}"#)))
        #expect(JSONGlance.hasNone(of: [], in: ByteBuffer(string: #"{"a2":1}"#)))
    }

    @Test(arguments: [
        (#"{"usage":1}"#, false), (#"{"u\u0073age":1}"#, false), (#"{"a":["usage"]}"#, false),
        (#"{"usage":null}"#, true),
        (#"{"usage" \n:  null}"#, true), (#"[{"a":"usage"},null]"#, false), (#"["usage",null]"#, false),
        (#"{"a":"usage "}"#, true), (#"{"a":"say \"usage\""}"#, true), (#""usage""#, false), ("5", true),
        (#"{"usage":null,"b":{"usage":{}}}"#, false),
    ])
    func `a document is looked through by its strings, however they are written`(
        _ text: String, _ isQuiet: Bool
    ) throws {
        let text = text.replacing(#"\n"#, with: "\n")
        let names = JSONNames(["finish_reason", "usage"])
        #expect(try JSONDocument(validating: text).hasNone(of: names) == isQuiet)
    }

    @Test func `every cut of an event is looked at without reading past it`() {
        let text = Array(#"{"x":"\"usage\"","usage":null,"finish_reason":"stop"}"#.utf8)
        for end in 0...text.count {
            _ = JSONGlance.hasNone(of: ["finish_reason", "usage"], in: ByteBuffer(bytes: text[..<end]))
        }
    }
}
