import NIOCore

/// The fields gathered since the last empty line.
struct SSEBlock: Sendable {
    /// Bytes of the lines taken, without their ends, comments left out.
    private(set) var size = 0
    private(set) var id: String?
    private(set) var retry: Int?
    private var name: String?
    private var data: ByteBuffer?
    private var ownsData = false
    /// Kept over blocks: names repeat, and equal bytes need no new text.
    private var lastName: String?

    /// Takes the line that lies at `line` in `buffer`; not the empty one.
    mutating func take(_ line: Range<Int>, of buffer: ByteBuffer) {
        let field = buffer.withVeryUnsafeBytes { bytes in
            Field(UnsafeRawBufferPointer(rebasing: bytes[line]))
        }
        if case .comment = field.kind { return }
        size += line.count
        let value = line.lowerBound + field.valueStart..<line.upperBound
        switch field.kind {
        case .data: appendData(value, of: buffer)
        case .event: name = text(value, of: buffer, like: lastName)
        case .id:
            let text = text(value, of: buffer, like: nil)
            if !text.utf8.contains(0) { id = text }
        case .retry: retry = Self.milliseconds(value, of: buffer) ?? retry
        case .comment, .unknown: break
        }
    }

    /// Ends the block; nil if it holds no data line and so is no event.
    mutating func finish() -> SSEEvent? {
        if let name { lastName = name }
        let event = data.map { SSEEvent(name: name?.isEmpty == true ? nil : name, data: $0, id: id, retry: retry) }
        size = 0
        id = nil
        retry = nil
        name = nil
        data = nil
        ownsData = false
        return event
    }

    private mutating func appendData(_ value: Range<Int>, of buffer: ByteBuffer) {
        guard let slice = buffer.getSliceBehindReader(value) else { return }
        guard var joined = data else {
            data = slice
            return
        }
        data = nil
        if !ownsData {
            // The first slice lies in what was fed; appending to it there would copy all of that.
            var own = ByteBuffer()
            own.writeImmutableBuffer(joined)
            joined = own
            ownsData = true
        }
        joined.writeInteger(ByteScan.lineFeed)
        joined.writeImmutableBuffer(slice)
        data = joined
    }

    private func text(_ value: Range<Int>, of buffer: ByteBuffer, like known: String?) -> String {
        buffer.withVeryUnsafeBytes { bytes in
            let bytes = bytes[value]
            if let known, known.utf8.count == bytes.count, known.utf8.elementsEqual(bytes) { return known }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// Decimal digits only; what is longer than an Int is ignored like any other malformed value.
    private static func milliseconds(_ value: Range<Int>, of buffer: ByteBuffer) -> Int? {
        buffer.withVeryUnsafeBytes { bytes in
            guard !value.isEmpty, bytes[value].allSatisfy(ByteScan.isDigit) else { return nil }
            return Int(String(decoding: bytes[value], as: UTF8.self))
        }
    }

    /// What a line is, and where its value begins.
    private struct Field {
        enum Kind { case comment, data, event, id, retry, unknown }
        let kind: Kind
        let valueStart: Int

        init(_ line: UnsafeRawBufferPointer) {
            // Fields of interest have at most five letters: a colon further on belongs to an unknown one.
            let colon = ByteScan.first(ByteScan.colon, line, 0, min(line.count, 6))
            kind = Self.kind(line, colon)
            let start = min(colon + 1, line.count)
            valueStart = start < line.count && line[start] == ByteScan.space ? start + 1 : start
        }

        private static func kind(_ line: UnsafeRawBufferPointer, _ length: Int) -> Kind {
            let name = line[0..<length]
            switch length {
            case 0: return .comment
            case 2 where name.elementsEqual("id".utf8): return .id
            case 4 where name.elementsEqual("data".utf8): return .data
            case 5 where name.elementsEqual("event".utf8): return .event
            case 5 where name.elementsEqual("retry".utf8): return .retry
            default: return .unknown
            }
        }
    }
}

extension ByteBuffer {
    /// A slice of bytes the reader has already passed. They are still there: nothing was written since.
    func getSliceBehindReader(_ range: Range<Int>) -> ByteBuffer? {
        var whole = self
        whole.moveReaderIndex(to: 0)
        return whole.getSlice(at: range.lowerBound, length: range.count)
    }
}
