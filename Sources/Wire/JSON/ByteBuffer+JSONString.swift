package import NIOCore

extension ByteBuffer {
    /// Writes a string with its quotes. What needs no escape is copied in runs.
    package mutating func writeJSONString(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            reserveCapacity(minimumWritableBytes: bytes.count + 2)
            writeInteger(UInt8(ascii: "\""))
            writeJSONContent(bytes)
            writeInteger(UInt8(ascii: "\""))
        }
    }

    private mutating func writeJSONContent(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress else { return }
        var start = 0
        while true {
            let end = JSONBytes.endOfUnescaped(base, from: start, to: bytes.count)
            if end > start { writeBytes(UnsafeRawBufferPointer(start: base + start, count: end - start)) }
            guard end < bytes.count else { return }
            writeJSONEscape(bytes[end])
            start = end + 1
        }
    }

    private mutating func writeJSONEscape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): writeStaticString("\\\"")
        case UInt8(ascii: "\\"): writeStaticString("\\\\")
        case 0x08: writeStaticString("\\b")
        case 0x09: writeStaticString("\\t")
        case 0x0A: writeStaticString("\\n")
        case 0x0C: writeStaticString("\\f")
        case 0x0D: writeStaticString("\\r")
        default:
            writeStaticString(byte < 0x10 ? "\\u000" : "\\u001")
            let digit = byte & 0xF
            writeInteger(digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a"))
        }
    }
}
