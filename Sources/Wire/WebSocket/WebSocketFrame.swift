package import NIOCore

/// The head of one frame (RFC 6455 §5.2), checked: no extension bits, a known opcode, a control frame short and whole.
package struct WebSocketFrameHead: Sendable, Equatable {
    /// What a frame is.
    package enum Opcode: UInt8, Sendable {
        case continuation = 0
        case text = 1
        case binary = 2
        case close = 8
        case ping = 9
        case pong = 10

        package var isControl: Bool { rawValue >= 8 }
    }

    package var isFinal: Bool
    package var opcode: Opcode
    /// nil: the payload is as it is, as servers send it.
    package var mask: WebSocketMask?
    package var length: Int

    package init(isFinal: Bool = true, opcode: Opcode, mask: WebSocketMask? = nil, length: Int) {
        self.isFinal = isFinal
        self.opcode = opcode
        self.mask = mask
        self.length = length
    }

    /// Writes the head in its shortest form.
    package func write(into buffer: inout ByteBuffer) {
        buffer.writeInteger((isFinal ? 0x80 : 0) | opcode.rawValue)
        let masked: UInt8 = mask == nil ? 0 : 0x80
        switch length {
        case ..<126: buffer.writeInteger(masked | UInt8(truncatingIfNeeded: length))
        case ..<65_536: buffer.writeMultipleIntegers(masked | 126, UInt16(truncatingIfNeeded: length))
        default: buffer.writeMultipleIntegers(masked | 127, UInt64(length))
        }
        if let mask { buffer.writeInteger(mask.key) }
    }
}

/// The key that a caller's payloads are masked with (RFC 6455 §5.3).
package struct WebSocketMask: Sendable, Equatable {
    package let key: UInt32

    package init(key: UInt32) { self.key = key }

    /// Masks `payload`, or takes the mask off: the same operation. `offset` is where in the frame's payload it begins.
    package func apply(to payload: inout ByteBuffer, at offset: Int = 0) {
        let turn = UInt32(offset % 4) * 8
        let turned = turn == 0 ? key : key << turn | key >> (32 - turn)
        let byte = (0..<4).map { UInt8(truncatingIfNeeded: turned >> UInt32(24 - 8 * $0)) }
        let word = (UInt64(turned) << 32 | UInt64(turned)).bigEndian
        payload.withUnsafeMutableReadableBytes { bytes in
            var index = 0
            while index &+ 8 <= bytes.count {
                let masked = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ word
                bytes.storeBytes(of: masked, toByteOffset: index, as: UInt64.self)
                index &+= 8
            }
            while index < bytes.count {
                bytes[index] ^= byte[index & 3]
                index &+= 1
            }
        }
    }
}

/// Why bytes are no frames.
package enum WebSocketError: Error, Equatable, Sendable {
    /// A bit of an extension that nobody asked for, or an opcode that does not exist.
    case unknownFrame
    /// A control frame that is long or in pieces.
    case malformedControl
    /// A length not in its shortest form, or beyond 2^63.
    case malformedLength
    /// A caller's frame without a mask, or a server's with one.
    case wrongMask
    /// A piece without a beginning, or a beginning within a message.
    case wrongFragment
}
