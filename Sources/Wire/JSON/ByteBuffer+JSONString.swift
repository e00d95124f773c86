package import NIOCore

extension ByteBuffer {
    /// Writes a string with its quotes. What needs no escape is copied in runs.
    package mutating func writeJSONString(_ text: String) {
        writeJSONString(text, after: nil, before: nil)
    }

    /// The same between two bytes: most strings stand behind a comma, and names before a colon.
    mutating func writeJSONString(_ text: String, after: UInt8?, before: UInt8?) {
        var text = text
        text.withUTF8 { bytes in
            guard let base = bytes.baseAddress, !JSONBytes.needsEscape(bytes) else {
                return writeRun(atMost: ByteRun.jsonBytes(of: bytes) + 2) { run in
                    if let after { run.put(after) }
                    run.put(json: bytes)
                    if let before { run.put(before) }
                }
            }
            // Room for the text, its quotes and a byte on either side.
            write(atMost: bytes.count + 4) { out in
                guard var place = out.baseAddress else { return 0 }
                let start = place
                if let after { place.put(after) }
                place.put(UInt8(ascii: "\""))
                place.copyMemory(from: base, byteCount: bytes.count)
                place += bytes.count
                place.put(UInt8(ascii: "\""))
                if let before { place.put(before) }
                return place - start
            }
        }
    }
}

extension UnsafeMutableRawPointer {
    /// Stores a byte and steps behind it.
    @inline(__always)
    fileprivate mutating func put(_ byte: UInt8) {
        storeBytes(of: byte, as: UInt8.self)
        self += 1
    }
}

extension ByteRun {
    /// At least the bytes that they take as a JSON string: an escape takes six at the most.
    static func jsonBytes(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        (JSONBytes.needsEscape(bytes) ? 6 * bytes.count : bytes.count) + 2
    }

    /// A JSON string with its quotes.
    mutating func put(json bytes: UnsafeBufferPointer<UInt8>) {
        put(UInt8(ascii: "\""))
        if let base = bytes.baseAddress {
            var start = 0
            while true {
                let end = JSONBytes.endOfUnescaped(base, from: start, to: bytes.count)
                put(UnsafeRawBufferPointer(start: base + start, count: end - start))
                guard end < bytes.count else { break }
                put(escaped: bytes[end])
                start = end + 1
            }
        }
        put(UInt8(ascii: "\""))
    }

    private mutating func put(escaped byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): put("\\\"")
        case UInt8(ascii: "\\"): put("\\\\")
        case 0x08: put("\\b")
        case 0x09: put("\\t")
        case 0x0A: put("\\n")
        case 0x0C: put("\\f")
        case 0x0D: put("\\r")
        default:
            put(byte < 0x10 ? "\\u000" : "\\u001")
            let digit = byte & 0xF
            put(digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a"))
        }
    }
}
