package import NIOCore
import Wire

/// What became of one line, as a line of the output or the error file.
package enum BatchResult: Sendable {
    /// - Parameter body: as the caller of a single request would have got it.
    package static func answered(
        _ customID: String, id: String, requestID: String, status: Int, body: ByteBuffer
    ) -> ByteBuffer {
        line(customID, id) { json in
            json.key("response")
            json.beginObject()
            json.member("status_code", status)
            json.member("request_id", requestID)
            if (try? JSONDocument(validating: body, maxDepth: 512)) != nil {
                json.member("body", raw: inOneLine(body))
            } else {
                json.member("body", String(buffer: body))
            }
            json.endObject()
            json.member("error", .null)
        }
    }

    /// For a line that was not asked, or got no answer.
    package static func failed(_ customID: String, id: String, code: String, message: String) -> ByteBuffer {
        line(customID, id) { json in
            json.member("response", .null)
            json.member("error", ["code": .string(code), "message": .string(message)])
        }
    }

    /// The `custom_id` of a line that was written whole.
    package static func customID(of line: LineSplitter.Line) -> String? {
        guard line.isEnded else { return nil }
        return (try? JSONDocument(validating: line.bytes, maxDepth: 520))?.root["custom_id"]?.string
    }

    private static func line(_ customID: String, _ id: String, _ rest: (inout JSONWriter) -> Void) -> ByteBuffer {
        var json = JSONWriter()
        json.beginObject()
        json.member("id", id)
        json.member("custom_id", customID)
        rest(&json)
        json.endObject()
        json.buffer.writeInteger(UInt8(ascii: "\n"))
        return json.buffer
    }

    /// Line breaks in JSON stand between its tokens only, where a blank means the same.
    private static func inOneLine(_ json: ByteBuffer) -> ByteBuffer {
        let breaks: (UInt8) -> Bool = { $0 == 0x0A || $0 == 0x0D }
        guard json.readableBytesView.contains(where: breaks) else { return json }
        return ByteBuffer(bytes: json.readableBytesView.map { breaks($0) ? 0x20 : $0 })
    }
}
