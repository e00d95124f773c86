import NIOCore

/// The line before a chunk's data: hexadecimal digits, then optional extensions without blanks (RFC 9112 §7.1.1).
enum ChunkSizeLine {
    /// Takes the line off the front of `buffer` and returns the size; nil if it has not arrived whole.
    static func read(_ buffer: inout ByteBuffer, _ limits: FramingLimits) throws(FramingError) -> Int? {
        let line = try buffer.withUnsafeReadableBytes { bytes throws(FramingError) -> (size: Int, length: Int)? in
            guard let (size, digits) = try self.size(bytes) else { return nil }
            let ends = try extensionsEnd(bytes, digits, limits.chunkExtensionBytes)
            guard let end = ends, end + 1 < bytes.count else { return nil }
            guard bytes[end + 1] == ByteScan.lineFeed else { throw .malformedChunk }
            return (size, end + 2)
        }
        guard let line else { return nil }
        buffer.moveReaderIndex(forwardBy: line.length)
        return line.size
    }

    /// The size and how many digits gave it. Sixteen digits hold every Int; more are a way to hide something.
    private static func size(_ bytes: UnsafeRawBufferPointer) throws(FramingError) -> (size: Int, digits: Int)? {
        var size = 0
        var index = 0
        while index < bytes.count, let digit = ByteScan.hexValue(bytes[index]) {
            guard index < 16, size <= Int.max >> 4 else { throw .malformedChunk }
            size = size << 4 | digit
            index += 1
        }
        guard index < bytes.count else { return nil }
        guard index > 0 else { throw .malformedChunk }
        return (size, index)
    }

    /// Where the CR that ends the line lies; nil if it has not arrived.
    private static func extensionsEnd(
        _ bytes: UnsafeRawBufferPointer, _ start: Int, _ limit: Int
    ) throws(FramingError) -> Int? {
        var grammar = ChunkExtensionGrammar()
        var index = start
        while index < bytes.count {
            if bytes[index] == ByteScan.carriageReturn, grammar.mayEnd { return index }
            if index - start >= limit { throw .chunkExtensionTooLong }
            guard grammar.accepts(bytes[index]) else { throw .malformedChunk }
            index += 1
        }
        return nil
    }
}

/// `*( ";" name [ "=" ( token / quoted-string ) ] )`, one byte at a time.
private struct ChunkExtensionGrammar {
    private enum State { case start, name(Bool), value, token, quoted, escaped, closed }
    private var state = State.start

    var mayEnd: Bool {
        switch state {
        case .start, .name(true), .token, .closed: true
        case .name(false), .value, .quoted, .escaped: false
        }
    }

    mutating func accepts(_ byte: UInt8) -> Bool {
        switch (state, byte) {
        case (.start, 0x3B), (.name(true), 0x3B), (.token, 0x3B), (.closed, 0x3B): state = .name(false)
        case (.name(true), 0x3D): state = .value
        case (.name, _) where ByteScan.isToken(byte): state = .name(true)
        case (.value, 0x22): state = .quoted
        case (.value, _) where ByteScan.isToken(byte), (.token, _) where ByteScan.isToken(byte): state = .token
        case (.quoted, 0x22): state = .closed
        case (.quoted, 0x5C): state = .escaped
        case (.quoted, _) where Self.isText(byte), (.escaped, _) where Self.isText(byte): state = .quoted
        default: return false
        }
        return true
    }

    private static func isText(_ byte: UInt8) -> Bool { byte == ByteScan.tab || (byte >= 0x20 && byte != 0x7F) }
}
