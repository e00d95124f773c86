import Gateway
import NIOCore
import Testing
import Wire

@testable import llmgateway

struct LogLineTests {
    /// What a line becomes; without its time, which is of no matter here.
    private func line(
        _ format: InstallSettings.LogFormat, capacity: Int = 4 << 20, _ fill: (inout LogLine) -> Void
    ) throws -> String {
        let written = try WrittenLines(capacity: capacity)
        LogLine.write(to: written.writer, format, level: "info", message: "call", fill)
        return try written.text()
    }

    @Test func `a line is one JSON object whose members are as they were given`() throws {
        let text = try line(.json) { line in
            line.add(#","id":"#, "0123456789abcdef")
            line.add(#","cause":"#, nil as String?)
            line.add(#","attempts":"#, 0)
            line.add(#","input_tokens":"#, -12)
            line.add(#","cost_usd":"#, Money(nanoUSD: 1_200))
            line.add(#","duration_ms":"#, TimeAmount.microseconds(12_034))
        }
        #expect(text.hasSuffix("}\n"))
        let json = try JSONDocument(validating: text).root
        #expect(
            json.members.map(\.key) == [
                "time", "level", "message", "id", "attempts", "input_tokens", "cost_usd", "duration_ms",
            ])
        #expect(json["time"]?.string?.utf8.count == "2026-01-01T00:00:00Z".utf8.count)
        #expect(json["level"]?.string == "info")
        #expect(json["id"]?.string == "0123456789abcdef")
        #expect(json["attempts"]?.int == 0)
        #expect(json["input_tokens"]?.int == -12)
        #expect(json["cost_usd"]?.string == "0.0000012")
        #expect(json["duration_ms"]?.numberText == "12.034")
    }

    @Test func `in text the same members are name=value, quoted where a blank would part them`() throws {
        let text = try line(.text) { line in
            line.add(#","id":"#, "abc")
            line.add(#","cause":"#, "no \"way\"\nout")
            line.add(#","cost_usd":"#, Money(nanoUSD: -5))
            line.add(metadata: "by", "")
        }
        #expect(text.hasSuffix("Z info call id=abc cause=\"no \"way\" out\" cost_usd=-0.000000005 by=\"\"\n"))
    }

    @Test(arguments: 0..<24) func `what JSON must escape is escaped wherever it stands`(place: Int) throws {
        for character in ["\"", "\\", "\n", "\u{1}", "\u{1F}"] {
            let value = String(repeating: "é", count: place) + character + "\u{7F}\u{80}€"
            let text = try line(.json) { $0.add(#","cause":"#, value) }
            #expect(try JSONDocument(validating: text).root["cause"]?.string == value)
            #expect(text.utf8.filter { $0 == UInt8(ascii: "\n") }.count == 1)
        }
    }

    @Test(arguments: [900, 1_023, 1_024, 5_000, 70_000]) func `a line larger than the usual room is whole`(
        size: Int
    ) throws {
        for filling in ["x", "\n"] {
            let value = String(repeating: filling, count: size)
            let text = try line(.json) { $0.add(#","cause":"#, value) }
            #expect(try JSONDocument(validating: text).root["cause"]?.string == value)
        }
    }

    @Test func `a line that the log cannot hold is counted as lost`() throws {
        let value = String(repeating: "x", count: 70_000)
        #expect(try line(.json, capacity: 4_096) { $0.add(#","cause":"#, value) }.contains("1 log lines lost"))
    }
}
