package import NIOCore

/// Writes heads. The framing lines come from `framing` alone: such lines among the fields are left out, so that a head
/// never says two things. Nothing is written if an error is thrown.
package enum HeadWriter {
    /// Writes a status line, `fields`, the framing line, `connection: close` unless `keepAlive`, and the empty line.
    ///
    /// `.none` writes no framing line (1xx, 204, 304); `.length` is right for an answer to HEAD too; `.untilClose`
    /// always closes. `reason` defaults to the usual one. Errors: `unwritable` for a reason with control characters or
    /// a status outside 100…999.
    package static func writeResponse(
        status: Int, reason: String? = nil, fields: HeaderFields = HeaderFields(), framing: BodyFraming,
        keepAlive: Bool = true, into buffer: inout ByteBuffer
    ) throws(FramingError) {
        guard (100...999).contains(status) else { throw .unwritable }
        if let reason {
            guard isText(reason) else { throw .unwritable }
            buffer.writeStaticString("HTTP/1.1 ")
            writeDecimal(status, into: &buffer)
            buffer.writeStaticString(" ")
            buffer.writeString(reason)
            buffer.writeStaticString("\r\n")
        } else {
            writeStatusLine(status, into: &buffer)
        }
        writeFields(fields, framing, into: &buffer)
        if !keepAlive || framing == .untilClose { buffer.writeStaticString("connection: close\r\n") }
        buffer.writeStaticString("\r\n")
    }

    /// Writes a request line, `fields` (which hold the Host), the framing line and the empty line.
    ///
    /// Errors: `unwritable` for a target that is empty or holds blanks, control characters or anything but ASCII.
    package static func writeRequest(
        method: HTTPMethod, target: String, fields: HeaderFields, framing: BodyFraming, into buffer: inout ByteBuffer
    ) throws(FramingError) {
        guard framing != .untilClose, isTarget(target) else { throw .unwritable }
        buffer.writeString(method.text)
        buffer.writeStaticString(" ")
        buffer.writeString(target)
        buffer.writeStaticString(" HTTP/1.1\r\n")
        writeFields(fields, framing, into: &buffer)
        buffer.writeStaticString("\r\n")
    }

    /// Writes the interim answer that asks for the body.
    package static func writeContinue(into buffer: inout ByteBuffer) {
        buffer.writeStaticString("HTTP/1.1 100 Continue\r\n\r\n")
    }

    private static func writeFields(_ fields: HeaderFields, _ framing: BodyFraming, into buffer: inout ByteBuffer) {
        fields.write(into: &buffer) { name, _ in !isFraming(name) }
        switch framing {
        case .none, .untilClose: break
        case .chunked: buffer.writeStaticString("transfer-encoding: chunked\r\n")
        case .length(let length):
            buffer.writeStaticString("content-length: ")
            writeDecimal(max(0, length), into: &buffer)
            buffer.writeStaticString("\r\n")
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

    /// Writes a number without making text of it.
    static func writeDecimal(_ number: Int, into buffer: inout ByteBuffer) {
        var divisor = 1
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            buffer.writeInteger(UInt8(truncatingIfNeeded: 0x30 + number / divisor % 10))
            divisor /= 10
        }
    }
}
