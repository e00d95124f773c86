package import NIOCore

/// Many small writes with one reservation. A write of `ByteBuffer`'s own checks capacity and uniqueness each time, which
/// costs more than copying the few bytes of a field name or a JSON key.
///
/// Why it is safe: it lives inside one `write(atMost:)` call, and every put compares its length with what
/// is left of the reservation before it copies. Reserving too little is a fault of the code that calls it, never of
/// its input: sizes are computed from the very bytes that are put.
package struct ByteRun: ~Copyable {
    private let out: UnsafeMutableRawBufferPointer
    fileprivate(set) var count = 0

    init(_ out: UnsafeMutableRawBufferPointer) { self.out = out }

    @inline(__always)
    package mutating func put(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return }
        precondition(bytes.count <= out.count - count, "too little was reserved")
        out.baseAddress?.advanced(by: count).copyMemory(from: source, byteCount: bytes.count)
        count += bytes.count
    }

    @inline(__always)
    package mutating func put(_ text: StaticString) {
        put(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    @inline(__always)
    package mutating func put(_ byte: UInt8) {
        precondition(count < out.count, "too little was reserved")
        out[count] = byte
        count += 1
    }

    /// Has a label because a literal would choose this one over the static form.
    @inline(__always)
    package mutating func put(text: String) {
        var text = text
        text.withUTF8 { put(UnsafeRawBufferPointer($0)) }
    }

    /// `units` × 10^-`decimals`, see `FixedPoint`; takes `FixedPoint.room` at the most.
    package mutating func put(_ units: UInt64, decimals: Int, trimmed: Bool = false) {
        let rest = UnsafeMutableRawBufferPointer(rebasing: out[count...])
        let size = FixedPoint.write(units, decimals: decimals, trimmed: trimmed, to: rest)
        precondition(size != nil, "too little was reserved")
        count += size ?? 0
    }

    package mutating func put(decimal number: Int) {
        if number < 0 { put(UInt8(ascii: "-")) }
        let magnitude = number.magnitude
        var divisor: UInt = 1
        while magnitude / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            put(0x30 + UInt8(truncatingIfNeeded: magnitude / divisor % 10))
            divisor /= 10
        }
    }
}

extension ByteBuffer {
    /// Reserves `size` bytes once and writes what `body` puts, which may be less.
    @inline(__always)
    package mutating func writeRun(atMost size: Int, _ body: (inout ByteRun) -> Void) {
        write(atMost: size) { out in
            var run = ByteRun(out)
            body(&run)
            return run.count
        }
    }

    /// As `writeWithUnsafeMutableBytes`, which has room reserved, and asks whether it is alone, also where there is room.
    /// `body` returns how many of the `size` bytes that it is given it has written.
    @inline(__always)
    mutating func write(atMost size: Int, _ body: (UnsafeMutableRawBufferPointer) -> Int) {
        if writableBytes < size { reserveCapacity(minimumWritableBytes: size) }
        let start = writerIndex
        let count = withVeryUnsafeMutableBytes { storage in
            let room = UnsafeMutableRawBufferPointer(
                start: storage.baseAddress.map { $0 + start }, count: Swift.min(size, storage.count &- start))
            return body(room)
        }
        moveWriterIndex(forwardBy: count)
    }
}
