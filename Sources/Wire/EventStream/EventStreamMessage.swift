package import NIOCore

/// One message of AWS's event stream (`application/vnd.amazon.eventstream`): typed headers and a payload.
package struct EventStreamMessage: Sendable, Equatable {
    /// A header's value, in the ten types the encoding has.
    package enum Value: Sendable, Equatable {
        case bool(Bool)
        case byte(Int8)
        case short(Int16)
        case int(Int32)
        case long(Int64)
        case bytes([UInt8])
        case string(String)
        /// Milliseconds since 1970.
        case timestamp(Int64)
        /// Sixteen bytes.
        case uuid([UInt8])
    }

    package var headers: [(name: String, value: Value)]
    package var payload: ByteBuffer

    package init(headers: [(name: String, value: Value)], payload: ByteBuffer) {
        self.headers = headers
        self.payload = payload
    }

    package func text(_ name: String) -> String? {
        guard case .string(let text)? = headers.first(where: { $0.name == name })?.value else { return nil }
        return text
    }

    package static func == (one: EventStreamMessage, other: EventStreamMessage) -> Bool {
        one.payload == other.payload
            && one.headers.elementsEqual(other.headers) { $0.name == $1.name && $0.value == $1.value }
    }
}

extension EventStreamMessage {
    /// nil when the bytes are no headers, or name one twice.
    static func headers(_ bytes: ByteBuffer) -> [(name: String, value: Value)]? {
        var bytes = bytes
        var headers: [(name: String, value: Value)] = []
        while bytes.readableBytes > 0 {
            guard let length = bytes.readInteger(as: UInt8.self), length > 0,
                let name = bytes.readString(length: Int(length)), let value = value(&bytes),
                !headers.contains(where: { $0.name == name })
            else { return nil }
            headers.append((name, value))
        }
        return headers
    }

    private static func value(_ bytes: inout ByteBuffer) -> Value? {
        switch bytes.readInteger(as: UInt8.self) {
        case 0: .bool(true)
        case 1: .bool(false)
        case 2: bytes.readInteger().map(Value.byte)
        case 3: bytes.readInteger().map(Value.short)
        case 4: bytes.readInteger().map(Value.int)
        case 5: bytes.readInteger().map(Value.long)
        case 6: run(&bytes).map(Value.bytes)
        case 7: run(&bytes).flatMap { String(validating: $0, as: UTF8.self) }.map(Value.string)
        case 8: bytes.readInteger().map(Value.timestamp)
        case 9: bytes.readBytes(length: 16).map(Value.uuid)
        default: nil
        }
    }

    private static func run(_ bytes: inout ByteBuffer) -> [UInt8]? {
        bytes.readInteger(as: UInt16.self).flatMap { bytes.readBytes(length: Int($0)) }
    }

    /// The message as bytes, with both checksums.
    package func write(into buffer: inout ByteBuffer) {
        var head = ByteBuffer()
        for (name, value) in headers {
            head.writeInteger(UInt8(truncatingIfNeeded: name.utf8.count))
            head.writeString(name)
            Self.write(value, into: &head)
        }
        let start = buffer.writerIndex
        buffer.writeInteger(UInt32(truncatingIfNeeded: 16 + head.readableBytes + payload.readableBytes))
        buffer.writeInteger(UInt32(truncatingIfNeeded: head.readableBytes))
        buffer.writeInteger(Self.checksum(buffer, from: start))
        buffer.writeImmutableBuffer(head)
        buffer.writeImmutableBuffer(payload)
        buffer.writeInteger(Self.checksum(buffer, from: start))
    }

    private static func checksum(_ buffer: ByteBuffer, from start: Int) -> UInt32 {
        let written = buffer.getSlice(at: start, length: buffer.writerIndex - start) ?? ByteBuffer()
        return written.withUnsafeReadableBytes { CRC32.checksum($0) }
    }

    private static func write(_ value: Value, into head: inout ByteBuffer) {
        switch value {
        case .bool(let value): head.writeInteger(UInt8(value ? 0 : 1))
        case .byte(let value): head.writeMultipleIntegers(UInt8(2), value)
        case .short(let value): head.writeMultipleIntegers(UInt8(3), value)
        case .int(let value): head.writeMultipleIntegers(UInt8(4), value)
        case .long(let value): head.writeMultipleIntegers(UInt8(5), value)
        case .bytes(let bytes): write(6, bytes, into: &head)
        case .string(let text): write(7, Array(text.utf8), into: &head)
        case .timestamp(let value): head.writeMultipleIntegers(UInt8(8), value)
        case .uuid(let bytes):
            head.writeInteger(UInt8(9))
            head.writeBytes(bytes)
        }
    }

    private static func write(_ type: UInt8, _ bytes: [UInt8], into head: inout ByteBuffer) {
        head.writeInteger(type)
        head.writeInteger(UInt16(truncatingIfNeeded: bytes.count))
        head.writeBytes(bytes)
    }
}
