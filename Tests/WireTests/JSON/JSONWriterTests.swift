import NIOCore
import Testing
import Wire

@Suite struct `JSON writing` {
    @Test func `commas are the writer's business`() throws {
        let view = try JSONDocument(validating: #"{"k": [1, 2.50]}"#).root
        var json = JSONWriter()
        json.beginObject()
        json.member("a", "x")
        json.member("b", 1)
        json.member("c", true)
        json.memberIfPresent("d", nil as String?)
        json.member("e", view)
        json.key("f")
        json.beginArray()
        json.beginObject()
        json.endObject()
        json.null()
        json.double(0.1)
        json.double(.infinity)
        json.number(text: "1E5")
        json.beginArray()
        json.endArray()
        json.endArray()
        json.member("g", ["z": nil, "y": [1, 2.5, "s"]] as JSONValue)
        json.endObject()
        #expect(
            String(buffer: json.buffer)
                == #"{"a":"x","b":1,"c":true,"e":{"k": [1, 2.50]},"f":[{},null,0.1,null,1E5,[]],"#
                + #""g":{"z":null,"y":[1,2.5,"s"]}}"#)
    }

    @Test func `every code point up to U+02FF reads back as written, at every place of a chunk`() throws {
        for value in UInt32(0)..<0x300 {
            let scalar = try #require(Unicode.Scalar(value))
            for lead in [0, 3, 7, 8, 17] {
                let text = String(repeating: "a", count: lead) + String(scalar) + "tail of the text"
                var json = JSONWriter()
                json.string(text)
                let view = try JSONDocument(validating: json.buffer).root
                #expect(view.string?.unicodeScalars.elementsEqual(text.unicodeScalars) == true, "\(value)")
            }
        }
    }

    @Test func `control characters have their short escapes`() {
        var json = JSONWriter()
        json.string("\u{0}\u{8}\t\n\u{B}\u{C}\r\u{1F}\"\\/\u{7F}")
        #expect(String(buffer: json.buffer) == #""\u0000\b\t\n\u000b\f\r\u001f\"\\/"# + "\u{7F}\"")
    }

    @Test(arguments: [0.0, -0.0, 1, 0.7, 1e-7, .leastNonzeroMagnitude, 1.7976931348623157e308, 123456789.125])
    func `doubles read back exactly`(value: Double) throws {
        var json = JSONWriter()
        json.double(value)
        #expect(try JSONDocument(validating: json.buffer).root.double == value)
    }
}
