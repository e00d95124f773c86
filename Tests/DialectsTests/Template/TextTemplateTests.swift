import Testing
import Wire

@testable import Dialects

/// Pointers and slots of forms that are described by data.
struct TextTemplateTests {
    private let request: JSONValue = [
        "model": "a/b", "max_tokens": 7, "stop": ["x", "y"],
        "messages": [["role": "user", "content": "Hi"], ["role": "user", "content": "{model}"]],
        "a/b": ["m~n": true],
    ]

    @Test(arguments: [
        ("/messages/-1/content", #""{model}""#), ("/messages/0/role", #""user""#), ("/stop", #"["x","y"]"#),
        ("/a~1b/m~0n", "true"), ("/messages/2", ""), ("/max_tokens/x", ""), ("/stop/-3", ""),
    ])
    func `a pointer leads to a value or to none`(pointer: String, value: String) throws {
        #expect(try #require(JSONPointer(pointer)).value(in: request)?.text ?? "" == value)
    }

    @Test func `a star joins the texts of a list, and what has no slash is no pointer`() {
        #expect(JSONPointer("/messages/*/content")?.text(in: request) == "Hi{model}")
        #expect(JSONPointer("messages") == nil)
    }

    @Test(arguments: [
        ("plain { text }", "plain { text }"), ("{model}", "a/b"), ("<{/messages/0/content}|{/max_tokens}>", "<Hi|7>"),
        ("{/temperature:-0.5}", "0.5"), ("{/temperature}", ""), ("{/stop}", #"["x","y"]"#), ("{", "{"),
        ("{unknown", "{unknown"), ("{}", "{}"), ("{ model }", "{ model }"), ("{{model}", "{model}"),
        ("{{{model}}", "{a/b}"), (#"{"a":{"b":1}}"#, #"{"a":{"b":1}}"#),
    ])
    func `slots are filled, all else stays`(template: String, text: String) {
        #expect(TextTemplate(template).text(for: request) == text)
    }

    @Test(arguments: [
        ("{messages/0}", ["{messages/0}"]), ("of {model and", []), ("x {model", ["{model"]), ("{{model}", []),
        (#"{"a":"b"}"#, []), ("{ model }", []), ("{}", []), ("{", []), ("{model} {/x:-{y}", []),
    ])
    func `what looks like a slot and is none is told`(template: String, doubts: [String]) {
        #expect(TextTemplate(template).doubts == doubts)
    }

    @Test func `members that requests do not have are told, wherever in a template`() throws {
        let value = try JSONValue(parsing: #"{"a":["{promt}",{"b":"{/max_token:-1}"}],"c":"{model","d":"{model}"}"#)
        #expect(
            TemplateDoubt.all(in: value) == [.unknownMember("promt"), .unknownMember("max_token"), .noSlot("{model")])
    }

    @Test func `what a request says cannot make a slot`() {
        #expect(TextTemplate("{/messages/-1/content}").text(for: request) == "{model}")
    }

    @Test func `a member whose slot leads nowhere is left out, and so is an object that held no others`() throws {
        let template = try JSONValue(
            parsing: """
                {"prompt":"{/messages/0/content}","options":{"temperature":"{/temperature}"},"limit":"{/max_tokens}",
                 "k":"{/top_k:-40}","fixed":1.50,"list":["{/stop}","{/seed}"],"empty":{}}
                """)
        #expect(
            ValueTemplate(template).filled(for: request).text
                == #"{"prompt":"Hi","limit":7,"k":40,"fixed":1.50,"list":[["x","y"]],"empty":{}}"#)
    }
}
