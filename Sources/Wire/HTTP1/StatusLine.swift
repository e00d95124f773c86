/// The first line of an answer, read in place. The reason, and the space before it, may be missing.
struct StatusLine: Sendable {
    var minorVersion: Int
    var status: Int
    /// Where the reason lies, counted from the start of the head.
    var reason: Range<Int>
    /// Where the first field line begins.
    var next: Int

    /// Reads the line at the start of `bytes`; nil if it has not arrived whole.
    init?(_ bytes: UnsafeRawBufferPointer, _ headBytes: Int) throws(FramingError) {
        let end = min(bytes.count, headBytes)
        guard let version = try HTTPVersion(bytes, 0, end) else { return nil }
        minorVersion = try version.supportedMinor()
        guard end > 8 else { return nil }
        guard bytes[8] == ByteScan.space else { throw .malformedStatusLine }
        status = 0
        for index in 9..<12 {
            guard index < end else { return nil }
            guard ByteScan.isDigit(bytes[index]) else { throw .malformedStatusLine }
            status = status * 10 + Int(bytes[index] &- 0x30)
        }
        guard status >= 100 else { throw .malformedStatusLine }
        guard end > 12 else { return nil }
        guard bytes[12] == ByteScan.space || bytes[12] == ByteScan.carriageReturn else { throw .malformedStatusLine }
        guard let lineEnd = try HeadScan.lineEnd(bytes, 12, end) else { return nil }
        reason = min(13, lineEnd)..<lineEnd
        next = lineEnd + 2
    }
}
