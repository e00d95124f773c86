package import NIOCore

/// Writes heads. The framing lines come from `framing` alone: such lines among the fields are left out, so that a head
/// never says two things. Nothing is written if an error is thrown.
package enum HeadWriter {
    /// Writes a status line, `fields`, the framing line, `connection: close` unless `keepAlive`, `lines` and the empty
    /// line.
    ///
    /// `.none` writes no framing line (1xx, 204, 304); `.length` is right for an answer to HEAD too; `.untilClose`
    /// always closes. `reason` defaults to the usual one. `lines` are whole lines with their ends, written as they are.
    /// Errors: `unwritable` for a reason with control characters or a status outside 100…999.
    package static func writeResponse(
        status: Int, reason: String? = nil, fields: HeaderFields = HeaderFields(), framing: BodyFraming,
        keepAlive: Bool = true, lines: ByteBuffer = ByteBuffer(), into buffer: inout ByteBuffer
    ) throws(FramingError) {
        guard (100...999).contains(status) else { throw .unwritable }
        guard reason.map(isText) ?? true else { throw .unwritable }
        let size = 128 + (reason?.utf8.count ?? 0) + fields.writtenBytes + lines.readableBytes
        buffer.writeRun(atMost: size) { run in
            putStatusLine(status, reason, into: &run)
            putFields(fields, framing, into: &run)
            if !keepAlive || framing == .untilClose { run.put("connection: close\r\n") }
            lines.withUnsafeReadableBytes { run.put($0) }
            run.put("\r\n")
        }
    }

    /// Writes a request line, the Host line if one is given here, `fields`, the framing line and the empty line.
    ///
    /// Errors: `unwritable` for a target that is empty or holds blanks, control characters or anything but ASCII, and
    /// for a host with control characters.
    package static func writeRequest(
        method: HTTPMethod, target: String, host: String? = nil, fields: HeaderFields, framing: BodyFraming,
        into buffer: inout ByteBuffer
    ) throws(FramingError) {
        guard framing != .untilClose, isTarget(target), host.map(isText) ?? true else { throw .unwritable }
        let texts = method.text.utf8.count + target.utf8.count + (host?.utf8.count ?? 0)
        buffer.writeRun(atMost: 128 + texts + fields.writtenBytes) { run in
            run.put(text: method.text)
            run.put(" ")
            run.put(text: target)
            run.put(" HTTP/1.1\r\n")
            if let host {
                run.put("host: ")
                run.put(text: host)
                run.put("\r\n")
            }
            putFields(fields, framing, into: &run)
            run.put("\r\n")
        }
    }

    /// Writes the interim answer that asks for the body.
    package static func writeContinue(into buffer: inout ByteBuffer) {
        buffer.writeStaticString("HTTP/1.1 100 Continue\r\n\r\n")
    }

    private static func putFields(_ fields: HeaderFields, _ framing: BodyFraming, into run: inout ByteRun) {
        fields.put(into: &run) { name in !isFraming(name) }
        switch framing {
        case .none, .untilClose: break
        case .chunked: run.put("transfer-encoding: chunked\r\n")
        case .length(let length):
            run.put("content-length: ")
            run.put(decimal: max(0, length))
            run.put("\r\n")
        }
    }

    private static func isFraming(_ name: FieldBytes) -> Bool {
        switch name.count {
        case 14: name.equals("content-length")
        case 17: name.equals("transfer-encoding")
        default: false
        }
    }

    private static func isText(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { HeaderFields.isValue(UnsafeRawBufferPointer($0)) }
    }

    private static func isTarget(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 {
            !$0.isEmpty && ByteScan.firstOutsideTarget(UnsafeRawBufferPointer($0), 0, $0.count) == $0.count
        }
    }
}
