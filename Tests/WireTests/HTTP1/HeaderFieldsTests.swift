import NIOCore
import Testing
import Wire

struct HeaderFieldsTests {
    private func parsed(_ lines: String) throws -> HeaderFields {
        var parser = RequestParser()
        parser.feed(ByteBuffer(string: "GET / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n\r\n"))
        guard case .head(let head) = try parser.next() else { return HeaderFields() }
        return head.fields
    }

    @Test func `names are found in any letter case, in order, repeats kept`() throws {
        let fields = try parsed("X-One: 1\r\nx-two:2\r\nX-ONE:  3 ")
        #expect(fields.count == 4)
        #expect(fields.first("x-one") == "1" && fields.first("X-TWO") == "2" && fields.first("x-three") == nil)
        #expect(fields.values("x-one") == ["1", "3"])
        #expect(fields.contains("HOST") && !fields.contains("hos"))
        #expect(fields.valueBegins("x-one", with: "1") && !fields.valueBegins("x-one", with: "3"))
    }

    @Test func `names that differ in more than letter case stay apart`() throws {
        let fields = try parsed("A^: 1\r\nA~: 2\r\nA_: 3\r\nA-: 4")
        #expect(fields.first("a~") == "2" && fields.first("a_") == "3" && fields.first("a-") == "4")
    }

    @Test func `values compare in any letter case`() throws {
        let fields = try parsed("Accept: Text/Event-Stream")
        #expect(fields.valueEquals("accept", "text/event-stream") && !fields.valueEquals("accept", "text/event"))
        #expect(
            fields.valueBegins("accept", with: "text/") && !fields.valueBegins("accept", with: "text/event-streams"))
    }

    @Test func `parsed fields can be changed without touching their source`() throws {
        let original = try parsed("A: 1\r\nB: 2\r\na: 3")
        var fields = original
        fields.set("A", "4")
        fields.append("C", "5")
        fields.remove("host")
        #expect(fields.pairs == [["B", "2"], ["A", "4"], ["C", "5"]])
        #expect(original.pairs == [["Host", "a"], ["A", "1"], ["B", "2"], ["a", "3"]])
    }

    @Test func `chosen lines pass on as they stand`() throws {
        let source = try parsed("openai-processing-ms:12\r\nSet-Cookie: a=b\r\nx-ratelimit-limit:  7\t")
        var chosen = HeaderFields()
        chosen.append(source.count, atMost: source.writtenBytes) { run in
            run.lines(of: source) { name, _ in
                name.hasPrefix("X-RateLimit-") || name.equals("openai-processing-ms")
            }
        }
        var out = ByteBuffer()
        chosen.write(into: &out)
        #expect(String(buffer: out) == "openai-processing-ms: 12\r\nx-ratelimit-limit: 7\r\n")
        var copy = HeaderFields()
        copy.append(source.count, atMost: source.writtenBytes) { run in
            run.lines(of: source) { name, _ in !name.equals("set-cookie") }
        }
        #expect(copy.pairs == [["Host", "a"], ["openai-processing-ms", "12"], ["x-ratelimit-limit", "7"]])
        copy.removeAll { name, value in name.equals("host") || value.equals("7") }
        #expect(copy.pairs == [["openai-processing-ms", "12"]])
    }

    @Test(arguments: ["", "z:", "z: ", "z:1", "z:\t1 ", "z: 1\t"])
    func `lines come out as name, colon, blank and value, however they came in`(last: String) throws {
        let source = try parsed("a:1\r\nb:\t2\r\nc:  3 \r\nd:\r\ne: \r\nf: 6\t7" + (last.isEmpty ? "" : "\r\n" + last))
        let end = last.isEmpty ? "" : last.contains("1") ? "z: 1\r\n" : "z: \r\n"
        let written = "Host: a\r\na: 1\r\nb: 2\r\nc: 3\r\nd: \r\ne: \r\nf: 6\t7\r\n" + end
        var out = ByteBuffer()
        source.write(into: &out)
        #expect(String(buffer: out) == written)
        var copy = HeaderFields()
        copy.append(source.count, atMost: source.writtenBytes) { $0.lines(of: source) { _, _ in true } }
        copy.write(into: &out)
        #expect(String(buffer: out) == written + written)
    }
}
