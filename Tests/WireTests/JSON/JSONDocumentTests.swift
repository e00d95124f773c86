import NIOCore
import Testing
import Wire

@Suite struct `JSON documents` {
    static let sample = #"""
        {"model":"gpt-4o", "n" : 1,"messages":[{"role":"user","content":"Grüße 你好 👋 \"q\"\n"},
         {"role":"assistant","content":null,"x":[1,-2.5e+3,true,false,[],{}]}],"stream":true}
        """#

    @Test func `every prefix of a document is refused`() throws {
        let bytes = ByteBuffer(string: Self.sample)
        _ = try JSONDocument(validating: bytes)
        for length in 0..<bytes.readableBytes {
            let prefix = try #require(bytes.getSlice(at: 0, length: length))
            let error = #expect(throws: JSONError.self) { try JSONDocument(validating: prefix) }
            #expect((error?.offset ?? -1) <= length)
        }
    }

    @Test func `members are found behind nested values`() throws {
        let root = try JSONDocument(validating: Self.sample).root
        #expect(root["model"]?.string == "gpt-4o")
        #expect(root["n"]?.int == 1)
        #expect(root["stream"]?.bool == true)
        #expect(root["messages"]?[0]?["content"]?.string == "Grüße 你好 👋 \"q\"\n")
        #expect(root["messages"]?[1]?["content"]?.isNull == true)
        #expect(root["messages"]?[1]?["x"]?.elements.map(\.kind) == [.number, .number, .bool, .bool, .array, .object])
        #expect(root["messages"]?[2] == nil)
        #expect(root["messages"]?[-1] == nil)
        #expect(root["nothing"] == nil)
        #expect(root["model"]?["x"] == nil)
        #expect(root.members.map(\.key) == ["model", "n", "messages", "stream"])
        #expect(root["messages"]?.count == 2)
    }

    @Test func `raw and range are the value's own text, wherever the buffer begins`() throws {
        var bytes = ByteBuffer(string: "##" + #"{"a":[1, 2],"b":"x"}"#)
        bytes.moveReaderIndex(forwardBy: 2)
        let document = try JSONDocument(validating: bytes)
        let value = try #require(document.root["a"])
        #expect(String(buffer: value.raw) == "[1, 2]")
        #expect(value.range == 5..<11)
        #expect(document.root["b"]?.string == "x")
    }

    @Test func `the last of duplicates wins, compared after unescaping`() throws {
        let root = try JSONDocument(validating: #"{"model":1,"mod\u0065l":2,"K":0,"a":[{"n":1,"n":2}]}"#).root
        #expect(root["model"]?.int == 2)
    }

    @Test func `names are compared by code points`() throws {
        // KELVIN SIGN is canonically equal to K; é is written in two ways.
        let root = try JSONDocument(validating: "{\"\u{212A}\":1,\"e\u{301}\":2}").root
        #expect(root["K"] == nil)
        #expect(root["\u{E9}"] == nil)
        #expect(root["\u{212A}"]?.int == 1)
    }

    @Test func `depth is counted in containers`() throws {
        let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        _ = try JSONDocument(validating: deep)
        #expect(throws: JSONError(offset: 64, reason: .tooDeep(limit: 64))) {
            try JSONDocument(validating: "[" + deep + "]")
        }
        #expect(throws: JSONError(offset: 0, reason: .tooDeep(limit: 0))) {
            try JSONDocument(validating: "{}", maxDepth: 0)
        }
        _ = try JSONDocument(validating: "1", maxDepth: 0)
    }

    @Test(arguments: [("[", 1_000_000), ("{\"a\":", 200_000)])
    func `brackets without end are refused where the limit is passed, not read to their end`(
        _ opening: String, _ count: Int
    ) {
        let bytes = ByteBuffer(string: String(repeating: opening, count: count))
        let error = #expect(throws: JSONError.self) { try JSONDocument(validating: bytes, maxDepth: 32) }
        #expect(error == JSONError(offset: 32 * opening.utf8.count, reason: .tooDeep(limit: 32)))
    }

    @Test(arguments: [
        (#"{"a":1 "b":2}"#, 7, "expected ',' or '}' at byte 7"),
        (#"[1 2]"#, 3, "expected ',' or ']' at byte 3"),
        (#"{"a" 1}"#, 5, "expected ':' at byte 5"),
        (#"{a:1}"#, 1, #"expected '"' to begin a member name at byte 1"#),
        ("[1,]", 3, "expected a value at byte 3"),
        ("tru", 3, "unexpected end of JSON at byte 3"),
        ("trux", 3, "expected true, false or null at byte 3"),
        ("-x", 1, "invalid number at byte 1"),
        ("01", 1, "unexpected bytes after the JSON value at byte 1"),
        (#""\x""#, 2, "invalid escape in a string at byte 2"),
        ("\"a\nb\"", 2, "unescaped control character in a string at byte 2"),
        ("", 0, "unexpected end of JSON at byte 0"),
        ("\u{FEFF}1", 0, "expected a value at byte 0"),
    ])
    func `errors say what and where`(text: String, offset: Int, message: String) {
        let error = #expect(throws: JSONError.self) { try JSONDocument(validating: text) }
        #expect(error?.offset == offset)
        #expect(error?.description == message)
    }

    @Test func `a cursor stops at the members a table names, escaped or not`() throws {
        let text = #"{"n":1,"x":[{"n":9}],"mod\u0065l":"m","stream":true,"n":2.0,"":null,"streams":{}}"#
        let names = JSONNames(["stream", "model", "n", "", "absent"])
        let root = try JSONDocument(validating: text).root
        var members = JSONMemberCursor(root)
        var places: [Int] = []
        var texts: [String] = []
        while let place = members.next(of: names) {
            places.append(place)
            texts.append(String(buffer: members.value.raw))
            #expect(members.int == members.value.int)
            #expect(members.bool == members.value.bool)
            #expect(members.isNull == members.value.isNull)
            #expect(members.kind == members.value.kind)
        }
        #expect(places == [2, 1, 0, 2, 3])
        #expect(texts == ["1", "\"m\"", "true", "2.0", "null"])
        #expect(members.next(of: names) == nil)
        for other in ["[1]", "{}", "\"n\""] {
            var none = JSONMemberCursor(try JSONDocument(validating: other).root)
            #expect(none.next(of: names) == nil)
        }
    }

    @Test func `a visit reports every member a table names, duplicates too, and skips what lies within others`() throws
    {
        let text = #"{"n":1,"x":{"n":9,"a":[{"n":8}]},"\u006e":2.0,"a":[{"n":7}],"n":"3","N":4,"n":1e2}"#
        let names = JSONNames(["a", "n", "absent"])
        var seen: [String] = []
        let root = try JSONDocument(validating: text).root
        root.forEachMember(in: names) { place, member in
            seen.append("\(place) \(String(buffer: member.view.raw)) \(member.int.map(String.init) ?? "-")")
        }
        #expect(seen == ["1 1 1", "1 2.0 2", "0 [{\"n\":7}] -", "1 \"3\" -", "1 1e2 100"])
        for other in ["[{\"n\":1}]", "{}", "\"n\"", "1"] {
            try JSONDocument(validating: other).root.forEachMember(in: names) { _, _ in Issue.record("\(other)") }
        }
    }

    @Test func `names of every length are told apart at every byte`() throws {
        for length in 1...20 {
            let name = String(repeating: "a", count: length)
            let root = try JSONDocument(validating: "{\"\(name)\":1}").root
            #expect(root[named: name]?.int == 1)
            for place in 0..<length {
                let other = String(repeating: "a", count: place) + "b" + name.dropFirst(place + 1)
                #expect(root[named: other] == nil)
            }
        }
    }

    @Test func `a tape of any length holds every value`() throws {
        for length in Array(0...140) + [255, 256, 257, 5_000] {
            let text = "[" + (0..<length).map(String.init).joined(separator: ",") + "]"
            let root = try JSONDocument(validating: text).root
            #expect(root.elements.compactMap(\.int) == Array(0..<length))
            // Full at a name, at a value, and where containers close.
            let nested = try JSONDocument(validating: "{\"a\":{\"b\":[[\(text)]]},\"c\":[\(text)],\"d\":{}}").root
            #expect(nested["a"]?["b"]?[0]?[0]?.count == length)
            #expect(nested["c"]?[0]?.elements.compactMap(\.int) == Array(0..<length))
            #expect(nested["d"]?.count == 0)
            #expect(throws: JSONError(offset: text.utf8.count - 1, reason: .unexpectedEnd)) {
                try JSONDocument(validating: String(text.dropLast()))
            }
        }
    }

    @Test(arguments: [
        ("[tru]", 4), ("[truE]", 4), ("[fals]", 5), ("[falze]", 4), ("[fxlse]", 2), ("[nul]", 4), ("[nxll]", 2),
        ("[nullx]", 5),
    ])
    func `a wrong literal is refused at its first wrong byte`(text: String, offset: Int) {
        let error = #expect(throws: JSONError.self) { try JSONDocument(validating: text) }
        #expect(error?.offset == offset)
    }

    @Test func `UTF-8 that is not well-formed is refused where its sequence begins`() {
        let faults: [[UInt8]] = [
            [0x80], [0xC1, 0xBF], [0xE0, 0x9F, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80],
            [0xE4, 0xBD], [0xF0, 0x9F, 0x98], [0xFF],
        ]
        for fault in faults {
            for before in [
                "", "plain", "plain text of more than one block: 0123456789", "größer 你好 👋 und weiter so, 你好",
            ] {
                for after in ["", "x", "\\n and more plain text after it, of some length"] {
                    let bytes = ByteBuffer(bytes: Array("[\"\(before)".utf8) + fault + Array("\(after)\"]".utf8))
                    #expect(throws: JSONError(offset: 2 + before.utf8.count, reason: .invalidUTF8)) {
                        try JSONDocument(validating: bytes)
                    }
                }
            }
        }
    }
}
