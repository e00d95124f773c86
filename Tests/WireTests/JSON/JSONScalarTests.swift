import NIOCore
import Testing
import Wire

@Suite struct `JSON scalars` {
    private func root(_ text: String) throws -> JSONView { try JSONDocument(validating: text).root }

    @Test(arguments: [
        (#""\u0041\u00e9\u4F60\ud83d\ude00""#, "Aé你😀"),
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
        (#""\ud800""#, "\u{FFFD}"),
        (#""\udc00x""#, "\u{FFFD}x"),
        (#""\ud800\ud83d\ude00""#, "\u{FFFD}😀"),
        (#""\ud800\n""#, "\u{FFFD}\n"),
        (#""\u0000""#, "\0"),
        (#""""#, ""),
    ])
    func `escapes are read`(text: String, expected: String) throws {
        let view = try root(text)
        #expect(view.string?.unicodeScalars.elementsEqual(expected.unicodeScalars) == true)
        #expect(view.textEquals(expected))
        #expect(!view.textEquals(expected + "x"))
    }

    @Test func `strings are compared without being built`() throws {
        #expect(try root(#""mod\u0065l""#).stringEquals("model"))
        #expect(try root(#""model""#).stringEquals("model"))
        #expect(try !root(#""mode""#).stringEquals("model"))
        #expect(try !root(#""mod\u0065lx""#).stringEquals("model"))
        #expect(try !root("1").stringEquals("1"))
    }

    /// Every length around the width of the chunks, with a special byte at every place.
    @Test func `chunked scanning finds every special byte`() throws {
        let cases = [(0x1F, false), (0x22, false), (0x5C, false), (0x7F, true), (0x80, false), (0x20, true)]
        for length in 0..<80 {
            for place in 0..<length {
                var plain = [UInt8](repeating: UInt8(ascii: "a"), count: length)
                for (special, ok) in cases {
                    plain[place] = UInt8(special)
                    let bytes = ByteBuffer(bytes: [0x22] + plain + [0x22])
                    // A backslash before another 'a' or the closing quote is no escape either.
                    let accepted = (try? JSONDocument(validating: bytes)) != nil
                    if accepted != ok { Issue.record("\(special) at \(place) of \(length)") }
                }
            }
        }
    }

    @Test func `UTF-8 is judged as the standard library judges it`() throws {
        let interesting: [UInt8] = [
            0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xE0, 0xE1, 0xED, 0xF0, 0xF1, 0xF4, 0xF5,
        ]
        var checked = 0
        for a in interesting {
            for b in interesting {
                for c in interesting {
                    for d: UInt8 in [0x41, 0x80, 0xBF, 0xC2] {
                        let bytes = [a, b, c, d]
                        let valid = String(validating: bytes, as: UTF8.self) != nil
                        let accepted =
                            (try? JSONDocument(validating: ByteBuffer(bytes: [0x22] + bytes + [0x22]))) != nil
                        if valid != accepted { Issue.record("\(bytes)") }
                        checked += 1
                    }
                }
            }
        }
        #expect(checked == 4 * interesting.count * interesting.count * interesting.count)
    }

    @Test(arguments: [
        ("0", 0), ("-0", 0), ("1.0", 1), ("1e3", 1000), ("-12.5e1", -125), ("9223372036854775807", Int.max),
        ("-9223372036854775808", Int.min), ("9223372036854775808", nil), ("-9223372036854775809", nil),
        ("1.5", nil), ("1e19", nil), ("1e18", 1_000_000_000_000_000_000), ("0e999999999999999999999", 0),
        ("1e-1", nil), ("10e-1", 1), ("1e999999999999999999999", nil), ("18446744073709551616", nil),
        ("100000000000000000000e-2", 1_000_000_000_000_000_000),
        ("0.000000000000000000000001e24", 1), ("123456789012345678901234567890", nil),
    ])
    func `integers are exact or nil`(text: String, expected: Int?) throws {
        let view = try root(text)
        #expect(view.int == expected)
        #expect(view.numberText == text)
        #expect(JSONValue(view) == .number(text))
        #expect(JSONValue(view).int == expected)
    }

    @Test func `doubles are nearest or nil`() throws {
        #expect(try root("0.1").double == 0.1)
        #expect(try root("1e400").double == nil)
        #expect(try root("-1e-400").double == 0)
        #expect(try root("36893488147419103232").double == 0x1p65)
        #expect(try root("true").double == nil)
    }
}
