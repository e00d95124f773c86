import Testing
import Wire

@Suite struct `JSON values` {
    @Test func `order, duplicates and number text stay`() throws {
        let text = #"{"b":1.0,"a":1e2,"b":"\u00e9","c":[true,null,123456789012345678901234567890]}"#
        let value = try JSONValue(parsing: text)
        #expect(value.text == #"{"b":1.0,"a":1e2,"b":"é","c":[true,null,123456789012345678901234567890]}"#)
        #expect(value["b"] == "é")
        #expect(value["a"]?.int == 100)
        #expect(value["c"]?.array?.count == 3)
        #expect(value["c"]?.array?[1].isNull == true)
    }

    @Test func `setting keeps the place and drops duplicates`() throws {
        var value = try JSONValue(parsing: #"{"a":1,"b":2,"a":3}"#)
        value["a"] = 4
        value["c"] = ["x": false]
        #expect(value.text == #"{"a":4,"b":2,"c":{"x":false}}"#)
        value["b"] = nil
        value["c"]?["x"] = "y"
        #expect(value.text == #"{"a":4,"c":{"x":"y"}}"#)
        var text: JSONValue = "s"
        text["a"] = 1
        #expect(text == "s")
    }

    @Test func `equality is exact, equivalence is by meaning`() throws {
        let one = try JSONValue(parsing: #"{"a":1.0,"b":[10e-1,{"x":0}],"a":2}"#)
        let other = try JSONValue(parsing: #"{"b":[1,{"x":-0.0}],"a":20e-1}"#)
        #expect(one != other)
        #expect(one.isEquivalent(to: other))
        #expect(!one.isEquivalent(to: ["b": [1, ["x": 0]], "a": 2, "c": nil]))
        #expect(!JSONValue.number("1").isEquivalent(to: "1"))
        #expect(!JSONValue.number("9007199254740993").isEquivalent(to: .number("9007199254740992")))
        #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
    }

    @Test func `an object of many members is read and compared in reasonable time`() throws {
        let text = "{" + (0..<20_000).map { "\"k\($0)\":\($0)" }.joined(separator: ",") + "}"
        let value = try JSONValue(parsing: text)
        let reversed = (value.object ?? JSONObject()).map { ($0.key, $0.value) }.reversed()
        #expect(value.isEquivalent(to: .object(JSONObject(reversed))))
    }
}
