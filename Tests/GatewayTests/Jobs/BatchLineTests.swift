import Gateway
import NIOCore
import Testing
import Wire

/// What a line of a batch must be, and what becomes of it.
@Suite struct `Lines of a batch` {
    static let good =
        #"{"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{"model":"m","messages":[]}}"#

    private func problem(_ line: String, _ endpoint: BatchEndpoint = .chat) -> BatchProblem? {
        do throws(BatchProblem) {
            _ = try BatchLine.read(ByteBuffer(string: line), number: 7, for: endpoint, maxDepth: 64)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a good line is read, its body byte for byte`() throws {
        let line = try BatchLine.read(
            ByteBuffer(
                string: #"{"body": {"x":1.0,"model":"m"},"url":"/v1/embeddings","method":"POST","custom_id":"\u00fc"}"#),
            number: 1, for: .embeddings, maxDepth: 64)
        #expect(line.customID == "ü" && String(buffer: line.body) == #"{"x":1.0,"model":"m"}"#)
    }

    @Test(
        arguments: [
            ("", "invalid_json_line", nil), ("[]", "invalid_json_line", nil),
            (#"{"custom_id":""}"#, "missing_required_parameter", "custom_id"),
            (#"{"custom_id":1}"#, "missing_required_parameter", "custom_id"),
            (#"{"custom_id":"a","method":"GET"}"#, "invalid_method", "method"),
            (#"{"custom_id":"a","method":"POST","url":"/v1/embeddings"}"#, "invalid_url", "url"),
            (
                #"{"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":[]}"#,
                "missing_required_parameter", "body"
            ),
            (
                #"{"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{}}"#,
                "missing_required_parameter", "body.model"
            ),
            (
                #"{"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{"model":"m","stream":true}}"#,
                "unsupported_parameter", "body.stream"
            ),
        ] as [(String, String, String?)])
    func `a line that cannot be run says why, and where`(_ line: String, _ code: String, _ param: String?) {
        let found = problem(line)
        #expect(found?.code == code && found?.param == param && found?.line == 7)
        #expect(found?.message.isEmpty == false)
    }

    @Test func `who moderates need not name a model`() {
        let line = #"{"custom_id":"a","method":"POST","url":"/v1/moderations","body":{"input":"x"}}"#
        #expect(problem(line, .moderations) == nil)
    }

    @Test func `every cut of a line is no line`() {
        #expect(problem(Self.good) == nil)
        let bytes = Array(Self.good.utf8)
        for end in bytes.indices {
            #expect(problem(String(decoding: bytes[..<end], as: UTF8.self))?.code == "invalid_json_line")
        }
    }

    private func check(_ lines: [String], maxLines: Int = 100) -> [BatchProblem] {
        var check = BatchCheck(endpoint: .chat, maxLines: maxLines, maxDepth: 64)
        for (index, line) in lines.enumerated() where !check.isSettled {
            let bytes = ByteBuffer(string: line)
            _ = check.take(.init(number: index + 1, range: 0..<bytes.readableBytes, bytes: bytes, isEnded: true))
        }
        check.finish()
        return check.problems
    }

    @Test func `a file is checked as a whole`() {
        let other = Self.good.replacing(#""custom_id":"a""#, with: #""custom_id":"b""#)
        #expect(check([Self.good, other]) == [])
        #expect(check([]).map(\.code) == ["empty_file"])
        #expect(check([Self.good, other, Self.good]).map { "\($0.code) \($0.line ?? 0)" } == ["duplicate_custom_id 3"])
        #expect(check([Self.good, other], maxLines: 1).map { "\($0.code) \($0.line ?? 0)" } == ["too_many_lines 2"])
        #expect(check(["x", Self.good, "y"]).map(\.line) == [1, 3])
        #expect(check(Array(repeating: "x", count: 5_000), maxLines: 10_000).count == 100)
    }

    @Test func `a result is one line, whatever the answer`() throws {
        let pretty = ByteBuffer(string: "{\r\n \"n\": 1.50,\n \"t\": \"a\\nb\"\n}")
        let line = BatchResult.answered("ü\n", id: "r", requestID: "q", status: 200, body: pretty)
        #expect(line.readableBytesView.filter { $0 == 0x0A }.count == 1 && line.readableBytesView.last == 0x0A)
        let json = try JSONValue(parsing: line)
        #expect(json["custom_id"] == "ü\n" && json["response"]?["body"]?["n"] == .number("1.50"))
        #expect(json["response"]?["body"]?["t"] == "a\nb" && json["error"] == .null)
        let text = try JSONValue(
            parsing: BatchResult.answered(
                "a", id: "r", requestID: "q", status: 502, body: ByteBuffer(string: "<html>\n")))
        #expect(text["response"]?["body"] == "<html>\n")
        let failed = try JSONValue(parsing: BatchResult.failed("a", id: "r", code: "batch_expired", message: "m"))
        #expect(failed["response"] == .null && failed["error"] == ["code": "batch_expired", "message": "m"])
    }

    @Test func `a result that was cut is none`() {
        let line = BatchResult.failed("a", id: "r", code: "c", message: "m")
        for end in 0...line.readableBytes {
            var splitter = LineSplitter()
            splitter.feed(line.getSlice(at: 0, length: end) ?? ByteBuffer())
            let found = splitter.finish().flatMap { BatchResult.customID(of: $0) }
            #expect((found == "a") == (end == line.readableBytes), "\(end)")
        }
    }
}
