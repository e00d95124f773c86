/// One pass over the field lines of a head or a trailer section, resumable at any byte.
///
/// Bytes are judged from left to right and an error is thrown at the first byte that proves it, so that the verdict
/// does not depend on how the input was cut. A cut line is read again from its start: cheap, because lines are short
/// and the head is bounded.
struct HeadScan: Sendable {
    private(set) var lines: [HeaderFields.Line] = []
    private(set) var framing = FramingFields()
    /// Start of the next line; after the last line, the length of the head.
    var position = 0

    /// Reads lines from `position`; true once the empty line was read. `limit` bounds the whole section in bytes.
    mutating func scanLines(
        _ bytes: UnsafeRawBufferPointer, limit: Int, fieldCount: Int
    ) throws(FramingError) -> Bool {
        let end = min(bytes.count, limit)
        if lines.capacity == 0 { lines.reserveCapacity(16) }
        while true {
            switch try Self.scanLine(bytes, position, end) {
            case .field(let line, let next):
                guard lines.count < fieldCount else { throw .tooManyFields }
                framing.note(HeaderFields.name(line, bytes), at: lines.count)
                lines.append(line)
                position = next
            case .emptyLine(let next):
                position = next
                return true
            case .incomplete:
                if bytes.count >= limit { throw .headTooLarge }
                return false
            }
        }
    }

    private enum ScannedLine {
        case field(HeaderFields.Line, next: Int)
        case emptyLine(next: Int)
        case incomplete
    }

    @inline(__always)
    private static func scanLine(
        _ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int
    ) throws(FramingError) -> ScannedLine {
        var index = ByteScan.endOfToken(bytes, start, end)
        guard index < end else { return .incomplete }
        let nameEnd = index
        guard bytes[index] == ByteScan.colon, nameEnd > start else {
            if nameEnd > start { throw .malformedFieldName }
            return try scanLineWithoutName(bytes, start, end)
        }
        index &+= 1
        guard let lineEnd = try lineEnd(bytes, index, end) else { return .incomplete }
        var valueStart = index
        var valueEnd = lineEnd
        while valueStart < valueEnd, ByteScan.isBlank(bytes[valueStart]) { valueStart &+= 1 }
        while valueEnd > valueStart, ByteScan.isBlank(bytes[valueEnd &- 1]) { valueEnd &-= 1 }
        let line = HeaderFields.Line(
            nameStart: UInt32(truncatingIfNeeded: start), nameLength: UInt32(truncatingIfNeeded: nameEnd &- start),
            valueStart: UInt32(truncatingIfNeeded: valueStart),
            valueLength: UInt32(truncatingIfNeeded: valueEnd &- valueStart))
        return .field(line, next: lineEnd &+ 2)
    }

    private static func scanLineWithoutName(
        _ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int
    ) throws(FramingError) -> ScannedLine {
        switch bytes[start] {
        case ByteScan.carriageReturn:
            guard start &+ 1 < end else { return .incomplete }
            guard bytes[start &+ 1] == ByteScan.lineFeed else { throw .bareLineBreak }
            return .emptyLine(next: start &+ 2)
        case ByteScan.lineFeed: throw .bareLineBreak
        case ByteScan.space, ByteScan.tab: throw .obsoleteLineFolding
        default: throw .malformedFieldName
        }
    }

    /// Where the CR LF that ends the line holding `start` lies; nil if it has not arrived.
    @inline(__always)
    static func lineEnd(
        _ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int
    ) throws(FramingError) -> Int? {
        var index = start
        while true {
            index = ByteScan.firstControl(bytes, index, end)
            guard index < end else { return nil }
            switch bytes[index] {
            case ByteScan.tab: index &+= 1
            case ByteScan.carriageReturn:
                guard index &+ 1 < end else { return nil }
                guard bytes[index &+ 1] == ByteScan.lineFeed else { throw .bareLineBreak }
                return index
            case ByteScan.lineFeed: throw .bareLineBreak
            default: throw .controlByte
            }
        }
    }
}
