/// The few fields that decide framing, noted while the lines are read: no look-up by name afterwards.
struct FramingFields: Sendable {
    /// Lines of one name: how many, and which came first.
    struct Seen: Sendable {
        private(set) var count = 0
        private(set) var first = 0

        mutating func add(_ line: Int) {
            if count == 0 { first = line }
            count += 1
        }
    }

    private(set) var host = Seen()
    private(set) var contentLength = Seen()
    private(set) var transferEncoding = Seen()
    private(set) var connection = Seen()
    private(set) var expect = Seen()

    /// Length and first letter tell most names apart before any comparison.
    @inline(__always)
    mutating func note(_ name: FieldBytes, at line: Int) {
        switch name.count {
        case 4 where name.equals("host"): host.add(line)
        case 6 where name.equals("expect"): expect.add(line)
        case 10 where name.equals("connection"): connection.add(line)
        case 14 where name.equals("content-length"): contentLength.add(line)
        case 17 where name.equals("transfer-encoding"): transferEncoding.add(line)
        default: break
        }
    }
}

/// A head's lines with the bytes they lie in, for the questions framing asks.
struct FramingQuestions {
    let scan: HeadScan
    let bytes: UnsafeRawBufferPointer
    let minorVersion: Int

    private func value(_ seen: FramingFields.Seen) -> FieldBytes? {
        seen.count == 0 ? nil : HeaderFields.value(scan.lines[seen.first], bytes)
    }

    /// The body framing of a request (RFC 9112 §6.3, with every choice it leaves taken as a refusal).
    func requestFraming() throws(FramingError) -> BodyFraming {
        let fields = scan.framing
        if let coding = value(fields.transferEncoding) {
            guard minorVersion == 1 else { throw .transferEncodingOnHTTP10 }
            guard fields.contentLength.count == 0 else { throw .contentLengthWithTransferEncoding }
            guard fields.transferEncoding.count == 1, coding.equals("chunked") else {
                throw .unsupportedTransferEncoding
            }
            return .chunked
        }
        guard let length = value(fields.contentLength) else { return .none }
        guard fields.contentLength.count == 1 else { throw .repeatedContentLength }
        return .length(try Self.length(length))
    }

    /// The body framing of an answer to `method`. Real servers repeat an equal Content-Length; that alone is let pass.
    func responseFraming(status: Int, method: HTTPMethod) throws(FramingError) -> BodyFraming {
        let fields = scan.framing
        if let coding = value(fields.transferEncoding) {
            guard fields.contentLength.count == 0 else { throw .contentLengthWithTransferEncoding }
            if Self.hasNoBody(status: status, method: method) { return .none }
            guard minorVersion == 1 else { throw .transferEncodingOnHTTP10 }
            guard fields.transferEncoding.count == 1, coding.equals("chunked") else {
                throw .unsupportedTransferEncoding
            }
            return .chunked
        }
        if Self.hasNoBody(status: status, method: method) { return .none }
        guard let first = value(fields.contentLength) else { return .untilClose }
        let length = try Self.length(first)
        if fields.contentLength.count > 1 {
            for line in scan.lines where HeaderFields.name(line, bytes).equals("content-length") {
                guard HeaderFields.value(line, bytes).equals(first) else { throw .repeatedContentLength }
            }
        }
        return .length(length)
    }

    private static func hasNoBody(status: Int, method: HTTPMethod) -> Bool {
        method.kind == .head || status < 200 || status == 204 || status == 304
    }

    /// Decimal digits without sign or leading zero, up to `Int.max`.
    private static func length(_ value: FieldBytes) throws(FramingError) -> Int {
        let digits = value.bytes
        guard let lead = digits.first, lead != 0x30 || digits.count == 1 else { throw .malformedContentLength }
        var length = 0
        for digit in digits {
            guard ByteScan.isDigit(digit) else {
                throw digit == 0x2C ? .repeatedContentLength : .malformedContentLength
            }
            let (tens, tooBig) = length.multipliedReportingOverflow(by: 10)
            let (sum, tooBigAgain) = tens.addingReportingOverflow(Int(digit &- 0x30))
            if tooBig || tooBigAgain { throw .malformedContentLength }
            length = sum
        }
        return length
    }

    /// The one Host, checked; nil where HTTP/1.0 sent none.
    func host() throws(FramingError) -> FieldBytes? {
        guard let host = value(scan.framing.host) else {
            if minorVersion == 1 { throw .missingHost }
            return nil
        }
        guard scan.framing.host.count == 1 else { throw .repeatedHost }
        guard host.count > 0, host.bytes.allSatisfy(ByteScan.isHost) else { throw .malformedHost }
        return host
    }

    /// Whether the connection outlives this message, by version and `Connection`.
    func keepAlive() -> Bool {
        guard scan.framing.connection.count > 0 else { return minorVersion == 1 }
        var close = false
        var keep = false
        for line in scan.lines where HeaderFields.name(line, bytes).equals("connection") {
            HeaderFields.value(line, bytes).forEachMember {
                if $0.equals("close") { close = true } else if $0.equals("keep-alive") { keep = true }
            }
        }
        return !close && (minorVersion == 1 || keep)
    }

    /// Whether the sender waits for `100 Continue`; HTTP/1.0 never does.
    func expectsContinue() -> Bool {
        guard minorVersion == 1, let expect = value(scan.framing.expect) else { return false }
        return expect.equals("100-continue")
    }
}
