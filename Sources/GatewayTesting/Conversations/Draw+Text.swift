import Dialects
import Wire

extension Draw {
    /// What breaks codecs: nothing at all, blanks, what SSE and JSON escape, letters of several code points.
    private static var peculiar: [String] {
        [
            "", " ", "\n", "Hello, world.", "日本語のテキスト", "Ünïcödé ſtraße", "👩‍👩‍👧‍👦🏳️‍🌈", "e\u{301}\u{323}", "\u{FEFF}x",
            "a \"quoted\" \\ backslash / slash", "line\r\nbreak\rand\nmore\n\n", "data: [DONE]\n\n", "\u{2028}\u{2029}",
            "\u{0}\u{1}\u{1F}\u{7F}", "{\"json\":true}", "<think>no</think>", "event: error", "\u{10FFFF}", "𝒳𝒴𝒵",
        ]
    }

    private static var plain: [String] {
        ["Hello", "What is the weather in Zürich?", "日本語", "One\n\nTwo", "👩‍👩‍👧‍👦", "a \"quoted\" \\ text", "42"]
    }

    mutating func text() -> String {
        if once(in: 6) {
            return (0..<number(2...40)).map { _ in one(of: Self.plain, else: "x") }.joined(separator: " ")
        }
        return one(of: Self.peculiar, else: "x")
    }

    /// Says something.
    mutating func words() -> String { one(of: Self.plain, else: "x") }

    mutating func name() -> String { one(of: ["get_weather", "search", "f", "lookup-2", "Add_1"], else: "f") }

    mutating func base64() -> String {
        one(
            of: ["aGVsbG8=", "AAEC", "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ", "c2ln+/8=", "JVBERi0xLjQK"],
            else: "AAEC")
    }

    mutating func signature(of dialect: Dialect? = nil) -> Signature {
        let own = dialect ?? self.dialect()
        return Signature(dialect: own, value: base64())
    }

    /// A JSON value at most three levels deep, numbers written in odd ways.
    mutating func json(depth: Int = 3) -> JSONValue {
        switch number(0...(depth > 0 ? 7 : 5)) {
        case 0: return .null
        case 1: return .bool(once(in: 2))
        case 2, 3: return .number(one(of: ["0", "-1", "1.0", "1e3", "2.50", "12345678901234567890", "0.1"], else: "0"))
        case 4, 5: return .string(text())
        case 6: return .array(list(0...3) { $0.json(depth: depth - ($1 + 1)) })
        default: return .object(object(depth: depth - 1))
        }
    }

    mutating func object(depth: Int = 2) -> JSONObject {
        let keys = ["a", "city", "日本", "x y", "nested", "n", "𝒳"].shuffled(using: &random)
        return JSONObject(list(0...3) { draw, index in (keys[index], draw.json(depth: depth)) })
    }

    mutating func arguments() -> String {
        if drawsBrokenArguments, once(in: 6) { return one(of: [#"{"a":"#, "[1,2]", "not json", "\"x\""], else: "") }
        return once(in: 4) ? "{}" : JSONValue.object(object()).text
    }

    /// Members no codec knows.
    mutating func preserved() -> Preserved? {
        guard drawsUnknownMembers, once(in: 5) else { return nil }
        let members = JSONObject(list(1...2) { draw, index in ("x_future_\(index)", draw.json().nonNull) })
        return Preserved(dialect: dialect(), members: members)
    }
}

extension JSONValue {
    /// In most dialects a null member means the same as an absent one.
    fileprivate var nonNull: JSONValue { isNull ? .string("null") : self }
}
