/// The unsafe core of the reader: validates one text and builds its tape, in a single forward pass without recursion.
///
/// Why it is safe: `base` and `count` come from one `withUnsafeReadableBytes` call and the scanner, being
/// noncopyable, lives inside that closure only. Every load is preceded by a comparison of `position` with `count`
/// (or of `count - position` with the load's width) in the same function, and `position` only ever grows. `open` is
/// the index of a node that this scanner itself appended.
///
/// Why it is fast: what happens at each value is inlined into one loop and keeps its state in registers; so what is
/// rare stands in functions that take and give values, never the scanner itself.
struct JSONScanner: ~Copyable {
    /// Offsets and counts must fit the bits of `JSONNode`.
    static let maxCount = 1 << 29

    private let base: UnsafePointer<UInt8>
    private let count: Int
    private let maxDepth: Int
    private var position = 0
    private var depth = 0
    /// Tape index of the innermost open container; -1 outside of all.
    private var open = -1
    /// Its kind and count, written into its node when another is opened within it and when it is closed.
    private var openBits = JSONNode.bits(.array)
    private var nameIsDue = false
    private(set) var tape: JSONTape

    /// - Parameter scratch: room for `JSONTape.scratchCapacity` nodes.
    init(base: UnsafePointer<UInt8>, count: Int, maxDepth: Int, scratch: UnsafeMutablePointer<JSONNode>) {
        self.base = base
        self.count = count
        self.maxDepth = maxDepth
        tape = JSONTape(scratch: scratch)
    }

    private var openIsObject: Bool {
        @inline(__always) get { JSONNode.isObject(openBits) }
    }

    @inline(__always)
    mutating func scanDocument() throws(JSONError) {
        guard count <= Self.maxCount else { throw JSONError(offset: Self.maxCount, reason: .tooLarge) }
        while try !scanValue() { tape.grow() }
        position = Self.endOfWhitespace(base, from: position, to: count)
        guard position == count else { throw failure(.trailingBytes) }
    }

    /// Scans on to the end of the outermost value. False if the tape has no room left.
    @inline(__always)
    private mutating func scanValue() throws(JSONError) -> Bool {
        // Each turn appends one node: a name, a value or the beginning of a container.
        scanning: while !tape.isFull {
            let byte = try significantByte(allowsBlank: true)
            if byte == UInt8(ascii: "\"") {
                try appendString()
                if nameIsDue {
                    guard try isNext(UInt8(ascii: ":")) else { throw failure(.expectedColon) }
                    position &+= 1
                    nameIsDue = false
                    continue
                }
                openBits = JSONNode.countedOneMore(openBits)
            } else {
                guard !nameIsDue else { throw failure(.expectedKey) }
                openBits = JSONNode.countedOneMore(openBits)
                if try scanUnquoted(byte) {
                    nameIsDue = openIsObject
                    continue
                }
            }
            while open >= 0 {
                if try isNext(UInt8(ascii: ",")) {
                    position &+= 1
                    nameIsDue = openIsObject
                    continue scanning
                }
                guard base[position] == (openIsObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                    throw failure(openIsObject ? .expectedCommaOrBrace : .expectedCommaOrBracket)
                }
                close()
            }
            return true
        }
        return false
    }

    private func failure(_ reason: JSONError.Reason) -> JSONError {
        Self.failure(reason, at: position, of: count)
    }

    @inline(never)
    static func failure(_ reason: JSONError.Reason, at position: Int, of count: Int) -> JSONError {
        JSONError(offset: position, reason: position < count ? reason : .unexpectedEnd)
    }

    /// Any value but a string. True if a container with something in it was opened: its first value or member name
    /// comes next.
    @inline(__always)
    private mutating func scanUnquoted(_ byte: UInt8) throws(JSONError) -> Bool {
        switch byte {
        case UInt8(ascii: "{"):
            return try openContainer(.object, closer: UInt8(ascii: "}"))
        case UInt8(ascii: "["):
            return try openContainer(.array, closer: UInt8(ascii: "]"))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            append(.number, to: try Self.endOfNumber(base, from: position, to: count))
        case UInt8(ascii: "t"):
            append(.bool, to: try Self.endOfLiteral("true", base, from: position, to: count))
        case UInt8(ascii: "f"):
            append(.bool, to: try Self.endOfLiteral("false", base, from: position, to: count))
        case UInt8(ascii: "n"):
            append(.null, to: try Self.endOfLiteral("null", base, from: position, to: count))
        default:
            throw failure(.expectedValue)
        }
        return false
    }

    @inline(__always)
    private mutating func openContainer(_ kind: JSONKind, closer: UInt8) throws(JSONError) -> Bool {
        guard depth < maxDepth else { throw failure(.tooDeep(limit: maxDepth)) }
        depth &+= 1
        if open >= 0 { tape.nodes[open].bits = openBits }
        let parent = open
        open = tape.count
        openBits = JSONNode.bits(kind)
        tape.append(JSONNode(bits: openBits, start: position, end: parent, next: 0))
        position &+= 1
        if try significantByte() == closer {
            close()
            return false
        }
        return true
    }

    /// Ends the open container at the closing byte under `position`.
    @inline(__always)
    private mutating func close() {
        position &+= 1
        depth &-= 1
        let parent = Int(Int32(bitPattern: tape.nodes[open].end))
        tape.nodes[open].close(end: position, next: tape.count, bits: openBits)
        open = parent
        openBits = parent >= 0 ? tape.nodes[parent].bits : JSONNode.bits(.array)
    }

    @inline(__always)
    private mutating func appendString() throws(JSONError) {
        let start = position
        var hasEscapes = false
        position &+= 1
        position &+= JSONBytes.plainStart(base + position, count: count &- position)
        if position < count, base[position] == UInt8(ascii: "\"") {
            position &+= 1
        } else {
            (position, hasEscapes) = try Self.endOfString(base, from: position, to: count)
        }
        let bits = JSONNode.bits(.string, hasEscapes: hasEscapes)
        tape.append(JSONNode(bits: bits, start: start, end: position, next: tape.count &+ 1))
    }

    @inline(__always)
    private mutating func append(_ kind: JSONKind, to end: Int) {
        tape.append(JSONNode(bits: JSONNode.bits(kind), start: position, end: end, next: tape.count &+ 1))
        position = end
    }

    /// The next byte that is not whitespace, left under `position`.
    ///
    /// - Parameter allowsBlank: whether to look for a single blank first, as many writers put before values and names.
    @inline(__always)
    private mutating func significantByte(allowsBlank: Bool = false) throws(JSONError) -> UInt8 {
        if position < count, base[position] > 0x20 { return base[position] }
        if allowsBlank, count &- position > 1, base[position] == 0x20, base[position &+ 1] > 0x20 {
            position &+= 1
            return base[position]
        }
        position = Self.endOfWhitespace(base, from: position, to: count)
        guard position < count else { throw failure(.unexpectedEnd) }
        return base[position]
    }

    /// Whether the next byte that is not whitespace, left under `position`, is that one.
    @inline(__always)
    private mutating func isNext(_ byte: UInt8) throws(JSONError) -> Bool {
        if position < count, base[position] == byte { return true }
        return try significantByte() == byte
    }

    @inline(never)
    private static func endOfWhitespace(_ base: UnsafePointer<UInt8>, from: Int, to count: Int) -> Int {
        var at = from
        while at < count {
            switch base[at] {
            case 0x20, 0x0A, 0x0D, 0x09: at &+= 1
            default: return at
            }
        }
        return at
    }
}
