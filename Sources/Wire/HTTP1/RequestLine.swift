/// The first line of a request, read in place.
struct RequestLine: Sendable {
    var method: HTTPMethod
    /// Where the target lies, counted from the start of the head.
    var target: Range<Int>
    var minorVersion: Int
    /// Where the first field line begins.
    var next: Int

    /// Reads the line at the start of `bytes`; nil if it has not arrived whole. One empty line before it is skipped
    /// (RFC 9112 §2.2): some clients send one after a body.
    init?(_ bytes: UnsafeRawBufferPointer, _ limits: FramingLimits) throws(FramingError) {
        let end = min(bytes.count, limits.headBytes)
        guard end > 0 else { return nil }
        var index = 0
        if bytes[0] == ByteScan.carriageReturn {
            guard end > 1 else { return nil }
            guard bytes[1] == ByteScan.lineFeed else { throw .bareLineBreak }
            index = 2
        }
        let methodStart = index
        index = ByteScan.endOfToken(bytes, index, end)
        if index &- methodStart > limits.methodBytes { throw .malformedRequestLine }
        guard index < end else { return nil }
        guard bytes[index] == ByteScan.space, index > methodStart else { throw .malformedRequestLine }
        method = HTTPMethod(token: UnsafeRawBufferPointer(rebasing: bytes[methodStart..<index]))
        if method.kind == .connect || method.kind == .trace { throw .methodNotAllowed }

        let start = index &+ 1
        index = ByteScan.firstOutsideTarget(bytes, start, end)
        if index &- start > limits.targetBytes { throw .targetTooLong }
        guard index < end else { return nil }
        guard bytes[index] == ByteScan.space else {
            let isLineEnd = bytes[index] == ByteScan.carriageReturn || bytes[index] == ByteScan.lineFeed
            throw isLineEnd ? .malformedRequestLine : .malformedTarget
        }
        guard index > start else { throw .malformedRequestLine }
        target = start..<index
        guard let minor = try Self.version(bytes, index &+ 1, end) else { return nil }
        minorVersion = minor
        next = index &+ 11
    }

    /// The minor version of `HTTP/1.x` CR LF at `start`; nil if it has not arrived whole.
    private static func version(
        _ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int
    ) throws(FramingError) -> Int? {
        guard let digits = try HTTPVersion(bytes, start, end) else { return nil }
        guard start &+ 8 < end else { return nil }
        guard bytes[start &+ 8] == ByteScan.carriageReturn else {
            throw bytes[start &+ 8] == ByteScan.lineFeed ? .bareLineBreak : .malformedVersion
        }
        guard start &+ 9 < end else { return nil }
        guard bytes[start &+ 9] == ByteScan.lineFeed else { throw .bareLineBreak }
        return try digits.supportedMinor()
    }
}

/// `HTTP/` digit `.` digit.
struct HTTPVersion {
    private let major: UInt8
    private let minor: UInt8

    /// Reads the eight bytes at `start`; nil if they have not all arrived, an error at the first that does not fit.
    @inline(__always)
    init?(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int) throws(FramingError) {
        let pattern: StaticString = "HTTP/0.0"
        var offset = 0
        while offset < 8 {
            guard start &+ offset < end else { return nil }
            let byte = bytes[start &+ offset]
            let wanted = pattern.utf8Start[offset]
            guard wanted == 0x30 ? ByteScan.isDigit(byte) : byte == wanted else { throw .malformedVersion }
            offset &+= 1
        }
        major = bytes[start &+ 5]
        minor = bytes[start &+ 7]
    }

    func supportedMinor() throws(FramingError) -> Int {
        guard major == 0x31, minor == 0x30 || minor == 0x31 else { throw .unsupportedVersion }
        return Int(minor &- 0x30)
    }
}
