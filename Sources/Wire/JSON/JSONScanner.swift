/// The unsafe core of the reader: validates one text and builds its tape, in a single forward pass without recursion.
///
/// Why it is safe: `base` and `count` come from one `withUnsafeReadableBytes` call and the scanner, being
/// noncopyable, lives inside that closure only. Every load is preceded by a comparison of `position` with `count`
/// (or of `count - position` with the load's width) in the same function, and `position` only ever grows. The tape
/// is an ordinary array; `open` is an index that this scanner itself appended.
struct JSONScanner: ~Copyable {
    /// Offsets and counts must fit the bits of `JSONNode`.
    static let maxCount = 1 << 29

    let base: UnsafePointer<UInt8>
    let count: Int
    let maxDepth: Int
    var position = 0
    var tape: ContiguousArray<JSONNode> = []
    /// Tape index of the innermost open container; -1 outside of all.
    private var open = -1
    private var depth = 0
    private var openIsObject = false

    init(base: UnsafePointer<UInt8>, count: Int, maxDepth: Int) {
        self.base = base
        self.count = count
        self.maxDepth = maxDepth
        // Chat bodies are mostly long strings; denser texts grow the tape a few times.
        tape.reserveCapacity(16 + count / 16)
    }

    mutating func scanDocument() throws(JSONError) {
        guard count <= Self.maxCount else { throw JSONError(offset: Self.maxCount, reason: .tooLarge) }
        scanning: while true {
            if openIsObject { try scanMemberName() }
            if try scanValueOrOpen() { continue }
            while open >= 0 {
                let byte = try significantByte()
                if byte == UInt8(ascii: ",") {
                    position += 1
                    continue scanning
                }
                guard byte == (openIsObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                    throw failure(openIsObject ? .expectedCommaOrBrace : .expectedCommaOrBracket)
                }
                close()
            }
            break
        }
        skipWhitespace()
        guard position == count else { throw failure(.trailingBytes) }
    }

    func failure(_ reason: JSONError.Reason) -> JSONError {
        JSONError(offset: position, reason: position < count ? reason : .unexpectedEnd)
    }

    private mutating func scanMemberName() throws(JSONError) {
        guard try significantByte() == UInt8(ascii: "\"") else { throw failure(.expectedKey) }
        try appendString()
        guard try significantByte() == UInt8(ascii: ":") else { throw failure(.expectedColon) }
        position += 1
    }

    /// True if a container with something in it was opened: its first value or member name comes next.
    private mutating func scanValueOrOpen() throws(JSONError) -> Bool {
        let byte = try significantByte()
        if open >= 0 { tape[open].countOneMore() }
        switch byte {
        case UInt8(ascii: "\""):
            try appendString()
        case UInt8(ascii: "{"):
            return try openContainer(.object, closer: UInt8(ascii: "}"))
        case UInt8(ascii: "["):
            return try openContainer(.array, closer: UInt8(ascii: "]"))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            let start = position
            try skipNumber()
            append(.number, from: start)
        case UInt8(ascii: "t"):
            try appendLiteral("true", .bool)
        case UInt8(ascii: "f"):
            try appendLiteral("false", .bool)
        case UInt8(ascii: "n"):
            try appendLiteral("null", .null)
        default:
            throw failure(.expectedValue)
        }
        return false
    }

    private mutating func openContainer(_ kind: JSONKind, closer: UInt8) throws(JSONError) -> Bool {
        guard depth < maxDepth else { throw failure(.tooDeep(limit: maxDepth)) }
        depth += 1
        tape.append(JSONNode(kind: kind, start: position, end: open, next: 0))
        open = tape.count - 1
        openIsObject = kind == .object
        position += 1
        if try significantByte() == closer {
            close()
            return false
        }
        return true
    }

    /// Ends the open container at the closing byte under `position`.
    private mutating func close() {
        position += 1
        depth -= 1
        let parent = Int(Int32(bitPattern: tape[open].end))
        tape[open].end = UInt32(truncatingIfNeeded: position)
        tape[open].next = UInt32(truncatingIfNeeded: tape.count)
        open = parent
        openIsObject = parent >= 0 && tape[parent].isObject
    }

    private mutating func appendString() throws(JSONError) {
        let start = position
        let hasEscapes = try skipString()
        tape.append(
            JSONNode(kind: .string, start: start, end: position, next: tape.count + 1, hasEscapes: hasEscapes))
    }

    private mutating func append(_ kind: JSONKind, from start: Int) {
        tape.append(JSONNode(kind: kind, start: start, end: position, next: tape.count + 1))
    }

    private mutating func appendLiteral(_ text: StaticString, _ kind: JSONKind) throws(JSONError) {
        let start = position
        for offset in 0..<text.utf8CodeUnitCount {
            guard position < count, base[position] == text.utf8Start[offset] else { throw failure(.invalidLiteral) }
            position += 1
        }
        append(kind, from: start)
    }

    /// The next byte that is not whitespace, left under `position`.
    @inline(__always)
    private mutating func significantByte() throws(JSONError) -> UInt8 {
        if position < count, base[position] > 0x20 { return base[position] }
        skipWhitespace()
        guard position < count else { throw failure(.unexpectedEnd) }
        return base[position]
    }

    private mutating func skipWhitespace() {
        while position < count {
            switch base[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }
}
