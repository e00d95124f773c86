package import NIOCore

/// Writes server-sent events. Nothing that is passed in can end a line or an event by itself.
package enum SSEWriter {
    /// Writes one event. Every line of `data` (split at LF, CR and CR LF) becomes a `data` line, so that a reader gets
    /// it back with LF between. CR, LF and NUL are left out of `name` and `id`; an empty name writes no `event` line.
    package static func event(
        name: String? = nil, data: ByteBuffer, id: String? = nil, into buffer: inout ByteBuffer
    ) {
        data.withUnsafeReadableBytes { event(name: name, data: $0, id: id, into: &buffer) }
    }

    /// The same for text.
    package static func event(name: String? = nil, data: String, id: String? = nil, into buffer: inout ByteBuffer) {
        var data = data
        data.withUTF8 { event(name: name, data: UnsafeRawBufferPointer($0), id: id, into: &buffer) }
    }

    /// Writes a comment, which readers skip: a keep-alive. Line breaks in `text` begin further comment lines.
    package static func comment(_ text: String = "", into buffer: inout ByteBuffer) {
        var text = text
        text.withUTF8 { lines(UnsafeRawBufferPointer($0), prefix: ": ", into: &buffer) }
        buffer.writeInteger(ByteScan.lineFeed)
    }

    private static func event(
        name: String?, data: UnsafeRawBufferPointer, id: String?, into buffer: inout ByteBuffer
    ) {
        if let name, !name.isEmpty { field("event: ", name, into: &buffer) }
        if let id { field("id: ", id, into: &buffer) }
        lines(data, prefix: "data: ", into: &buffer)
        buffer.writeInteger(ByteScan.lineFeed)
    }

    private static func field(_ prefix: StaticString, _ value: String, into buffer: inout ByteBuffer) {
        buffer.writeStaticString(prefix)
        if value.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D || $0 == 0 }) {
            buffer.writeBytes(value.utf8.filter { $0 != 0x0A && $0 != 0x0D && $0 != 0 })
        } else {
            buffer.writeString(value)
        }
        buffer.writeInteger(ByteScan.lineFeed)
    }

    private static func lines(
        _ bytes: UnsafeRawBufferPointer, prefix: StaticString, into buffer: inout ByteBuffer
    ) {
        var start = 0
        while true {
            let end = ByteScan.firstLineBreak(bytes, start, bytes.count)
            buffer.writeStaticString(prefix)
            buffer.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
            buffer.writeInteger(ByteScan.lineFeed)
            guard end < bytes.count else { return }
            let isPair = bytes[end] == ByteScan.carriageReturn && end + 1 < bytes.count && bytes[end + 1] == 0x0A
            start = isPair ? end + 2 : end + 1
        }
    }
}
