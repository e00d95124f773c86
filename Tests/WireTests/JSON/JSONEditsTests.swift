import NIOCore
import Testing
import Wire

@Suite struct `JSON edits` {
    private func edited(_ text: String, _ make: (inout JSONEdits, JSONView) -> Void) throws -> String {
        let document = try JSONDocument(validating: text)
        var edits = JSONEdits()
        make(&edits, document.root)
        let result = edits.applied(to: document)
        _ = try JSONDocument(validating: result)
        return String(buffer: result)
    }

    private func json(_ text: String) -> ByteBuffer { ByteBuffer(string: text) }

    @Test func `without edits the bytes are the same`() throws {
        #expect(JSONEdits().isEmpty)
        #expect(try edited(" { \"a\" : 1 } ") { _, _ in } == " { \"a\" : 1 } ")
    }

    @Test func `a value is replaced and nothing else`() throws {
        let text = #"{ "model" : "alias" , "temperature":0.70,"x":[ ] }"#
        #expect(
            try edited(text) { edits, root in edits.set("model", to: json(#""gpt-4o""#), in: root) }
                == #"{ "model" : "gpt-4o" , "temperature":0.70,"x":[ ] }"#)
        #expect(
            try edited(text) { edits, root in
                if let view = root["x"] { edits.replace(view, with: json("null")) }
            } == #"{ "model" : "alias" , "temperature":0.70,"x":null }"#)
    }

    @Test func `new members compose, also into an empty object`() throws {
        #expect(
            try edited("{ }") { edits, root in
                edits.set("a", to: json("1"), in: root)
                edits.set("b\"", to: json("2"), in: root)
                edits.set("a", to: json("3"), in: root)
            } == #"{"a":3,"b\"":2 }"#)
        #expect(
            try edited("{\"z\":0\n}") { edits, root in
                edits.set("a", to: json("1"), in: root)
                edits.set("z", to: json("9"), in: root)
                edits.set("b", to: json("2"), in: root)
            } == "{\"z\":9,\"a\":1,\"b\":2\n}")
    }

    @Test func `all duplicates are set and removed`() throws {
        let text = #"{"a":1,"b":2,"\u0061":3}"#
        #expect(
            try edited(text) { edits, root in edits.set("a", to: json("0"), in: root) } == #"{"a":0,"b":2,"\u0061":0}"#)
        #expect(try edited(text) { edits, root in edits.remove("a", in: root) } == #"{"b":2}"#)
    }

    @Test(arguments: [
        (["a"], #"{ "b":2 , "c":3 }"#), (["b"], #"{ "a":1 , "c":3 }"#), (["c"], #"{ "a":1 , "b":2 }"#),
        (["a", "b"], #"{ "c":3 }"#), (["b", "c"], #"{ "a":1 }"#), (["a", "c"], #"{ "b":2 }"#),
        (["a", "b", "c"], "{  }"), (["x"], #"{ "a":1 , "b":2 , "c":3 }"#),
    ])
    func `members are removed with their comma`(keys: [String], expected: String) throws {
        let result = try edited(#"{ "a":1 , "b":2 , "c":3 }"#) { edits, root in
            for key in keys { edits.remove(key, in: root) }
        }
        #expect(result == expected)
    }

    @Test func `the later edit of one value holds, the outer edit beats the inner`() throws {
        let text = #"{"a":{"b":1},"c":2}"#
        #expect(
            try edited(text) { edits, root in
                guard let a = root["a"], let c = root["c"] else { return }
                edits.set("b", to: json("5"), in: a)
                edits.set("new", to: json("6"), in: a)
                edits.set("a", to: json("7"), in: root)
                edits.replace(c, with: json("8"))
                edits.set("c", to: json("9"), in: root)
                edits.replace(c, with: json("10"))
            } == #"{"a":7,"c":10}"#)
        #expect(
            try edited(text) { edits, root in
                edits.set("d", to: json("1"), in: root)
                edits.remove("d", in: root)
                edits.remove("c", in: root)
                edits.set("c", to: json("3"), in: root)
                edits.set("x", to: json("1"), in: root["c"] ?? root)
            } == #"{"a":{"b":1},"c":3}"#)
    }

    @Test func `random edits give what the same changes to a value give, and touch nothing else`() throws {
        var random = SplitMix(state: 42)
        for _ in 0..<2_000 {
            let keys = ["a", "b", "c", "d"]
            let members = (0..<Int.random(in: 0...5, using: &random)).map { _ in
                let value = ["1", "\"s\"", "{ }", "{\"a\" :2, \"b\":[3 ] }"].randomElement(using: &random) ?? "1"
                return "\"\(keys.randomElement(using: &random) ?? "a")\" :\(value)"
            }
            let text = " {" + members.joined(separator: " ,\n") + " } "
            let document = try JSONDocument(validating: text)
            var expected = JSONValue(document.root)
            var edits = JSONEdits()
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                let key = keys.randomElement(using: &random) ?? "a"
                if Bool.random(using: &random) {
                    edits.remove(key, in: document.root)
                    expected[key] = nil
                } else {
                    let number = Int.random(in: 0..<100, using: &random)
                    edits.set(key, to: json(String(number)), in: document.root)
                    expected[key] = .int(number)
                }
            }
            let result = edits.applied(to: document)
            let read = JSONValue(try JSONDocument(validating: result).root)
            #expect(read.isEquivalent(to: expected), "\(text) → \(String(buffer: result)), expected \(expected.text)")
            for (key, value) in document.root.members where read[key] == JSONValue(value) {
                #expect(String(buffer: result).contains(String(buffer: value.raw)))
            }
        }
    }
}

/// A small seeded generator, so that a failure can be seen again.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
